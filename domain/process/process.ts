import type { Instant } from '../day.ts';
import type { Texts } from '../language.ts';
import type { NoticeEvent } from '../notice.ts';
import type { Actor, Moment, Role } from '../role.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Ruling } from '../ruling.ts';
import type { Effect, Taking } from './effect.ts';
import type { StateRow, StepRequest, StepRow } from './steps.ts';
import type { SubjectType } from './subject.ts';
import type { Clock, Deadline, OpenTask, Waiting } from './wait.ts';

/** What the row of every subject says: where it stands, how far its clock has come, under which rules. */
export interface ProcessRow<State extends string = string> {
  readonly id: string;
  readonly state: State;
  /** What people see; rises only when state, amounts, documents or contract change. */
  readonly version: number;
  /** The last recorded event's number. */
  readonly seq: number;
  /** Of the companies it is about: whoever declared one of them decides nothing here. @source D6 */
  readonly creditCodes: readonly string[];
  readonly clock: Clock;
  /** The scheme's numbers in force when it began. */
  readonly rules: RuleSet;
}

/** The names of a process's steps: the keys of its bodies. */
export type StepOf<Bodies> = keyof Bodies & string;

/** A row with the task that waits on it, as read or locked together. */
export interface RowWithTask<Row> {
  readonly row: Row;
  readonly task: OpenTask | null;
}

/** What a step was taken on: the row before it, and the role of whoever took it. */
export interface TakenBy<Row> {
  readonly before: Row;
  readonly role: Role | undefined;
}

/** What a process is: pure, read by the workflow, the recording, the pages and the documents alike. */
export interface Process<Row extends ProcessRow, Bodies extends object> {
  readonly type: SubjectType;
  /** What one is called. */
  readonly label: Texts;
  readonly states: Readonly<Record<Row['state'], StateRow>>;
  readonly steps: Readonly<Record<StepOf<Bodies>, StepRow<Row['state']>>>;
  /** Who must act on it now; null when nothing can happen any more, or nobody is waited for. */
  readonly waitingFor: (row: Row) => Waiting<StepOf<Bodies>> | null;
  /** Whether a person acts on this very subject in this role: theirs, of their park, in a state that concerns them. */
  readonly concerns: (role: Role, row: Row, actor: Actor) => boolean;
  /** What must hold for a step besides role, state and claim, whatever its body says. */
  readonly stepRuling: (row: Row, actor: Actor, step: StepOf<Bodies>, moment: Moment) => Ruling;
  /** Whether a step's body fits the subject. */
  readonly bodyRuling: (row: Row, actor: Actor, request: StepRequest<Bodies>, moment: Moment) => Ruling;
  /** What an allowed step does. Steps that begin a case are the adapter's. */
  readonly effectOf: (row: Row, request: StepRequest<Bodies>, taking: Taking) => Effect<Row>;
  /** What the clock's `expire` does. @source D20 */
  readonly expired: (row: Row, at: Pick<Taking, 'now' | 'today'>) => Effect<Row>;
  /** What the clock does during a wait of people who have no task. @source D20 */
  readonly partyDeadlines: (row: Row) => readonly Deadline[];
  /** Until when the parties have time for what is waited for; null where nothing ends. @source D20 */
  readonly partyDueAt: (row: Row) => Instant | null;
  /** The name a deadline plan has for where it stands: the state, or a part of one. */
  readonly phaseOf: (row: Row) => string;
  /** What people are told after a step; one that begins a case has nothing before it. */
  readonly noticeOf: (step: StepOf<Bodies>, after: Row, taken?: TakenBy<Row>) => NoticeEvent;
  /**
   * What people are told when something falls due that is no task's, when the clock ends the case, and when it ends the turn of
   * the parties: for a process that has such an end.
   *
   * @source D20
   */
  readonly clockNotices: {
    readonly near: NoticeEvent;
    readonly expired: NoticeEvent;
    readonly turnEnded?: (row: Row) => NoticeEvent;
  };
}
