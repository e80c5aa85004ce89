import { and, eq, isNull } from 'drizzle-orm';
import type { Calendar } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/day.ts';
import { clockAgain } from '../../domain/order/deadlines.ts';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { partyDueAt, waitingFor } from '../../domain/order/waiting.ts';
import { storedWait } from '../../domain/process/deadlines.ts';
import { clockOfTurn, renewedTurn } from '../../domain/process/task-changes.ts';
import { storedTurn } from '../../domain/process/wait.ts';
import type { TaskKind } from '../../domain/task.ts';
import type { Database } from '../client.ts';
import { writeTogether } from '../driver/write.ts';
import { toOrderRecord, selectOrderRecords } from '../reads/order.ts';
import type { OrderRecord } from '../reads/order.ts';
import { isOpenOrder, orderFactsOf, orders } from '../schema/order.ts';
import { lockOrderRows } from './order.ts';
import { advanceIn, announceChange } from './process.ts';
import { lockOpenTask, turnTasks } from './task.ts';

const PAGE = 500;

const advanceOrder = advanceIn(orders, orderFactsOf(orders));

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
      await db.update(orders).set(storedTurn(waiting)).where(eq(orders.id, order.id));
    }
    if (rows.length < PAGE) return;
  }
}

/**
 * Whether what is stored beside an order is what the rule says: whose turn it is, until when the parties have time, that they have
 * none any more, and the task. It is not when a former release recorded it under another rule, or when the voucher's days have
 * been changed since.
 *
 * @source D3, D20
 */
export const isTurnAsRuled = (record: RecordWithTurn, now: Instant): boolean =>
  isWaitAsRuled(record, now) && needsTask(record.order) === (record.task?.kind ?? null);

/** The same without the task: what differs in that alone is no other rule's, and a fault. */
export function isWaitAsRuled({ order, turn, dueAt }: RecordWithTurn, now: Instant): boolean {
  const { waitingRole, waitingStep, waitingAlso } = storedTurn(waitingFor(order));
  return (
    turn.role === waitingRole &&
    turn.step === waitingStep &&
    turn.also === waitingAlso &&
    clockAgain(order, now) === null &&
    (needsTask(order) !== null || dueAt === partyDueAt(order))
  );
}

type RecordWithTurn = Pick<OrderRecord, 'order' | 'turn' | 'task' | 'dueAt'>;

const needsTask = (order: Order): TaskKind | null => waitingFor(order)?.task ?? null;

/**
 * Stores whose turn it is as the rule says where something else stands, and opens and closes the task that goes with it; a task
 * that opens counts from now. Open pages are told. An order that stands right is left alone.
 *
 * @returns whether something else stood: its execution must then read its position anew
 * @source D3, D20
 */
export const renewTurn = (db: Database, orderId: string, calendar: Calendar, now: Instant): Promise<boolean> =>
  db.transaction(async (tx) => {
    const [[row], [task]] = [await lockOrderRows(tx, orderId, null), await lockOpenTask(tx, orderId)];
    if (!row) return false;
    const record = { ...toOrderRecord(row), task: task ?? null };
    if (isTurnAsRuled(record, now)) return false;
    const renewed = { ...record.order, clock: clockAgain(record.order, now) ?? record.order.clock };
    const turn = renewedTurn(waitingFor(renewed), record.task?.kind ?? null);
    const order = { ...renewed, clock: clockOfTurn(renewed.clock, turn, now) };
    const isKept = record.task !== null && turn.close === null;
    const wait = storedWait(ORDER_PROCESS, order, calendar, isKept ? record.dueAt : null);
    await writeTogether(tx, [
      advanceOrder(orderId, order.seq, { ...wait, clock: order.clock }),
      announceChange({ type: 'order', id: orderId }),
      ...turnTasks(turn, {
        subject: { type: 'order', id: orderId },
        seq: order.seq,
        task: record.task,
        seenVersion: order.version,
        version: order.version,
        title: { number: order.number, name: record.product.name },
        tokens: null,
        actorId: null,
        now,
        dueAt: wait.dueAt,
      }),
    ]);
    return true;
  });
