import type { Instant } from '../../domain/day.ts';
import { storedWait } from '../../domain/process/deadlines.ts';
import { taskTurn } from '../../domain/process/task-changes.ts';
import type { ProcessRow, StepOf } from '../../domain/process/process.ts';
import { roleFor } from '../../domain/process/steps.ts';
import type { StepRow } from '../../domain/process/steps.ts';
import type { StoredWait } from '../../domain/process/wait.ts';
import { isVisitor } from '../../domain/role.ts';
import { writeTogether } from '../../db/driver/write.ts';
import type { Write } from '../../db/driver/write.ts';
import type { TaskTitle } from '../../db/schema/task.ts';
import { queueNotices } from '../../db/writes/notification.ts';
import { appendEvent, endCommand } from '../../db/writes/process.ts';
import { turnTasks } from '../../db/writes/task.ts';
import type { Adapter, ProcessRecord } from './adapter.ts';
import { positionOf } from './position.ts';
import type { Asked, Outcome, Recording } from './recording.ts';
import { recipientsOf, withoutSecrets } from './step.ts';

/** A case that begins: its first row, and what people are told of it. */
interface Beginning<Row extends ProcessRow> {
  /** Version and seq are 1. */
  readonly row: Row;
  /** Writes the row with what it stores of its wait. */
  readonly insert: (wait: StoredWait) => Write;
  readonly title: TaskTitle;
  readonly noticeFacts: Record<string, string>;
  readonly reason: string | null;
  /** When the event counts as. */
  readonly at: Instant;
}

/** Everything a first step writes, as one statement: the row, its event, its task, the notices, the command's outcome. */
export async function recordBeginning<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  { tx, change, calendar }: Recording,
  { actor, body }: Asked,
  { row, insert, title, noticeFacts, reason, at }: Beginning<Row>,
): Promise<Outcome> {
  const { process } = adapter;
  const step = change.command.step as StepOf<Bodies>; // one that begins: the table was asked
  const stepRow: StepRow = process.steps[step];
  const subject = { type: process.type, id: row.id };
  const actorId = isVisitor(actor) ? null : actor.id;
  const wait = storedWait(process, row, calendar, null);
  await writeTogether(tx, [
    insert(wait),
    appendEvent(adapter.events, process.type, {
      subjectId: row.id,
      seq: row.seq,
      commandId: change.command.commandId,
      step,
      actorId,
      actorRole: roleFor(stepRow, actor.roles) ?? null,
      fromState: null,
      toState: row.state,
      version: row.version,
      reason,
      body: withoutSecrets(body as object, stepRow),
      at,
    }),
    ...turnTasks(taskTurn(process, null, row, step, null), {
      subject,
      seq: row.seq,
      task: null,
      seenVersion: row.version,
      version: row.version,
      title,
      tokens: adapter.tokensOf(row),
      actorId,
      now: change.now,
      dueAt: wait.dueAt,
    }),
    queueNotices(subject, recipientsOf(adapter, row), {
      event: process.noticeOf(step, row),
      facts: noticeFacts,
      actorId,
      at: change.now,
    }),
    endCommand({ command: change.command.commandId, subject, code: null }, change.now, stepRow.secret),
  ]);
  return { position: positionOf(adapter, row, wait.dueAt, calendar, change.plan) };
}
