import { addDays, dayOf, instantAt } from './day.ts';
import type { Day, Instant } from './day.ts';
import { isExpectedHoliday } from './holidays.ts';

/** The editable calendar: days that differ from "Monday to Friday are working days". @source D23 */
export interface Calendar {
  /** Day → whether it is worked, for holidays (false) and make-up working days (true). */
  readonly exceptions: Readonly<Record<string, boolean>>;
  /** The last day up to which every year's notice is known ({@link lastKnownDay}); after it holidays are those of the law, and deadlines 预计 (estimated). */
  readonly knownUntil: Day;
}

/** The time of day at which a deadline in working days falls due. @source D20 */
export const DUE_TIME = '17:30:00';

/**
 * The last day of the last year before which no notice is missing, counted from the first that is known; a year that was entered
 * before the one that precedes it is not known yet. None known: the year 2000.
 *
 * @param years those whose notice is entered, in any order
 * @source D23
 */
export function lastKnownDay(years: readonly number[]): Day {
  const known = new Set(years);
  let last = years.length === 0 ? UNKNOWN_YEAR : Math.min(...years);
  while (known.has(last + 1)) last += 1;
  return `${last}-12-31` as Day;
}

/** Before any order. */
const UNKNOWN_YEAR = 2000;

/** Monday to Friday, unless the calendar says otherwise, or it is a holiday by law in a year without a notice. @source D23 */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const exception = calendar.exceptions[day];
  if (exception !== undefined) return exception;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return day <= calendar.knownUntil || !isExpectedHoliday(day);
}

/** The `count`-th working day after `day`, which itself never counts. `count` ≥ 1. @source D20 */
export function workingDayAfter(calendar: Calendar, day: Day, count: number): Day {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (isWorkingDay(calendar, current)) left -= 1;
  }
  return current;
}

/** 17:30 of the `count`-th working day after an instant. @source D20 */
export const dueAfter = (calendar: Calendar, since: Instant, count: number): Instant =>
  instantAt(workingDayAfter(calendar, dayOf(since), count), DUE_TIME);

/**
 * Whole working days that have begun after `since` and up to `until`: the days of a deadline already used.
 *
 * @source D20
 */
export function workingDaysUsed(calendar: Calendar, since: Instant, until: Instant): number {
  const last = dayOf(until);
  let used = 0;
  for (let day = addDays(dayOf(since), 1); day <= last; day = addDays(day, 1))
    if (isWorkingDay(calendar, day)) used += 1;
  return used;
}
