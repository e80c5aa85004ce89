import { expect, test } from '@jest/globals';
import { measureReading } from './corpus/measure.ts';

const EACH = 28;

test('of a corpus of 308 contracts nearly all is told right, and next to nothing wrongly', async () => {
  const { scores, misses } = await measureReading(EACH);
  const sum = (kind: 'right' | 'unread' | 'wrong'): number =>
    [...scores.values()].reduce((all, score) => all + score[kind], 0);
  const all = sum('right') + sum('unread') + sum('wrong');
  expect(all).toBe(308 * 7);
  const wrong = misses.filter(({ told }) => told === 'matches' || told === 'differs');
  expect({ wrong: sum('wrong') <= all * 0.002, wrongOnes: wrong }).toMatchObject({ wrong: true });
  expect(sum('right') / all).toBeGreaterThanOrEqual(0.99);
}, 300_000);
