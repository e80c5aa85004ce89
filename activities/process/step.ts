import type { Instant } from '../../domain/day.ts';
import { storedWait } from '../../domain/process/deadlines.ts';
import { rowAfter } from '../../domain/process/effect.ts';
import { mayTake } from '../../domain/process/permissions.ts';
import type { ProcessRow, StepOf } from '../../domain/process/process.ts';
import { roleFor } from '../../domain/process/steps.ts';
import type { StepRequest, StepRow } from '../../domain/process/steps.ts';
import { clockOfTurn, clockTurn, taskTurn } from '../../domain/process/task-changes.ts';
import type { TaskTurn } from '../../domain/process/task-changes.ts';
import { isVisitor } from '../../domain/role.ts';
import type { StoredWait } from '../../domain/process/wait.ts';
import type { Actor } from '../../domain/role.ts';
import type { Group } from '../../domain/task.ts';
import { writeTogether } from '../../db/driver/write.ts';
import type { Write } from '../../db/driver/write.ts';
import { queueNotices } from '../../db/writes/notification.ts';
import { appendEvent, attachFiles, endCommand } from '../../db/writes/process.ts';
import { turnTasks } from '../../db/writes/task.ts';
import type { Adapter, ProcessRecord, RowChange, TakenStep } from './adapter.ts';
import { positionOf } from './position.ts';
import { momentOf } from './recording.ts';
import type { Asked, Outcome, Recording } from './recording.ts';

/** Takes one step of a person over the locked row: the whole rule, then everything the step does, in one statement. */
export async function takeStep<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  recording: Recording,
  record: Rec,
  asked: Asked,
): Promise<Outcome> {
  const { process } = adapter;
  const { change, calendar } = recording;
  const { actor, body } = asked;
  const { commandId, version } = change.command;
  const step = change.command.step as StepOf<Bodies>; // the workflow has asked the table
  const request = { step, body } as StepRequest<Bodies>; // parsed by the route that accepted it
  const before = adapter.rowOf(record);
  const moment = momentOf(recording, asked);
  const ruling = mayTake(process, { row: before, task: record.task }, actor, request, version, moment);
  if (!ruling.allowed) return { refused: ruling.code };

  const effect = process.effectOf(before, request, { commandId, actor, now: change.now, ...moment });
  const moved = rowAfter(before, effect);
  const clock = clockTurn(process, before, moved, step, { actor, now: change.now }, calendar);
  const turn = taskTurn(process, before, { ...moved, clock }, step, record.task?.kind ?? null);
  const after = { ...moved, clock: clockOfTurn(clock, turn, change.now) };
  const wait = storedWait(process, after, calendar, isKept(record, turn) ? record.dueAt : null);
  await write(
    adapter,
    recording,
    step,
    { turn, wait },
    { record, before, after, request, effect, actor, now: change.now },
  );
  return { position: positionOf(adapter, after, wait.dueAt, calendar, change.plan) };
}

/** Everything a step writes, as one statement. */
async function write<Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  { tx, change }: Recording,
  step: StepOf<Bodies>,
  { turn, wait }: { readonly turn: TaskTurn; readonly wait: StoredWait },
  taken: TakenStep<Row, Bodies, Rec>,
): Promise<void> {
  const { process } = adapter;
  const { record, before, after, effect, actor, now } = taken;
  const subject = { type: process.type, id: before.id };
  const { commandId } = change.command;
  const row: StepRow = process.steps[step];
  const body = taken.request.body as object;
  const reason = reasonOf(body);
  const role = roleFor(row, actor.roles);
  const actorId = idOf(actor);
  await writeTogether(tx, [
    adapter.advance(before.id, before.seq, changeOf(after, effect.facts, wait, now)),
    appendEvent(adapter.events, process.type, {
      subjectId: before.id,
      seq: after.seq,
      commandId,
      step,
      actorId,
      actorRole: role ?? null,
      fromState: before.state,
      toState: after.state,
      version: after.version,
      reason,
      body: withoutSecrets(body, row),
      at: now,
    }),
    ...(await adapter.also(tx, taken)),
    ...turnTasksOf(adapter, turn, { record, before, after, actorId, now, dueAt: wait.dueAt }),
    queueNotices(subject, recipientsOf(adapter, after, before), {
      event: process.noticeOf(step, after, { before, role }),
      facts: adapter.noticeFactsOf(after, record, reason, role),
      actorId,
      at: now,
    }),
    ...attachFiles(subject, actor.id, effect.attachments),
    endCommand({ command: commandId, subject, code: null }, now, row.secret),
  ]);
}

/** A subject before and after a recording, as far as its tasks turn with it. */
interface Turned<Row extends ProcessRow, Rec extends ProcessRecord> {
  readonly record: Rec;
  readonly before: Row;
  readonly after: Row;
  /** Null for the clock and for visitors. */
  readonly actorId: string | null;
  readonly now: Instant;
  readonly dueAt: Instant | null;
}

/** Turns the tasks of a subject with a step, of a person or of the clock. */
export const turnTasksOf = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  turn: TaskTurn,
  { record, before, after, actorId, now, dueAt }: Turned<Row, Rec>,
): readonly Write[] =>
  turnTasks(turn, {
    subject: { type: adapter.process.type, id: before.id },
    seq: after.seq,
    task: record.task,
    seenVersion: before.version,
    version: after.version,
    title: adapter.titleOf(record),
    tokens: adapter.tokensOf(after),
    actorId,
    now,
    dueAt,
  });

/** Whether the open task goes on: it keeps the date on which it falls due. */
export const isKept = ({ task }: ProcessRecord, { close }: TaskTurn): boolean => task !== null && close === null;

/** What differs in the row afterwards. */
export const changeOf = <Row extends ProcessRow>(
  { version, seq, clock }: Row,
  facts: Partial<Row>,
  wait: StoredWait,
  now: Instant,
): RowChange<Row> => ({ ...facts, version, seq, clock, ...wait, changedAt: now });

/** The actor's account; none for a visitor. */
const idOf = (actor: Actor): string | null => (isVisitor(actor) ? null : actor.id);

/** Whom the notices after a step are for: the subject's people, the group whose turn it is now, and the one whose turn it ended. */
export const recipientsOf = <Row extends ProcessRow, Bodies extends object, Rec extends ProcessRecord>(
  adapter: Adapter<Row, Bodies, Rec>,
  after: Row,
  before?: Row,
) => {
  const groupOf = (row: Row): Group | null => adapter.process.waitingFor(row)?.group ?? null;
  const [group, former] = [groupOf(after), before ? groupOf(before) : null];
  return { ...adapter.recipientsOf(after), group, formerGroup: former === group ? null : former };
};

/** The body as an event keeps it for ever: without hashes of tokens and passwords. */
export const withoutSecrets = (body: object, { secret }: Pick<StepRow, 'secret'>): object =>
  secret ? Object.fromEntries(Object.entries(body).filter(([key]) => !secret.includes(key))) : body;

/** What the person gave as reason or comment; null when nothing. */
function reasonOf(body: object): string | null {
  if ('reason' in body && typeof body.reason === 'string') return body.reason;
  return 'comment' in body && typeof body.comment === 'string' ? body.comment : null;
}
