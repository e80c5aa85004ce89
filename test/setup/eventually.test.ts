import { expect, test } from '@jest/globals';
import { equals, eventually } from './eventually.ts';

test('the first answer that satisfies is returned', async () => {
  let asked = 0;
  expect(await eventually(() => ++asked, equals(3))).toBe(3);
  expect(asked).toBe(3);
});

test('who waits in vain is told the last answer, after the bound', async () => {
  let asked = 0;
  const waiting = eventually(
    async () => ({ state: `unpaid ${++asked}` }),
    ({ state }) => state === 'paid',
    { withinMs: 60 },
  );
  await expect(waiting).rejects.toThrow(/^not within 60 ms; the last answer was \{ state: 'unpaid \d' \}$/);
  expect(asked).toBeGreaterThan(1);
});

test('an answer that is no answer is the asker’s own error', async () => {
  await expect(eventually(() => Promise.reject(new Error('no connection')), Boolean)).rejects.toThrow('no connection');
});
