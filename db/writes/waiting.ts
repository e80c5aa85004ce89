import { and, eq, isNull } from 'drizzle-orm';
import { waitingFor } from '../../domain/order/waiting.ts';
import type { Database } from '../client.ts';
import { toOrderRecord, selectOrderRecords } from '../reads/order.ts';
import { isOpenOrder, orders } from '../schema/order.ts';

const PAGE = 500;

/**
 * Stores whose turn it is beside open orders that a former release recorded, as the rule says. Asked again it writes nothing.
 *
 * @source L132, D2, D5, D7, D13
 */
export async function fillWaiting(db: Pick<Database, 'select' | 'update'>): Promise<void> {
  for (;;) {
    const rows = await selectOrderRecords(db as Database)
      .where(and(isOpenOrder(orders), isNull(orders.waitingRole)))
      .limit(PAGE);
    for (const { order } of rows.map(toOrderRecord)) {
      const waiting = waitingFor(order);
      if (!waiting) throw new Error(`order ${order.id} is open and waits for nobody`);
      await db
        .update(orders)
        .set({ waitingRole: waiting.role, waitingStep: waiting.step })
        .where(eq(orders.id, order.id));
    }
    if (rows.length < PAGE) return;
  }
}
