import { expect, test } from '@jest/globals';
import { numberOf, serialOf } from '../../domain/number.ts';
import { day } from '../makers.ts';

test('an order is numbered by its day and a running number of at least six digits', () => {
  expect(numberOf('order', day('2026-11-22'), 123)).toBe('DD20261122-000123');
  expect(numberOf('order', day('2026-11-22'), 999_999)).toBe('DD20261122-999999');
});

test('the millionth order keeps all its digits', () => {
  expect(numberOf('order', day('2026-11-22'), 1_000_000)).toBe('DD20261122-1000000');
  expect(serialOf('order', 1_000_001)).toBe('1000001');
});

test('a password reset is numbered in the same way, by its own letters', () => {
  expect(numberOf('passwordReset', day('2026-11-27'), 1)).toBe('MM20261127-000001');
});
