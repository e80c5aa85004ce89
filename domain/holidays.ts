import { addDays } from './day.ts';
import type { Day } from './day.ts';
import { lunarDays } from './lunar-days.ts';

/** A day that the law makes a holiday, or on which one that fell on a weekend is made up for. */
export interface Holiday {
  readonly day: Day;
  readonly name: string;
}

const dayOn = (year: number, month: number, date: number): Day =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day; // callers name days that exist

/** 清明, by the sun: 4 or 5 April of this century. */
const qingming = (year: number): Day =>
  dayOn(year, 4, Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4));

/** The thirteen holidays of a year before weekends are made up for. */
function statutoryDays(year: number): Holiday[] {
  const [spring, dragonBoat, midAutumn] = lunarDays(year);
  const named = (name: string, days: readonly (Day | undefined)[]): Holiday[] =>
    days.flatMap((day) => (day === undefined ? [] : [{ day, name }]));
  return [
    ...named('元旦', [dayOn(year, 1, 1)]),
    ...named('春节', spring === undefined ? [] : [-1, 0, 1, 2].map((later) => addDays(spring, later))),
    ...named('清明节', [qingming(year)]),
    ...named('劳动节', [dayOn(year, 5, 1), dayOn(year, 5, 2)]),
    ...named('端午节', [dragonBoat]),
    ...named('中秋节', [midAutumn]),
    ...named('国庆节', [dayOn(year, 10, 1), dayOn(year, 10, 2), dayOn(year, 10, 3)]),
  ];
}

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/**
 * The holidays of a year as the law has them, without a notice: those that fall on a weekend, or on another holiday,
 * are made up for on the next day that is worked. Days worked in exchange, and longer holidays, come with the notice alone.
 *
 * @source D23
 */
export function expectedHolidays(year: number): readonly Holiday[] {
  const statutory = statutoryDays(year);
  const free = new Set(statutory.map(({ day }) => day));
  const madeUp: Holiday[] = [];
  statutory.forEach(({ day, name }, index) => {
    const isTwice = statutory.findIndex((other) => other.day === day) !== index;
    if (!isWeekend(day) && !isTwice) return;
    let next = addDays(day, 1);
    while (isWeekend(next) || free.has(next)) next = addDays(next, 1);
    free.add(next);
    madeUp.push({ day: next, name });
  });
  return [...statutory, ...madeUp].filter(({ day }) => day.startsWith(String(year)));
}

const known = new Map<string, ReadonlySet<string>>();

/** Whether a day is a holiday as far as can be said without its year's notice. @source D23 */
export function isExpectedHoliday(day: Day): boolean {
  const year = day.slice(0, 4);
  const days = known.get(year) ?? new Set(expectedHolidays(Number(year)).map((holiday) => holiday.day));
  known.set(year, days);
  return days.has(day);
}
