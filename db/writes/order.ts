import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { orderFiles } from '../reads/order.ts';
import { orders } from '../schema/order.ts';

/** The order's row, held until the transaction ends. At most one. */
export const lockedOrderFiles = (tx: Executor, orderId: string) =>
  orderFiles(tx).where(eq(orders.id, orderId)).for('update', { of: orders });

/** The next running number of an order. Gaps are possible, repeats are not. */
export async function nextOrderNumber(tx: Executor): Promise<number> {
  const {
    rows: [next],
  } = await tx.execute<{ count: string }>(sql`select nextval('order_numbers') as count`);
  return Number(next?.count);
}

/** Begins a case. Its id is unique: a second placing meets the first one's row. */
export const insertOrder = (tx: Executor, row: typeof orders.$inferInsert) => tx.insert(orders).values(row);

/**
 * Sets what differs, where the row still stands at `seq`.
 *
 * @throws Error when it does not: the row is locked, so this cannot happen
 */
export async function advanceOrder(
  tx: Executor,
  orderId: string,
  seq: number,
  row: Partial<typeof orders.$inferInsert>,
): Promise<void> {
  const moved = await tx
    .update(orders)
    .set(row)
    .where(and(eq(orders.id, orderId), eq(orders.seq, seq)))
    .returning({ id: orders.id });
  if (moved.length !== 1) throw new Error(`order ${orderId} does not stand at ${seq}`);
}
