import { DUE_TIME } from '../calendar.ts';
import { addDays, dayOf, instantAt } from '../day.ts';
import type { Day, Instant } from '../day.ts';
import type { ClockStep } from '../process/steps.ts';
import type { Clock, Deadline } from '../process/wait.ts';
import type { Order } from './order.ts';
import { lastDayOf, waitingFor } from './waiting.ts';

/** When the parties are reminded, in Shanghai: as the working day begins. @source D20 */
const REMINDED_AT = '09:00:00';

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
        at: instantAt(addDays(day, -days), REMINDED_AT),
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

/** The first moment after the last day; a contract change that the park reviews is settled first. @source D13, D20 */
function endOfTurn(order: Order, lastDay: Day): Deadline[] {
  if (waitingFor(order)?.step === 'approveChange') return [];
  return [{ name: 'endTurn', step: 'endTurn', at: instantAt(addDays(lastDay, 1), '00:00:00'), of: 'parties' }];
}

/**
 * The clock of an order whose parties have time again, since their last day was put off after it had passed; null for all others.
 * Reminders that lie before `now` are not sent any more.
 *
 * @source D20
 */
export function clockAgain(order: Order, now: Instant): Clock | null {
  const lastDay = lastDayOf(order);
  if (!order.clock.ended || lastDay === null || dayOf(now) > lastDay) return null;
  const { ended: _ended, ...clock } = order.clock;
  const deadlines = partyDeadlines({ ...order, clock: { ...clock, fired: [] } });
  const fired = deadlines.filter(({ step, at }) => step === 'remind' && at <= now).map(({ name }) => name);
  return { ...clock, fired };
}
