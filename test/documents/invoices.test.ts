import { expect, test } from '@jest/globals';
import { comparisonOf } from '../../domain/reading/comparison.ts';
import { readingOf } from '../../domain/reading/reading.ts';
import { diceOf } from './corpus/dice.ts';
import { throwInvoice } from './corpus/invoice.ts';
import { digital, setPages } from './corpus/invoice-layouts.ts';
import { measureInvoices } from './corpus/measure-invoices.ts';
import { pagesOf } from './corpus/measure.ts';

const EACH = 14;

test('of a corpus of 168 invoices nearly all is told right, and nothing wrongly', async () => {
  const { scores, misses } = await measureInvoices(EACH);
  const sum = (kind: 'right' | 'unread' | 'wrong'): number =>
    [...scores.values()].reduce((all, score) => all + score[kind], 0);
  const all = sum('right') + sum('unread') + sum('wrong');
  expect(scores.get('invoiceNumber')).toMatchObject({ right: expect.any(Number) });
  expect(misses.filter(({ told }) => told === 'matches' || told === 'differs')).toEqual([]);
  expect(sum('right') / all).toBeGreaterThanOrEqual(0.99);
}, 300_000);

test.each([
  ['on one page, the second below the first', true],
  ['one page each', false],
])(
  'of two invoices in one PDF each is compared with its own, %s',
  async (_, together) => {
    const dice = diceOf(7);
    const two = [throwInvoice(dice, true, 'none'), throwInvoice(dice, true, 'none')] as const;
    const [first, second] = [digital(two[0].said), digital(two[1].said, { from: together ? 400 : 0 })];
    const reading = readingOf(await pagesOf(await setPages(together ? [[...first, ...second]] : [first, second])));
    if (!reading) throw new Error('no text');
    expect(reading.invoices).toHaveLength(2);
    for (const { entered } of two)
      expect(comparisonOf(entered, reading).map(({ outcome }) => outcome)).toEqual(Array(5).fill('matches'));
  },
  60_000,
);
