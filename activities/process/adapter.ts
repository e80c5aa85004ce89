import type { Instant } from '../../domain/day.ts';
import type { Process, ProcessRow } from '../../domain/process/process.ts';
import type { StepRequest } from '../../domain/process/steps.ts';
import type { Effect } from '../../domain/process/effect.ts';
import type { OpenTask, StoredWait } from '../../domain/process/wait.ts';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../../db/client.ts';
import type { Write } from '../../db/driver/write.ts';
import type { GivenCommand, SaidCommand } from '../../db/reads/said-command.ts';
import type { EventsTable } from '../../db/schema/process.ts';
import type { TaskTitle } from '../../db/schema/task.ts';
import type { Recipients } from '../../db/writes/notification.ts';
import type { Position } from '../../workflows/messages/process.ts';
import type { Asked, Outcome, Recording } from './recording.ts';

/** The row of a subject as read or locked, with its open task, and when whoever must act is late. */
export interface ProcessRecord {
  readonly task: OpenTask | null;
  readonly dueAt: Instant | null;
}

/** What differs in a subject's row after an event: the effect's facts, and what every row says of where it stands. */
export type RowChange<Row extends ProcessRow> = Partial<Row> &
  Pick<Row, 'version' | 'seq' | 'clock'> &
  StoredWait & { readonly changedAt: Instant };

/** A step as it is recorded: the rows before and after, what it says, what it does, and who takes it. */
export interface TakenStep<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord> {
  readonly record: Rec;
  readonly before: Row;
  readonly after: Row;
  readonly request: StepRequest<Bodies>;
  readonly effect: Effect<Row>;
  readonly actor: Actor;
  readonly now: Instant;
}

/** A record that is held, and the command that was said; null when none like it is written down. */
export interface Held<Rec> {
  readonly record: Rec;
  readonly asked: GivenCommand | null;
}

/** What touches the world for a process: its rows, and what its steps do besides. */
export interface Adapter<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord> {
  readonly process: Process<Row, Bodies>;
  readonly events: EventsTable;
  readonly rowOf: (record: Rec) => Row;
  /** The record as it is now; undefined for a case that has not begun. */
  readonly find: (db: Executor, subjectId: string) => Promise<Rec | undefined>;
  /** The same with the command, held until the transaction ends; its task and the command are not held. */
  readonly lock: (tx: Executor, subjectId: string, command: SaidCommand | null) => Promise<Held<Rec> | undefined>;
  /** Takes a step that begins a case. */
  readonly begin: (recording: Recording, asked: Asked) => Promise<Outcome>;
  /** Sets what differs, where the row still stands at `seq`. */
  readonly advance: (subjectId: string, seq: number, change: RowChange<Row>) => Write;
  /** What a step writes besides its own row: ledger entries, lines of batches, passwords. */
  readonly also: (tx: Executor, step: TakenStep<Row, Bodies, Rec>) => Promise<readonly Write[]>;
  readonly titleOf: (record: Rec) => TaskTitle;
  /** What a task of this subject is found by; null: what the write of its row returns as `tokens`. */
  readonly tokensOf: (row: Row) => readonly string[] | null;
  readonly recipientsOf: (row: Row) => Omit<Recipients, 'group'>;
  /** What the texts of notices are filled from; `by` is the role of whoever took the step, none for the clock. */
  readonly noticeFactsOf: (after: Row, record: Rec, reason: string | null, by?: Role) => Record<string, string>;
  /** What the workflow is told besides where the subject stands: never names, texts or accounts. */
  readonly factsOf: (row: Row) => NonNullable<Position['facts']>;
}
