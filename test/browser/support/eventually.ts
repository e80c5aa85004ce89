import { expect } from '@jest/globals';

const PATIENCE_MS = 20_000;

/** Asks again and again until the answer is the expected one; what it was last, when that never comes. */
export async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let last = await ask();
  while (!same(last, expected) && Date.now() < until) last = await ask();
  expect(last).toEqual(expected);
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
