import type { Calendar } from '../domain/calendar.ts';
import type { Order } from '../domain/order/order.ts';
import { nextDeadline, taskDueAt } from '../domain/order/deadlines.ts';
import type { DeadlinePlan } from '../domain/order/deadlines.ts';
import { partyDueAt, waitingFor } from '../domain/order/waiting.ts';
import type { OrderPosition } from '../workflows/messages/order.ts';

/** Where a case stands that has not begun. */
export const NOT_BEGUN: OrderPosition = { state: null, version: 0, seq: 0, due: null, waiting: null, facts: null };

/** What the workflow learns of its order: never names, texts or accounts. */
export function positionOf(order: Order, dueAt: string | null, calendar: Calendar, plan?: DeadlinePlan): OrderPosition {
  const due = nextDeadline(order, calendar, plan);
  const waiting = waitingFor(order);
  return {
    state: order.state,
    version: order.version,
    seq: order.seq,
    due: due && { step: due.step, at: due.at },
    waiting: waiting && { role: waiting.role, step: waiting.step, until: dueAt },
    facts: { number: order.number, institutionId: order.institutionId, enterpriseId: order.enterpriseId },
  };
}

/** Until when whoever must act has time; null where nothing ends. */
export function dueOf(order: Order, calendar: Calendar): string | null {
  const waiting = waitingFor(order);
  return waiting && (taskDueAt(order, calendar) ?? partyDueAt(order, waiting));
}
