import { eq } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { selectOrderRecords } from '../reads/order.ts';
import { orders } from '../schema/order.ts';

/** The order's row, held until the transaction ends. At most one. */
export const lockOrderRows = (tx: Executor, orderId: string) =>
  selectOrderRecords(tx).where(eq(orders.id, orderId)).for('update', { of: orders });

/** Begins a case. Its id is unique: a second placing meets the first one's row. */
export const insertOrder = (tx: Executor, row: typeof orders.$inferInsert) => tx.insert(orders).values(row);
