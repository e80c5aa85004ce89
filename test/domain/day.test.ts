/**
 * Days in Shanghai.
 *
 * @source D23
 */
import { expect, test } from '@jest/globals';
import { addDays, dayOf, daysBetween, inShanghai, instantAt, parseDay, shanghaiTime } from '../../domain/day.ts';
import { day } from '../makers.ts';

test.each(['2026-02-28', '2024-02-29', '2000-02-29', '2026-12-31', '2199-12-31'])('%s exists', (text) => {
  expect(parseDay(text)).toBe(text);
});

test.each([
  '2026-02-29',
  '2026-02-30',
  '2026-04-31',
  '2100-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-01-32',
  '1999-12-31',
  '2200-01-01',
  '2026-1-1',
  '20260101',
  '2026/01/01',
  '2026-01-01T00:00:00Z',
  ' 2026-01-01',
  '2026-01-01\n',
  '２０２６-01-01',
  '',
  'today',
  '-026-01-01',
  '+12026-01-01',
])('%j is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test('a day begins at midnight in Shanghai', () => {
  expect(dayOf('2026-11-23T15:59:59.999Z')).toBe('2026-11-23');
  expect(dayOf('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
  expect(dayOf('2026-12-31T16:00:00.000Z')).toBe('2027-01-01');
  expect(dayOf('2024-02-28T16:00:00.000Z')).toBe('2024-02-29');
});

test('a wall clock in Shanghai is eight hours ahead', () => {
  expect(instantAt(day('2026-11-24'), '17:30:00')).toBe('2026-11-24T09:30:00.000Z');
  expect(instantAt(day('2026-11-24'), '00:00:00')).toBe('2026-11-23T16:00:00.000Z');
  expect(inShanghai('2021-05-19T02:47:07.000Z')).toBe('2021-05-19T10:47:07+08:00');
  expect(inShanghai('2021-05-19T16:00:00.999Z')).toBe('2021-05-20T00:00:00+08:00');
  expect(shanghaiTime('2021-05-19T16:00:00.999Z')).toBe('2021-05-20 00:00:00');
  expect(shanghaiTime('2021-05-20T00:00:00+08:00')).toBe('2021-05-20 00:00:00');
});

test('days are counted over months, years and leap days', () => {
  expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
  expect(addDays(day('2026-02-28'), 1)).toBe('2026-03-01');
  expect(addDays(day('2027-01-01'), -1)).toBe('2026-12-31');
  expect(daysBetween(day('2024-02-01'), day('2024-03-01'))).toBe(29);
  expect(daysBetween(day('2026-11-24'), day('2026-11-24'))).toBe(0);
  expect(daysBetween(day('2026-11-24'), day('2026-11-20'))).toBe(-4);
});
