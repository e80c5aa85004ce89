import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { OrderBodies } from '../../domain/order/commands.ts';
import type { Executor } from '../client.ts';
import { payoutBatchLines as lines } from '../schema/payout-batch.ts';
import { RefusedByRow } from './refused-by-row.ts';

interface By {
  readonly actorId: string;
  readonly now: Instant;
}

/**
 * Marks the line that a recorded payout settles, in the payout's own transaction: the one it names. One that names none is a
 * payment beside the batches, and is refused while the order waits in one: the bank has been asked already.
 *
 * @throws RefusedByRow `payout.line-settled` when the named line no longer waits; `payout.line-waiting` when another waits, or for another amount
 */
export async function settleLine(
  tx: Executor,
  orderId: string,
  { amountFen, paidOn, reference, batchLineId }: OrderBodies['recordPayout'],
  { actorId, now }: By,
): Promise<void> {
  const waiting = and(eq(lines.orderId, orderId), eq(lines.state, 'waiting'));
  if (batchLineId === undefined) {
    if ((await tx.select({ id: lines.id }).from(lines).where(waiting)).length > 0)
      throw new RefusedByRow('payout.line-waiting');
    return;
  }
  const [settled] = await tx
    .update(lines)
    .set({ state: 'paid', reference, paidOn, settledBy: actorId, settledAt: now })
    .where(and(waiting, eq(lines.id, batchLineId)))
    .returning({ amountFen: lines.amountFen });
  if (!settled) throw new RefusedByRow('payout.line-settled');
  if (settled.amountFen !== amountFen) throw new RefusedByRow('payout.line-waiting');
}

/**
 * Marks a line that the bank has not paid, in the transaction that records it on the order: the order may stand in another batch.
 *
 * @throws RefusedByRow `payout.line-settled` when it no longer waits, or is another order's
 */
export async function failLine(
  tx: Executor,
  orderId: string,
  { batchLineId, reason }: OrderBodies['failPayout'],
  { actorId, now }: By,
): Promise<void> {
  const failed = await tx
    .update(lines)
    .set({ state: 'failed', reason, settledBy: actorId, settledAt: now })
    .where(and(eq(lines.id, batchLineId), eq(lines.orderId, orderId), eq(lines.state, 'waiting')))
    .returning({ id: lines.id });
  if (failed.length === 0) throw new RefusedByRow('payout.line-settled');
}
