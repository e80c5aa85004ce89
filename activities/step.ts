import type { Order } from '../domain/order/order.ts';
import type { OrderRequest } from '../domain/order/commands.ts';
import { effectOf } from '../domain/order/effects.ts';
import type { Effect } from '../domain/order/effects.ts';
import { mayTake } from '../domain/order/permissions.ts';
import { roleFor } from '../domain/order/steps.ts';
import type { OrderStep } from '../domain/order/steps.ts';
import { clockTurn, taskTurn } from '../domain/order/task-changes.ts';
import { noticeFacts, noticeOf } from '../domain/notice.ts';
import type { Actor } from '../domain/role.ts';
import type { OrderFile } from '../db/reads/order.ts';
import { together } from '../db/driver/pipeline.ts';
import { advanceOrder, appendEvent, attachFiles, postEntries, settleCommand } from '../db/writes/order.ts';
import { queueNotices } from '../db/writes/notification.ts';
import { settleLine } from '../db/writes/payout-batch.ts';
import { turnTasks } from '../db/writes/task.ts';
import { dueOf, positionOf } from './position.ts';
import { momentOf } from './recording.ts';
import type { Asked, Outcome, Recording } from './recording.ts';

/** Takes one step of a person over the locked row: the whole rule, then everything the step does, in one round of statements. */
export async function takeStep(recording: Recording, file: OrderFile, asked: Asked): Promise<Outcome> {
  const { change } = recording;
  const { step } = change.command;
  const { actor } = asked;
  const request = { step, body: asked.body } as OrderRequest<Exclude<OrderStep, 'place'>>; // parsed by the route that accepted it
  const moment = momentOf(recording);
  const ruling = mayTake(file, actor, request, change.command.version, moment);
  if (!ruling.allowed) return { refused: ruling.code };

  const { commandId } = change.command;
  const effect = effectOf(file.order, request, { commandId, actor, now: change.now, ...moment });
  const after = following(file.order, effect, request.step, actor, recording);
  await write(recording, file, { request, actor, effect, after });
  return { position: positionOf(after, dueOf(after, recording.calendar), recording.calendar, change.plan) };
}

/** The order afterwards: its facts, its version and event number, and its clock. */
function following(
  before: Order,
  { facts, content }: Effect,
  step: OrderStep,
  actor: Actor,
  { change, calendar }: Recording,
): Order {
  const moved: Order = { ...before, ...facts, version: before.version + (content ? 1 : 0), seq: before.seq + 1 };
  return { ...moved, clock: clockTurn(before, moved, step, { actor, now: change.now }, calendar) };
}

interface Step {
  readonly request: OrderRequest<Exclude<OrderStep, 'place'>>;
  readonly actor: Actor;
  readonly effect: Effect;
  readonly after: Order;
}

/** All statements of a step, sent together: they travel in one round trip and stand or fall as one. */
async function write(recording: Recording, file: OrderFile, { request, actor, effect, after }: Step): Promise<void> {
  const { tx, change } = recording;
  const { id, seq, version } = file.order;
  const { step, body } = request;
  const now = change.now;
  const reason = reasonOf(body);
  const dueAt = dueOf(after, recording.calendar);
  await together([
    appendEvent(tx, {
      orderId: id,
      seq: after.seq,
      commandId: change.command.commandId,
      step,
      actorId: actor.id,
      actorRole: roleFor(step, actor.roles),
      fromState: file.order.state,
      toState: after.state,
      reason,
      body,
      at: now,
    }),
    advanceOrder(tx, id, seq, {
      ...effect.facts,
      version: after.version,
      seq: after.seq,
      clock: after.clock,
      dueAt,
      changedAt: now,
    }),
    postEntries(tx, file.order, { seq: after.seq, step, now }, effect.movements),
    turnTasks(tx, taskTurn(file.order, after, step), {
      orderId: id,
      seq: after.seq,
      version,
      actorId: actor.id,
      now,
      dueAt,
    }),
    queueNotices(tx, after, {
      event: noticeOf(step, after),
      facts: noticeFacts(after, file.product.name, reason),
      actorId: actor.id,
      at: now,
    }),
    attachFiles(tx, id, actor.id, effect.attachments),
    ...(request.step === 'recordPayout' ? [settleLine(tx, id, request.body, { actorId: actor.id, now })] : []),
    settleCommand(tx, { command: change.command.commandId, order: id, code: null }, now),
  ]);
}

/** What the person gave as reason or comment; null when nothing. */
function reasonOf(body: object): string | null {
  if ('reason' in body && typeof body.reason === 'string') return body.reason;
  return 'comment' in body && typeof body.comment === 'string' ? body.comment : null;
}
