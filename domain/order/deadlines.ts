import { DUE_TIME } from '../calendar.ts';
import { addDays, dayOf, instantAt } from '../day.ts';
import type { Day } from '../day.ts';
import type { ClockStep } from '../process/steps.ts';
import type { Deadline } from '../process/wait.ts';
import type { Order } from './order.ts';

/**
 * What the clock does while the parties of an order have the turn: reminders before useBy and redeemBy; of an unpaid order a
 * reminder, and a closing where the rule set has one.
 *
 * @source D20
 */
export function partyDeadlines({ state, clock, rules, useBy, redeemBy }: Order): Deadline[] {
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
  if (state === 'paid' || state === 'redemptionRejected') return before('redeemBy', redeemBy);
  if (state !== 'unpaid' && state !== 'paymentRejected') return [];
  const after = (name: string, step: ClockStep, days: number): Deadline => ({
    name,
    step,
    at: instantAt(addDays(since, days), DUE_TIME),
    of: 'parties',
  });
  return [
    ...before('useBy', useBy),
    after('unpaid', 'remind', rules.unpaidReminderDays),
    ...(rules.unpaidCloseDays === null ? [] : [after('unpaidClose', 'expire', rules.unpaidCloseDays)]),
  ];
}
