import { DUE_TIME } from '../calendar.ts';
import { addDays, dayOf, instantAt } from '../day.ts';
import type { Day } from '../day.ts';
import type { ClockStep } from '../process/steps.ts';
import type { Deadline } from '../process/wait.ts';
import type { Order } from './order.ts';
import { waitingFor } from './waiting.ts';

/**
 * What the clock does while the parties of an order have the turn: reminders before useBy and redeemBy, and the end of the turn
 * when that day is over; of an unpaid order a reminder, and a closing where the rule set has one.
 *
 * @source D20
 */
export function partyDeadlines(order: Order): Deadline[] {
  const { state, clock, rules, useBy, redeemBy } = order;
  const since = dayOf(clock.since);
  const before = (name: string, day: Day): Deadline[] =>
    rules.deadlineReminderDays
      .map((days): Deadline => ({
        name: `${name}-${days}`,
        step: 'remind',
        at: instantAt(addDays(day, -days), '09:00:00'),
        of: 'parties',
      }))
      .filter(({ at }) => at > clock.since);
  if (state === 'paid' || state === 'redemptionRejected')
    return clock.ended ? [] : [...before('redeemBy', redeemBy), ...endOfTurn(order, redeemBy)];
  if (state !== 'unpaid' && state !== 'paymentRejected') return [];
  const after = (name: string, step: ClockStep, days: number): Deadline => ({
    name,
    step,
    at: instantAt(addDays(since, days), DUE_TIME),
    of: 'parties',
  });
  const closing = rules.unpaidCloseDays === null ? [] : [after('unpaidClose', 'expire', rules.unpaidCloseDays)];
  if (clock.ended) return closing;
  return [
    ...before('useBy', useBy),
    ...endOfTurn(order, useBy),
    after('unpaid', 'remind', rules.unpaidReminderDays),
    ...closing,
  ];
}

/** The first moment after the last day; a contract change under way is settled first. @source D20 */
function endOfTurn(order: Order, lastDay: Day): Deadline[] {
  const isChanging = waitingFor(order)?.step === 'acceptChange' || waitingFor(order)?.step === 'approveChange';
  if (isChanging) return [];
  return [{ name: 'endTurn', step: 'endTurn', at: instantAt(addDays(lastDay, 1), '00:00:00'), of: 'parties' }];
}
