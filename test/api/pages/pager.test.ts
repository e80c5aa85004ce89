import { expect, test } from '@jest/globals';
import { rangeText } from '../../../api/pages/pager.ts';

test.each([
  [0, 20, 51, '1–20 / 51'],
  [20, 20, 51, '21–40 / 51'],
  [40, 11, 51, '41–51 / 51'],
  [0, 1, 1, '1–1 / 1'],
  [0, 20, 1001, '1–20 / 1,000+'],
  [980, 20, 1001, '981–1000 / 1,000+'],
  [1000, 20, 1001, '1001–1020 / 1,000+'],
  [1001, 20, 1001, '1,000+'], // more than a thousand lie before it: how many is not counted
  [20, 5, 24, '21–25 / 25'], // counted a moment earlier than read
])('after %i rows, %i of %i are said as %s', (before, rows, total, text) => {
  expect(rangeText({ before, rows, total })).toBe(text);
});
