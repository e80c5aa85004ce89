import { dayOf } from '../domain/day.ts';
import type { Order } from '../domain/order/order.ts';
import { nextDeadline } from '../domain/order/deadlines.ts';
import { expired } from '../domain/order/effects.ts';
import { clockNoticeOf, noticeFacts } from '../domain/notice.ts';
import type { OrderFile } from '../db/reads/order.ts';
import { together } from '../db/driver/pipeline.ts';
import { advanceOrder, appendEvent } from '../db/writes/order.ts';
import { queueNotices } from '../db/writes/notification.ts';
import { dueOf, positionOf } from './position.ts';
import type { Outcome, Recording } from './recording.ts';

/**
 * Does what the clock has to do now: remind, tell supervisors or admin, close what nobody paid. A deadline that no longer
 * holds, since a person was first, is passed over in silence.
 *
 * @source D20
 */
export async function fireDeadline(recording: Recording, file: OrderFile): Promise<Outcome> {
  const { tx, change, calendar } = recording;
  const { order } = file;
  const deadline = nextDeadline(order, calendar, change.plan);
  if (!deadline || deadline.step !== change.command.step || deadline.at > change.now)
    return { position: positionOf(order, file.dueAt, calendar, change.plan) };

  const { step } = deadline;
  const effect = step === 'expire' ? expired(order, { now: change.now, today: dayOf(change.now) }) : null;
  if (effect && effect.movements.length > 0) throw new Error(`order ${order.id} expires with money on it`); // only unpaid orders do
  const facts: Partial<Order> = effect?.facts ?? {};
  const version = step === 'expire' ? order.version + 1 : order.version;
  const clock = { ...order.clock, fired: [...order.clock.fired, deadline.name] };
  const after: Order = { ...order, ...facts, version, clock, seq: order.seq + 1 };
  const reason = step === 'expire' ? after.remark : null;
  await together([
    appendEvent(tx, {
      orderId: order.id,
      seq: after.seq,
      commandId: change.command.commandId,
      step,
      fromState: order.state,
      toState: after.state,
      reason,
      body: { deadline: deadline.name, at: deadline.at },
      at: change.now,
    }),
    advanceOrder(tx, order.id, order.seq, {
      ...facts,
      version,
      clock,
      seq: after.seq,
      dueAt: dueOf(after, calendar),
      changedAt: change.now,
    }),
    queueNotices(tx, after, {
      event: clockNoticeOf(deadline, order),
      facts: noticeFacts(after, file.product.name, reason),
      actorId: null,
      at: change.now,
    }),
  ]);
  return { position: positionOf(after, dueOf(after, calendar), calendar, change.plan) };
}
