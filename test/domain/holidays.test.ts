/**
 * Holidays of years without a notice.
 *
 * @source D23
 */
import { describe, expect, test } from '@jest/globals';
import chineseDays from 'chinese-days';
import { isWorkingDay, workingDayAfter } from '../../domain/calendar.ts';
import { addDays } from '../../domain/day.ts';
import { expectedHolidays } from '../../domain/holidays.ts';
import { parseHolidayNotice } from '../../scripts/calendar/notice.ts';
import { CALENDAR } from '../calendar.ts';
import { day } from '../makers.ts';

test.each([
  [
    2027,
    '元旦 01-01 春节 02-05 春节 02-06 春节 02-07 春节 02-08 清明节 04-05 劳动节 05-01 劳动节 05-02 端午节 06-09 中秋节 09-15 国庆节 10-01 国庆节 10-02 国庆节 10-03',
  ],
  [
    2028,
    '元旦 01-01 春节 01-25 春节 01-26 春节 01-27 春节 01-28 清明节 04-04 劳动节 05-01 劳动节 05-02 端午节 05-28 中秋节 10-03 国庆节 10-01 国庆节 10-02 国庆节 10-03',
  ],
])('the holidays of %i are known by rule', (year, listed) => {
  const named = expectedHolidays(year).slice(0, 13);
  expect(named.map(({ day: one, name }) => `${name} ${one.slice(5)}`).join(' ')).toBe(listed);
});

test('what falls on a weekend, or on another holiday, is made up for on the next day that is worked', () => {
  const madeUp = (year: number) =>
    expectedHolidays(year)
      .slice(13)
      .map(({ day: one }) => one.slice(5));
  expect(madeUp(2027)).toEqual(['02-09', '02-10', '05-03', '05-04', '10-04', '10-05']);
  expect(madeUp(2028)).toEqual(['01-03', '05-29', '10-04', '10-05']);
});

test.each([2024, 2025, 2026])('no holiday by law was worked in %i, as it was published', (year) => {
  const worked = expectedHolidays(year)
    .slice(year < 2025 ? 2 : 0, 13) // 除夕 and a second day in May are in the law since 2025
    .filter(({ day: one, name }) => chineseDays.isWorkday(one) && (year >= 2025 || !['劳动节', '春节'].includes(name)));
  expect(worked).toEqual([]);
});

test('lunar days and 清明 agree with another calendar up to 2060', () => {
  const lunar = (text: string) => {
    const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(text);
    return isLeap ? 'leap' : `${lunarMon}/${lunarDay}`;
  };
  for (let year = 2027; year <= 2060; year += 1) {
    const of = (name: string) =>
      expectedHolidays(year).find((holiday) => holiday.name === name)?.day ?? day('2000-01-01');
    expect([year, lunar(addDays(of('春节'), 1)), lunar(of('端午节')), lunar(of('中秋节'))]).toEqual([
      year,
      '1/1',
      '5/5',
      '8/15',
    ]);
    expect(of('清明节')).toBe(chineseDays.getSolarTermDate(year, 4, 'pure_brightness'));
  }
});

describe('the calendar', () => {
  test('has them in years after the last notice, and in no year that has one', () => {
    expect(isWorkingDay(CALENDAR, day('2027-01-01'))).toBe(false);
    expect(isWorkingDay(CALENDAR, day('2027-10-04'))).toBe(false);
    expect(isWorkingDay({ ...CALENDAR, knownUntil: day('2027-12-31') }, day('2027-10-04'))).toBe(true);
    expect(isWorkingDay({ exceptions: { '2027-10-04': true }, knownUntil: day('2026-12-31') }, day('2027-10-04'))).toBe(
      true,
    );
  });

  test('counts a deadline over them', () => {
    expect(workingDayAfter(CALENDAR, day('2026-12-31'), 1)).toBe('2027-01-04');
    expect(workingDayAfter(CALENDAR, day('2027-09-30'), 3)).toBe('2027-10-08');
  });
});

describe('a notice', () => {
  const whole = expectedHolidays(2027)
    .slice(0, 13)
    .map(({ day: one, name }) => `${one} 休 ${name}`);

  test('is read line by line; days that are off or on in any case are no rows', () => {
    const text = ['# 国办发明电〔2026〕1号', ...whole, '', '2027-02-09 休 春节', '2027-02-20 班 春节'].join('\r\n');
    const { days, problems } = parseHolidayNotice(2027, text);
    expect(problems).toEqual([]);
    expect(days.filter(({ name }) => name === '春节')).toEqual([
      { day: '2027-02-05', worked: false, name: '春节' },
      { day: '2027-02-08', worked: false, name: '春节' },
      { day: '2027-02-09', worked: false, name: '春节' },
      { day: '2027-02-20', worked: true, name: '春节' },
    ]);
  });

  test.each([
    ['2027-02-30 休 春节', 'not a day off or on: 2027-02-30 休 春节'],
    ['2027-02-09 春节', 'not a day off or on: 2027-02-09 春节'],
    ['2028-01-02 休 元旦', 'not of 2027: 2028-01-02'],
    ['2027-10-01 休 国庆节', 'twice: 2027-10-01'],
    ['2027-02-10 班 春节', 'worked in any case: 2027-02-10'],
  ])('with the line %s is refused', (line, problem) => {
    expect(parseHolidayNotice(2027, [...whole, line].join('\n')).problems).toContain(problem);
  });

  test('that forgets a holiday by law is refused', () => {
    const problems = parseHolidayNotice(
      2027,
      whole.filter((line) => !line.startsWith('2027-09-15')).join('\n'),
    ).problems;
    expect(problems).toEqual(['a holiday by law is missing: 2027-09-15']);
  });
});
