/**
 * Working days, holidays, days worked to make up.
 *
 * @source D20, D23
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAfter, isWorkingDay, lastKnownDay, workingDayAfter, workingDaysUsed } from '../../domain/calendar.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { at, day } from '../makers.ts';
import { CALENDAR } from '../calendar.ts';

test.each<[readonly number[], string]>([
  [[], '2000-12-31'],
  [[2026], '2026-12-31'],
  [[2027, 2026], '2027-12-31'],
  [[2026, 2028], '2026-12-31'],
  [[2029, 2026, 2028, 2027], '2029-12-31'],
  [[2026, 2027, 2029, 2030], '2027-12-31'],
])('with the notices of %p everything is known until %s', (years, last) => {
  expect(lastKnownDay(years)).toBe(last);
});

describe('a working day', () => {
  test.each([
    ['2026-09-18', true], // Friday
    ['2026-09-19', false], // Saturday
    ['2026-09-20', true], // Sunday, worked to make up
    ['2026-09-25', false], // Friday, 中秋节
    ['2026-09-27', false], // Sunday
    ['2026-09-30', true],
    ['2026-10-01', false], // 国庆节
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true], // Saturday, worked to make up
    ['2026-10-11', false],
  ])('%s: %s', (text, worked) => {
    expect(isWorkingDay(CALENDAR, day(text))).toBe(worked);
  });
});

test.each([
  ['2026-09-18', 1, '2026-09-20'],
  ['2026-09-18', 2, '2026-09-21'],
  ['2026-09-19', 1, '2026-09-20'],
  ['2026-09-24', 1, '2026-09-28'],
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-09-30', 3, '2026-10-10'],
  ['2026-10-03', 1, '2026-10-08'],
  ['2026-10-09', 2, '2026-10-12'],
])('after %s the %d. working day is %s', (text, count, expected) => {
  expect(workingDayAfter(CALENDAR, day(text), count)).toBe(expected);
});

test('something is due at 17:30 of the n-th working day after the Shanghai day it began on', () => {
  expect(dueAfter(CALENDAR, at('2026-09-28 10:00'), 3)).toBe(at('2026-10-08 17:30'));
  expect(dueAfter(CALENDAR, at('2026-09-28 00:00'), 1)).toBe(at('2026-09-29 17:30'));
  expect(dueAfter(CALENDAR, at('2026-09-28 23:59'), 1)).toBe(at('2026-09-29 17:30'));
  expect(dueAfter(CALENDAR, at('2026-09-29 00:00'), 1)).toBe(at('2026-09-30 17:30'));
});

test.each([
  ['2026-09-18 16:00', '2026-09-18 17:00', 0],
  ['2026-09-18 16:00', '2026-09-19 17:00', 0],
  ['2026-09-18 16:00', '2026-09-20 08:00', 1],
  ['2026-09-18 16:00', '2026-09-21 11:00', 2],
  ['2026-09-30 09:00', '2026-10-07 23:59', 0],
  ['2026-09-30 09:00', '2026-10-08 00:00', 1],
])('from %s to %s %d working days are used', (since, until, used) => {
  expect(workingDaysUsed(CALENDAR, at(since), at(until))).toBe(used);
});

test('the n-th working day after a day is worked, and n working days have been used by then', () => {
  const days = fc.integer({ min: 0, max: 60 }).map((count) => addDays(day('2026-09-01'), count));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 30 }), (from, count) => {
      const due = dueAfter(CALENDAR, `${from}T04:00:00.000Z`, count);
      return isWorkingDay(CALENDAR, dayOf(due)) && workingDaysUsed(CALENDAR, `${from}T04:00:00.000Z`, due) === count;
    }),
  );
});
