import { parseDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { expectedHolidays } from '../../domain/holidays.ts';

interface NoticeDay {
  readonly day: Day;
  readonly worked: boolean;
  readonly name: string;
}

const LINE = /^(\S+)\s+(休|班)\s+(\S.*)$/u;

/**
 * The lines of a notice, `2027-01-01 休 元旦`, as rows of the calendar, and what is wrong with them: every line must be of the year
 * and stand once, only weekends are worked in exchange, and no holiday by law may be missing.
 */
export function parseHolidayNotice(year: number, text: string) {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const read = lines.flatMap((line) => (line === '' || line.startsWith('#') ? [] : [{ line, day: parseLine(line) }]));
  const days = read.flatMap(({ day }) => (day ? [day] : []));
  const off = new Set(days.filter(({ worked }) => !worked).map(({ day }) => day));
  const problems = [
    ...read.filter(({ day }) => !day).map(({ line }) => `not a day off or on: ${line}`),
    ...days.filter(({ day }) => !day.startsWith(String(year))).map(({ day }) => `not of ${year}: ${day}`),
    ...days
      .filter(({ day }, index) => days.findIndex((one) => one.day === day) < index)
      .map(({ day }) => `twice: ${day}`),
    ...days.filter(({ day, worked }) => worked && !isWeekend(day)).map(({ day }) => `worked in any case: ${day}`),
    ...statutory(year)
      .filter((day) => !off.has(day))
      .map((day) => `a holiday by law is missing: ${day}`),
  ];
  return { days: days.filter(({ day, worked }) => worked === isWeekend(day)), problems };
}

function parseLine(line: string): NoticeDay | undefined {
  const [, written = '', kind, name = ''] = LINE.exec(line) ?? [];
  const day = parseDay(written);
  return day && { day, worked: kind === '班', name };
}

/** Of the days expected, those that no notice moves: not what is made up for. */
const statutory = (year: number): Day[] =>
  expectedHolidays(year)
    .map(({ day }) => day)
    .slice(0, STATUTORY_DAYS);

/** 元旦 1, 春节 4, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3. */
const STATUTORY_DAYS = 13;

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
