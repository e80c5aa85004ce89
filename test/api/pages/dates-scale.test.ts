import { expect, test } from '@jest/globals';
import { scaleOf } from '../../../api/pages/order/dates-scale.ts';
import type { Day } from '../../../domain/day.ts';

const marked = (...days: string[]) => days.map((day) => ({ day: day as Day, bad: false, after: null }));
const placesOf = (scale: ReturnType<typeof scaleOf>): number[] => scale.dots.map(({ x }) => Number(x));

test('dates of some months stand to one scale', () => {
  const scale = scaleOf(marked('2026-01-01', '2026-02-15', '2026-04-01'), 'zh');
  expect(scale.break).toBeNull();
  const [first = 0, second = 0, third = 0] = placesOf(scale);
  expect((second - first) / (third - first)).toBeCloseTo(0.5, 1);
});

test.each([
  [['2019-12-31', '2026-10-29', '2026-11-20', '2026-11-28']],
  [['2026-10-29', '2026-11-20', '2026-11-28', '2033-01-05']],
])('one date far from the others breaks the scale: the others keep their room (%j)', (days) => {
  const scale = scaleOf(marked(...days), 'en');
  const places = placesOf(scale).toSorted((one, other) => one - other);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(70);
  expect(gaps.filter((gap) => gap > 5).length).toBeGreaterThanOrEqual(2);
  expect(Number(scale.break)).toBeGreaterThan(places[0] ?? 0);
  for (const place of places) expect(place).toBeLessThanOrEqual(100);
  expect(scale.ticks.length).toBeGreaterThan(1);
  expect(scale.ticks.length).toBeLessThanOrEqual(13);
});
