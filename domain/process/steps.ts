import type { RefusalCode } from '../refusals.ts';
import type { Role } from '../role.ts';

/** A state of a process: its name, and whether its execution has anything left to wait for. */
export interface StateRow {
  readonly zh: string;
  readonly en: string;
  /** Nothing can happen any more. */
  readonly final?: boolean;
  /** Nothing waits and no deadline is due: the execution ends, and comes back with the next command. */
  readonly resting?: boolean;
}

/** Whether a state is final or resting: its execution has nothing left to wait for but a deadline. @source D3, D22 */
export function isOver({ states }: { readonly states: Readonly<Record<string, StateRow>> }, state: string): boolean {
  const row = states[state];
  return row?.final === true || row?.resting === true;
}

/** A reason a reviewer chooses from; it fills the text, which stays free. @source L149 */
export interface ReadyReason {
  readonly zh: string;
  readonly en: string;
  readonly source: string;
}

/** A step of a process with everything that hangs on it: what a row lacks does not compile. */
export interface StepRow<State extends string = string> {
  /** The step's name on buttons and in the timeline. */
  readonly zh: string;
  readonly en: string;
  /** Who may take it in some state; nobody when a visitor takes it. */
  readonly by: readonly Role[];
  /** Taken without an account, by whoever holds the form or the link. */
  readonly visitor?: true;
  /** The states it is open in; a step that begins a case has none. */
  readonly from: readonly State[];
  /** Who may take it in this state, where not all of `by` may. */
  readonly byIn?: Partial<Record<State, readonly Role[]>>;
  /** The states it can lead to. */
  readonly to: readonly State[];
  /** What has happened once it is taken: the name of the workflow's signal. Never renamed. */
  readonly signal: string;
  /** A reviewer's judgement: it must name the version it saw. */
  readonly decision?: true;
  readonly reason?: 'required';
  /** Ready reasons by name, the likeliest first; null where the step takes none. @source L149 */
  readonly reasons: Readonly<Record<string, ReadyReason>> | null;
  /**
   * What a claim of the open task means for it: only the holder may take it; of those whose task it is, only the holder; or
   * nobody may any more.
   *
   * @source D6, D25
   */
  readonly claim: 'holder' | 'ownHolder' | { readonly refusedWith: RefusalCode } | null;
  /** What it does to the clock of the wait. @source D5 */
  readonly clock: 'pauses' | 'resumes' | null;
  /** What becomes of an open task that the step ends without being what it waits for: decided, or overtaken and withdrawn. */
  readonly endsTask: 'done' | 'withdrawn';
  /** The task it leaves open is free again for a second person. @source D6 */
  readonly releases: boolean;
  /** Parts of its body, secret or personal, that are kept in no event, and in its command only until it has its outcome. */
  readonly secret?: readonly string[];
  readonly source: string;
}

/** What most steps have: no ready reasons, no part in claims, the clock or a second person; the task they end is decided. */
export const PLAIN_STEP = { reasons: null, claim: null, clock: null, endsTask: 'done', releases: false } as const;

/** A reviewer's judgement: it names the version it saw, and only the task's holder may give it. @source D6 */
export const DECISION_STEP = { ...PLAIN_STEP, decision: true, claim: 'holder' } as const;

/** The role this person takes the step in, or undefined when it is open to none of theirs. @source L12 */
export const roleFor = ({ by }: Pick<StepRow, 'by'>, roles: readonly Role[]): Role | undefined =>
  by.find((role) => roles.includes(role));

/** A step someone asks for, with its body: one of the bodies' keys with what stands there. */
export type StepRequest<Bodies, Step extends keyof Bodies = keyof Bodies> = {
  [S in Step]: { readonly step: S; readonly body: Bodies[S] };
}[Step];

/** What the clock does by itself. @source D20 */
export const CLOCK_STEPS = ['remind', 'overdue', 'escalate', 'expire', 'endTurn'] as const;
export type ClockStep = (typeof CLOCK_STEPS)[number];

/** Whether a step is the clock's: the clock is known by its steps, never by a missing actor. */
export const isClockStep = (step: string): step is ClockStep => CLOCK_STEPS.some((clockStep) => clockStep === step);
