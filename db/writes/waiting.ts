import { and, eq, isNull } from 'drizzle-orm';
import type { Calendar } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/day.ts';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { dueAtOf } from '../../domain/process/deadlines.ts';
import { renewedTurn } from '../../domain/process/task-changes.ts';
import { startedAt } from '../../domain/process/wait.ts';
import type { Database } from '../client.ts';
import { toOrderRecord, selectOrderRecords } from '../reads/order.ts';
import type { OrderRecord } from '../reads/order.ts';
import { isOpenOrder, orders, orderTokens } from '../schema/order.ts';
import { lockOrderRows } from './order.ts';
import { lockOpenTask, turnTasks } from './task.ts';

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
      if (!waitingFor(order)) throw new Error(`order ${order.id} is open and waits for nobody`);
      await db.update(orders).set(turnOf(order)).where(eq(orders.id, order.id));
    }
    if (rows.length < PAGE) return;
  }
}

/** Whose turn it is, as a row stores it. */
function turnOf(order: Order) {
  const waiting = waitingFor(order);
  return {
    waitingRole: waiting?.role ?? null,
    waitingStep: waiting?.step ?? null,
    waitingAlso: waiting?.also ?? null,
  };
}

/** Whether the stored turn of an order is what the rule says: it is not when a former release recorded it under another rule. */
export function isTurnAsRuled({ order, turn }: Pick<OrderRecord, 'order' | 'turn'>): boolean {
  const { waitingRole, waitingStep, waitingAlso } = turnOf(order);
  return turn.role === waitingRole && turn.step === waitingStep && turn.also === waitingAlso;
}

/**
 * Stores whose turn it is as the rule says where something else stands, and opens and closes the task that goes with it; a task
 * that opens counts from now. An order that stands right is left alone.
 *
 * @source D3, D20
 */
export const renewTurn = (db: Database, orderId: string, calendar: Calendar, now: Instant): Promise<void> =>
  db.transaction(async (tx) => {
    const [[row], [task]] = [await lockOrderRows(tx, orderId), await lockOpenTask(tx, orderId)];
    if (!row) return;
    const record = toOrderRecord(row);
    if (isTurnAsRuled(record)) return;
    const turn = renewedTurn(waitingFor(record.order), task?.kind ?? null);
    const order = turn.open ? { ...record.order, clock: startedAt(now) } : record.order;
    const dueAt = dueAtOf(ORDER_PROCESS, order, calendar);
    await tx
      .update(orders)
      .set({ ...turnOf(order), clock: order.clock, dueAt })
      .where(eq(orders.id, orderId));
    await turnTasks(tx, turn, {
      subject: { type: 'order', id: orderId },
      seq: order.seq,
      isKept: false,
      seenVersion: order.version,
      version: order.version,
      title: { number: order.number, name: record.product.name },
      tokens: orderTokens(orderId),
      actorId: null,
      now,
      dueAt,
    });
  });
