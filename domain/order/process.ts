import type { Process } from '../process/process.ts';
import { SUBJECT_TYPES } from '../process/subject.ts';
import type { OrderBodies } from './commands.ts';
import { concerns, stepRuling } from './conditions.ts';
import { partyDeadlines } from './deadlines.ts';
import { effectOf, expired } from './effects.ts';
import { bodyRuling } from './guards.ts';
import { orderNoticeOf } from './notice-facts.ts';
import type { Order } from './order.ts';
import { ORDER_STATES } from './states.ts';
import { ORDER_STEPS } from './steps.ts';
import { partyDueAt, waitingFor } from './waiting.ts';

/** The purchase of a service with a voucher, from placing to its end. @source L88, D7 */
export const ORDER_PROCESS: Process<Order, OrderBodies> = {
  type: 'order',
  label: SUBJECT_TYPES.order,
  states: ORDER_STATES,
  steps: ORDER_STEPS,
  waitingFor,
  concerns,
  stepRuling,
  bodyRuling,
  effectOf,
  expired,
  partyDeadlines,
  partyDueAt,
  phaseOf: ({ state, returned }) => (returned ? 'returned' : state),
  noticeOf: orderNoticeOf,
  clockNotices: {
    near: 'order.deadlineNear',
    expired: 'order.closed',
    turnEnded: ({ state }) =>
      state === 'paid' || state === 'redemptionRejected' ? 'order.redeemByPassed' : 'order.useByPassed',
  },
};
