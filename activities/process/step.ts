import { rowAfter } from '../../domain/process/effect.ts';
import { mayTake } from '../../domain/process/permissions.ts';
import type { ProcessRow, StepOf } from '../../domain/process/process.ts';
import { roleFor } from '../../domain/process/steps.ts';
import type { StepRequest, StepRow } from '../../domain/process/steps.ts';
import { clockTurn, taskTurn } from '../../domain/process/task-changes.ts';
import { isVisitor } from '../../domain/role.ts';
import { pipeline } from '../../db/driver/pipeline.ts';
import { queueNotices } from '../../db/writes/notification.ts';
import { appendEvent, attachFiles, settleCommand } from '../../db/writes/process.ts';
import { turnTasks } from '../../db/writes/task.ts';
import type { Adapter, ProcessRecord, TakenStep } from './adapter.ts';
import { positionOf, waitColumns } from './position.ts';
import { momentOf } from './recording.ts';
import type { Asked, Outcome, Recording } from './recording.ts';

/** Takes one step of a person over the locked row: the whole rule, then everything the step does, in one round of statements. */
export async function takeStep<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  recording: Recording,
  record: Rec,
  { actor, body }: Asked,
): Promise<Outcome> {
  const { process } = adapter;
  const { change, calendar } = recording;
  const { commandId, version } = change.command;
  const step = change.command.step as StepOf<Bodies>; // the workflow has asked the table
  const request = { step, body } as StepRequest<Bodies>; // parsed by the route that accepted it
  const before = adapter.rowOf(record);
  const moment = momentOf(recording);
  const ruling = mayTake(process, { row: before, task: record.task }, actor, request, version, moment);
  if (!ruling.allowed) return { refused: ruling.code };

  const effect = process.effectOf(before, request, { commandId, actor, now: change.now, ...moment });
  const moved = rowAfter(before, effect);
  const clock = clockTurn(process, before, moved, step, { actor, now: change.now }, calendar);
  const after = { ...moved, clock };
  await write(adapter, recording, step, { record, before, after, request, effect, actor, now: change.now });
  return { position: positionOf(adapter, after, waitColumns(adapter, after, calendar).dueAt, calendar, change.plan) };
}

/** All statements of a step, sent together: they travel in one round trip and stand or fall as one. */
async function write<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  { tx, change, calendar }: Recording,
  step: StepOf<Bodies>,
  taken: TakenStep<Row, Bodies, Rec>,
): Promise<void> {
  const { process } = adapter;
  const { record, before, after, effect, actor, now } = taken;
  const subject = { type: process.type, id: before.id };
  const turn = taskTurn(process, before, after, step);
  const row: StepRow = process.steps[step];
  const reason = reasonOf(taken.request.body as object);
  const wait = waitColumns(adapter, after, calendar);
  const actorId = isVisitor(actor) ? null : actor.id;
  await pipeline([
    appendEvent(tx, adapter.events, process.type, {
      subjectId: before.id,
      seq: after.seq,
      commandId: change.command.commandId,
      step,
      actorId,
      actorRole: roleFor(row, actor.roles) ?? null,
      fromState: before.state,
      toState: after.state,
      version: after.version,
      reason,
      body: withoutSecrets(taken.request.body as object, row),
      at: now,
    }),
    adapter.advance(tx, before.id, before.seq, {
      ...effect.facts,
      version: after.version,
      seq: after.seq,
      clock: after.clock,
      ...wait,
      changedAt: now,
    }),
    ...adapter.also(tx, taken),
    turnTasks(tx, turn, {
      subject,
      seq: after.seq,
      isKept: record.task !== null && turn.close === null,
      seenVersion: before.version,
      version: after.version,
      title: adapter.titleOf(record),
      tokens: adapter.tokensOf(after),
      actorId,
      now,
      dueAt: wait.dueAt,
    }),
    queueNotices(tx, subject, recipientsOf(adapter, after), {
      event: process.noticeOf(step, after),
      facts: adapter.noticeFactsOf(after, record, reason),
      actorId,
      at: now,
    }),
    attachFiles(tx, subject, actor.id, effect.attachments),
    settleCommand(tx, { command: change.command.commandId, subject, code: null }, now, row.secret),
  ]);
}

/** Whom the notices after a step are for: the subject's people, and the group whose turn it is now. */
export const recipientsOf = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  after: Row,
) => ({ ...adapter.recipientsOf(after), group: adapter.process.waitingFor(after)?.group ?? null });

/** The body as an event keeps it for ever: without hashes of tokens and passwords. */
export const withoutSecrets = (body: object, { secret }: Pick<StepRow, 'secret'>): object =>
  secret ? Object.fromEntries(Object.entries(body).filter(([key]) => !secret.includes(key))) : body;

/** What the person gave as reason or comment; null when nothing. */
function reasonOf(body: object): string | null {
  if ('reason' in body && typeof body.reason === 'string') return body.reason;
  return 'comment' in body && typeof body.comment === 'string' ? body.comment : null;
}
