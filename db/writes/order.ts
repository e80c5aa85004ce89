import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { selectOrderRecords } from '../reads/order.ts';
import { orders } from '../schema/order.ts';

/** The order's row, held until the transaction ends. At most one. */
export const lockOrderRows = (tx: Executor, orderId: string) => heldOrder(tx).execute({ orderId });

const heldOrder = prepareOnce((db) =>
  selectOrderRecords(db)
    .where(eq(orders.id, sql.placeholder('orderId')))
    .for('update', { of: orders })
    .prepare('held_order'),
);
