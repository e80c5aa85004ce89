import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { OrderBodies } from '../../domain/order/commands.ts';
import type { Executor } from '../client.ts';
import { payoutBatchLines as lines } from '../schema/payout-batch.ts';
import { RefusedByRow } from './refused-by-row.ts';

/**
 * Marks the line that a recorded payout settles, in the payout's own transaction: the one it names, or the order's one that
 * waits. So there is no paid money with a line that still waits, and none that is paid twice.
 *
 * @throws RefusedByRow `payout.line-settled` when the named line no longer waits; `payout.line-waiting` when a line of another amount does
 */
export async function settleLine(
  tx: Executor,
  orderId: string,
  { amountFen, paidOn, reference, batchLineId }: OrderBodies['recordPayout'],
  by: { actorId: string; now: Instant },
): Promise<void> {
  const [settled] = await tx
    .update(lines)
    .set({ state: 'paid', reference, paidOn, settledBy: by.actorId, settledAt: by.now })
    .where(
      and(
        eq(lines.orderId, orderId),
        eq(lines.state, 'waiting'),
        batchLineId === undefined ? undefined : eq(lines.id, batchLineId),
      ),
    )
    .returning({ amountFen: lines.amountFen });
  if (!settled && batchLineId !== undefined) throw new RefusedByRow('payout.line-settled');
  if (settled && settled.amountFen !== amountFen) throw new RefusedByRow('payout.line-waiting');
}
