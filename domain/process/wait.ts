import type { Instant } from '../day.ts';
import type { Role } from '../role.ts';
import type { Group, TaskKind } from '../task.ts';
import type { ClockStep } from './steps.ts';

/** The open task of a subject, as far as rules ask for it. */
export interface OpenTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly claimedBy: string | null;
}

/** How far the clock of the current wait has come. */
export interface Clock {
  /** When the wait began; after a pause, when it went on. */
  readonly since: Instant;
  /** Working days already used before `since`. */
  readonly usedWorkingDays: number;
  /** The names of the deadlines that have fired. */
  readonly fired: readonly string[];
  /** The parties had time for the step that was waited for, and it is over: they are not waited for any more. @source D20 */
  readonly ended?: true;
  /** The review's clock while the applicant supplements, and the reviewer it goes back to. @source D5 */
  readonly paused: {
    readonly usedWorkingDays: number;
    readonly fired: readonly string[];
    readonly reviewer: string;
  } | null;
}

/** Who must act next, and with which step. */
export interface Waiting<Step extends string = string, By extends Role | 'visitor' = Role | 'visitor'> {
  /** `visitor` where somebody without an account must. */
  readonly role: By;
  /** Who else must act, with the same step. */
  readonly also?: By;
  readonly group: Group | null;
  readonly step: Step;
  /** The kind of the task that stands for the wait, where a person decides on behalf of the scheme or must supplement. */
  readonly task: TaskKind | null;
}

/** Whose turn it is, as the row of every subject stores it, so that lists need not derive it. */
export interface StoredTurn {
  readonly waitingRole: string | null;
  readonly waitingStep: string | null;
  readonly waitingAlso: string | null;
}

/** The wait a subject stands in, as its row stores it. */
export interface StoredWait extends StoredTurn {
  /** Until when whoever must act has time; null where nothing ends. */
  readonly dueAt: Instant | null;
}

/** What a row stores of whose turn it is; nulls when nobody must act. @source D5, D20 */
export const storedTurn = (waiting: Waiting | null): StoredTurn => ({
  waitingRole: waiting?.role ?? null,
  waitingStep: waiting?.step ?? null,
  waitingAlso: waiting?.also ?? null,
});

/** Something the clock will do by itself. `name` is unique within a wait. */
export interface Deadline {
  readonly name: string;
  readonly step: ClockStep;
  readonly at: Instant;
  /** Whose deadline it is: the open task's, or the parties' own. */
  readonly of: 'task' | 'parties';
}

/** Deadlines in milliseconds after the wait began, by phase, in place of the scheme's own: what tests run on. */
export type DeadlinePlan = Readonly<
  Partial<Record<string, readonly { readonly step: ClockStep; readonly afterMs: number }[]>>
>;

/** The clock of a wait that begins now. @source D20 */
export const startedAt = (now: Instant): Clock => ({ since: now, usedWorkingDays: 0, fired: [], paused: null });
