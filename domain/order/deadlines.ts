import { addDays, dayOf, instantAt } from '../day.ts';
import type { Day, Instant } from '../day.ts';
import { DUE_TIME, dueAfter } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { TaskKind } from '../task.ts';
import type { Clock, Order } from './order.ts';
import type { ClockStep } from './commands.ts';
import { waitingFor } from './waiting.ts';

/** Something the clock will do by itself. `name` is unique within a wait. */
export interface Deadline {
  readonly name: string;
  readonly step: ClockStep;
  readonly at: Instant;
  /** Whose deadline it is: the open task's, or the parties' own. */
  readonly of: 'task' | 'parties';
}

/** Deadlines in milliseconds after the wait began, in place of the scheme's own: what tests run on. */
export type DeadlinePlan = Partial<
  Record<Order['state'] | 'returned', readonly { readonly step: ClockStep; readonly afterMs: number }[]>
>;

/**
 * Everything the clock will do during the current wait, earliest first, fired or not.
 *
 * A review: reminder at 17:30 of the ⌈n/2⌉-th working day, supervisors when due, admin at the ⌈1.5 n⌉-th. An unpaid
 * order: a reminder, and a closing where the rule set has one. Before useBy and redeemBy: reminders.
 *
 * @source D20
 */
export function deadlinesOf(order: Order, calendar: Calendar, plan?: DeadlinePlan): Deadline[] {
  const planned = plan?.[order.returned ? 'returned' : order.state];
  if (planned)
    return planned.map(({ step, afterMs }) => ({
      name: `${step}-${afterMs}`,
      step,
      at: later(order.clock.since, afterMs),
      of: waitingFor(order)?.task ? 'task' : 'parties',
    }));
  const task = waitingFor(order)?.task ?? null;
  const rows = [...(task ? taskDeadlines(task, order, calendar) : []), ...partyDeadlines(order)];
  return rows.toSorted((first, second) => (first.at === second.at ? 0 : first.at < second.at ? -1 : 1));
}

/** The next thing the clock will do; null when it has nothing left to do in this wait. @source D20 */
export const nextDeadline = (order: Order, calendar: Calendar, plan?: DeadlinePlan): Deadline | null =>
  deadlinesOf(order, calendar, plan).find(({ name }) => !order.clock.fired.includes(name)) ?? null;

/** When the open task of the order falls due; null when there is none. @source D20 */
export function taskDueAt(order: Order, calendar: Calendar): Instant | null {
  const task = waitingFor(order)?.task;
  return task ? nthDay(order.clock, calendar, order.rules.taskWorkingDays[task]) : null;
}

const later = (since: Instant, ms: number): Instant => new Date(Date.parse(since) + ms).toISOString();

/** 17:30 of the n-th working day of the wait, counted without its pauses; at once when those days are used up. */
const nthDay = ({ since, usedWorkingDays }: Clock, calendar: Calendar, count: number): Instant =>
  count > usedWorkingDays ? dueAfter(calendar, since, count - usedWorkingDays) : since;

function taskDeadlines(task: TaskKind, { clock, rules }: Order, calendar: Calendar): Deadline[] {
  const days = rules.taskWorkingDays[task];
  const at = (count: number): Instant => nthDay(clock, calendar, count);
  const remind: Deadline = { name: 'remind', step: 'remind', at: at(Math.ceil(days / 2)), of: 'task' };
  if (task === 'supplement') return [remind];
  return [
    remind,
    { name: 'overdue', step: 'overdue', at: at(days), of: 'task' },
    { name: 'escalate', step: 'escalate', at: at(Math.ceil(1.5 * days)), of: 'task' },
  ];
}

function partyDeadlines({ state, clock, rules, useBy, redeemBy }: Order): Deadline[] {
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
