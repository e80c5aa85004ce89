import { instantAt } from '../day.ts';
import type { Instant } from '../day.ts';
import type { Role } from '../role.ts';
import type { Group, TaskKind } from '../task.ts';
import { openChange } from './order.ts';
import type { Order } from './order.ts';
import type { OrderStep } from './steps.ts';

/** Who must act next, and with which step. */
export interface Waiting {
  readonly role: Role;
  readonly group: Group | null;
  readonly step: OrderStep;
  /** The kind of the task that stands for the wait, where a person decides on behalf of the scheme or must supplement. */
  readonly task: TaskKind | null;
}

/**
 * Who must act on the order now; null when nothing can happen any more.
 *
 * @source L132, L138, L152, L165, D2, D5, D7, D13
 */
export function waitingFor(order: Order): Waiting | null {
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

function waitingWhilePaid(order: Order): Waiting {
  const change = openChange(order);
  if (!change) return party('institution', 'requestRedemption');
  return change.state === 'proposed'
    ? party('enterprise', 'acceptChange')
    : { role: 'park', group: `park:${order.parkId}`, step: 'approveChange', task: 'contractChange' };
}

const party = (role: Role, step: OrderStep): Waiting => ({ role, group: null, step, task: null });

/** The last moment of the day a party has for its step; null where nothing ends. @source D20 */
export function partyDueAt(order: Order, { step }: Waiting): Instant | null {
  if (step === 'pay') return instantAt(order.useBy, '23:59:59');
  if (step === 'requestRedemption') return instantAt(order.redeemBy, '23:59:59');
  return null;
}
