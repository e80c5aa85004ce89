import type { Instant } from '../../domain/day.ts';
import type { ClockStep } from '../../domain/process/steps.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import type { Role } from '../../domain/role.ts';
import type { Ruling } from '../../domain/ruling.ts';
import type { TaskKind } from '../../domain/task.ts';

/**
 * The attributes every process of this product shares, by type: Temporal Web lists and filters by them. Registered by the
 * worker at every start.
 */
export const SEARCH_ATTRIBUTES = {
  /** The subject's number, as people name it: DD20261125-000003. */
  CaseNumber: 'KEYWORD',
  CaseState: 'KEYWORD',
  WaitingFor: 'KEYWORD',
  InstitutionId: 'KEYWORD',
  EnterpriseId: 'KEYWORD',
  DueAt: 'DATETIME',
} as const;

/** Makes a workflow read again where its subject stands. Never renamed. */
export const LOOK_AGAIN = 'lookAgain';

/** A person's click: ids alone. What it says lies in the accepted command's row, so histories hold no text of people's. */
export interface Command {
  readonly commandId: string;
  /** A step of the process, or the clock's. */
  readonly step: string;
  /** Null for the clock and for visitors. */
  readonly actorId: string | null;
  /** In which role, where the step is open to several; for the words in Temporal Web alone. */
  readonly role?: Role;
  /** The version the person saw; null when not said. */
  readonly version: number | null;
}

/** What a workflow knows of its subject. */
export interface Position {
  /** Null for a case that has not begun. */
  readonly state: string | null;
  readonly version: number;
  readonly seq: number;
  /** What the clock does next. */
  readonly due: { readonly step: ClockStep; readonly at: Instant } | null;
  /** Who must act, with which step, until when. */
  readonly waiting: {
    readonly role: Role | 'visitor';
    /** Who else must, with the same step. */
    readonly also?: Role | 'visitor';
    readonly step: string;
    /** The kind of the task that stands for the wait. */
    readonly task?: TaskKind;
    readonly until: Instant | null;
  } | null;
  /** Null for a case that has not begun. */
  readonly facts: {
    readonly number: string;
    readonly institutionId?: string;
    readonly enterpriseId?: string;
  } | null;
}

/** Where a case stands that has not begun. */
export const NOT_BEGUN: Position = { state: null, version: 0, seq: 0, due: null, waiting: null, facts: null };

/** One command with what the workflow ruled on it, for recording. */
export interface Change {
  readonly subjectId: string;
  readonly command: Command;
  /** The last event the workflow knows. */
  readonly seq: number;
  readonly ruling: Ruling;
  readonly plan?: DeadlinePlan;
  readonly now: Instant;
}

/** `settled`: the command has its outcome. Otherwise the row was ahead: adopt the position and offer the command again. */
export interface Recorded {
  readonly settled: boolean;
  readonly position: Position;
}

/** What a workflow asks of the world, whatever its activities are called. */
export interface ProcessActivities {
  readonly load: (subjectId: string, plan?: DeadlinePlan) => Promise<Position>;
  readonly record: (change: Change) => Promise<Recorded>;
}

/** How a run of a subject's workflow came to be. */
export interface Beginning {
  /** By a click, which it was begun with: the first recording tells where the subject stands, and nothing is read before. */
  readonly clicked?: true;
}

/** The input of every process that has no recorded histories of another shape. */
export interface ProcessInput extends Beginning {
  readonly subjectId: string;
  /** Deadlines in place of the scheme's own; given by tests. */
  readonly plan?: DeadlinePlan;
}

/** The names of a process's signals, by step. */
export const signalsOf = <Step extends string>(
  steps: Readonly<Record<Step, { readonly signal: string }>>,
): Readonly<Record<Step, string>> =>
  Object.fromEntries(
    Object.entries<{ readonly signal: string }>(steps).map(([step, { signal }]) => [step, signal]),
  ) as Record<Step, string>; // the keys are the table's
