import { expect, test } from '@jest/globals';
import type { PageRead } from '../../domain/reading/page.ts';
import { brokenPage, nextPage, pagesOf } from '../../reader/pages-kept.ts';
import type { KeptPage } from '../../reader/pages-kept.ts';

const READ: PageRead = { text: '甲方委托乙方' };
const WITHOUT_MODELS: PageRead = { text: '', unread: 'noModels' };
const broken = (breaks: number): PageRead => ({ text: '', unread: 'heavy', breaks });

const kept = (pages: Readonly<Record<number, PageRead>>, pagesInAll: number): KeptPage[] =>
  Object.entries(pages).map(([number, page]) => ({ number: Number(number), page, pagesInAll }));

test.each([
  ['nothing is read', {}, 1, 1],
  ['the first is read', { 1: READ }, 3, 2],
  ['all are read', { 1: READ, 2: READ, 3: READ }, 3, undefined],
  ['another attempt has read further', { 1: READ, 3: READ }, 3, 2],
  ['one has none to read it', { 1: READ, 2: WITHOUT_MODELS }, 3, 3],
  ['one broke the program, and others are left', { 1: READ, 2: broken(1) }, 3, 3],
  ['one broke the program, and all others are read', { 1: READ, 2: broken(1), 3: READ }, 3, 2],
  ['one broke the program twice', { 1: READ, 2: broken(2), 3: READ }, 3, undefined],
  ['the first broke the program', { 1: broken(1) }, 1, 1],
  ['the first broke the program twice, and nobody knows of others', { 1: broken(2) }, 1, 2],
  ['the one behind it broke as well', { 1: broken(2), 2: broken(1) }, 2, undefined],
  ['six broke the program', { 1: READ, 2: broken(2), 3: broken(2), 4: broken(1), 5: broken(1) }, 9, undefined],
  [
    'eighty of a thousand are read',
    Object.fromEntries(Array.from({ length: 80 }, (_, at) => [at + 1, READ])),
    1000,
    undefined,
  ],
])('when %s, the next page is as wanted', (_, pages, pagesInAll, next) => {
  expect(nextPage(kept(pages, pagesInAll))).toBe(next);
});

test('a page that breaks the program is counted up, and those not tried any more are too heavy', () => {
  const before = kept({ 1: READ, 2: broken(1) }, 4);
  expect(brokenPage(before, 2)).toEqual({ number: 2, page: broken(2), pagesInAll: 4 });
  expect(brokenPage([], 1)).toEqual({ number: 1, page: broken(1), pagesInAll: 1 });
  expect(pagesOf(before, 4)).toEqual([READ, broken(1), { text: '', unread: 'heavy' }, { text: '', unread: 'heavy' }]);
});
