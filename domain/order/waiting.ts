import { instantAt } from '../day.ts';
import type { Instant } from '../day.ts';
import type { Role } from '../role.ts';
import type { Waiting } from '../process/wait.ts';
import { openChange } from './order.ts';
import type { Order } from './order.ts';
import type { OrderStep } from './steps.ts';

/**
 * Who must act on the order now; null when nothing can happen any more.
 *
 * @source L132, L138, L152, L165, D2, D5, D7, D13
 */
export function waitingFor(order: Order): Waiting<OrderStep, Role> | null {
  switch (order.state) {
    case 'unpaid':
    case 'paymentRejected':
      return order.priceConfirmed ? party('enterprise', 'pay') : party('institution', 'confirmPrice');
    case 'paymentReview':
      return { role: 'park', group: `park:${order.parkId}`, step: 'approvePayment', task: 'paymentReview' };
    case 'paid':
      return waitingWhilePaid(order);
    case 'redemptionRejected':
      return party('institution', 'requestRedemption');
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
  if (!change) return party('institution', 'requestRedemption');
  return change.state === 'proposed'
    ? party('enterprise', 'acceptChange')
    : { role: 'park', group: `park:${order.parkId}`, step: 'approveChange', task: 'contractChange' };
}

const party = (role: Role, step: OrderStep): Waiting<OrderStep, Role> => ({ role, group: null, step, task: null });

/** The last moment of the day the parties have for the step that is waited for; null where nothing ends. @source D20 */
export function partyDueAt(order: Order): Instant | null {
  const step = waitingFor(order)?.step;
  if (step === 'pay') return instantAt(order.useBy, '23:59:59');
  if (step === 'requestRedemption') return instantAt(order.redeemBy, '23:59:59');
  return null;
}
