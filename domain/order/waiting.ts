import { instantAt } from '../day.ts';
import type { Day, Instant } from '../day.ts';
import type { Role } from '../role.ts';
import type { Waiting } from '../process/wait.ts';
import { listMissingConsents } from './closure.ts';
import { openChange } from './order.ts';
import type { Order } from './order.ts';
import type { OrderStep } from './steps.ts';

/**
 * Who must act on the order now; null when nothing can happen any more. A party whose useBy or redeemBy has passed is not waited
 * for: what is left is closing, by either party before the payment counts, by the center afterwards. A contract change that the
 * park reviews is settled first.
 *
 * @source L132, L138, L152, L165, D2, D3, D5, D7, D13, D20
 */
export function waitingFor(order: Order): Waiting<OrderStep, Role> | null {
  switch (order.state) {
    case 'unpaid':
    case 'paymentRejected':
      if (order.clock.ended) return { ...party('enterprise', 'close'), also: 'institution' };
      return order.priceConfirmed ? party('enterprise', 'pay') : party('institution', 'confirmPrice');
    case 'paymentReview':
      return { role: 'park', group: `park:${order.parkId}`, step: 'approvePayment', task: 'paymentReview' };
    case 'paid':
      return waitingWhilePaid(order);
    case 'redemptionRejected':
      return order.clock.ended ? byCenter() : party('institution', 'requestRedemption');
    case 'redemptionReview':
      return order.returned
        ? {
            role: 'institution',
            group: `institution:${order.institutionId}`,
            step: 'supplementRedemption',
            task: 'supplement',
          }
        : { role: 'center', group: 'center', step: 'approveRedemption', task: 'redemptionReview' };
    case 'preRedeemed':
      return { role: 'finance', group: 'finance', step: 'recordPayout', task: 'payout' };
    case 'redeemed':
    case 'closed':
      return null;
  }
}

function waitingWhilePaid(order: Order): Waiting<OrderStep, Role> {
  const change = openChange(order);
  if (change?.state === 'accepted')
    return { role: 'park', group: `park:${order.parkId}`, step: 'approveChange', task: 'contractChange' };
  if (order.clock.ended) return byCenter();
  return change ? party('enterprise', 'acceptChange') : waitingForConsents(order);
}

/** The center, which has a task for it, is named before a party; once it has agreed, the parties alone. @source D3 */
function waitingForConsents(order: Order): Waiting<OrderStep, Role> {
  const missing = listMissingConsents(order);
  const [first, second] = missing.filter((role) => role !== 'center');
  if (missing.includes('center')) return { ...byCenter(), ...(first && { also: first }) };
  if (!first) return party('institution', 'requestRedemption');
  return { ...party(first, 'close'), ...(second && { also: second }) };
}

const byCenter = (): Waiting<OrderStep, Role> => ({ role: 'center', group: 'center', step: 'close', task: 'closure' });

const party = (role: Role, step: OrderStep): Waiting<OrderStep, Role> => ({ role, group: null, step, task: null });

/**
 * The last moment of the day on which the turn of the parties ends; null where nothing ends: confirming a
 * price has no day of its own, and an order whose parties have had their time is closed whenever one of them does it.
 *
 * @source D3, D13, D20
 */
export function partyDueAt(order: Order): Instant | null {
  const step = waitingFor(order)?.step;
  const lastDay = lastDayOf(order);
  if (lastDay === null || order.clock.ended || step === 'confirmPrice') return null;
  return instantAt(lastDay, '23:59:59');
}

/** The last day on which the parties can take the order further from where it stands; null where they are not held to one. @source D20 */
export function lastDayOf({ state, useBy, redeemBy }: Pick<Order, 'state' | 'useBy' | 'redeemBy'>): Day | null {
  if (state === 'unpaid' || state === 'paymentRejected') return useBy;
  return state === 'paid' || state === 'redemptionRejected' ? redeemBy : null;
}
