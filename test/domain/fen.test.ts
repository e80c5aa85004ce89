/**
 * Money in fen.
 *
 * @source L152, D1
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addFen,
  fen,
  floorShareFen,
  formatYuan,
  groupedYuan,
  MAX_FEN,
  minFen,
  parseYuan,
  plainYuan,
  subtractFen,
  sumFen,
} from '../../domain/fen.ts';
import { redeemableFen } from '../../domain/order/amounts.ts';

const amounts = fc.integer({ min: 0, max: MAX_FEN }).map(fen);
const percents = fc.integer({ min: 0, max: 100 });

describe('an amount as text', () => {
  test.each([
    ['0', 0],
    ['0.00', 0],
    ['0.01', 1],
    ['0.1', 10],
    ['5', 500],
    ['600.5', 60_050],
    ['50000.00', 5_000_000],
    ['9999999999.99', 999_999_999_999],
  ])('%s is %d fen', (text, count) => {
    expect(parseYuan(text)).toBe(count);
  });

  test.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '-1',
    '+1',
    '-0',
    '1e3',
    '1E3',
    'NaN',
    'Infinity',
    '0x10',
    '1.',
    '.5',
    '1.234',
    '1.2.3',
    '01',
    '00.50',
    '1,000.00',
    '1 000',
    '1_000',
    '１２３',
    '1．00',
    '一百',
    '¥5',
    '5元',
    '1\u0000',
    '\ud800',
    '10000000000',
    '10000000000.00',
    '99999999999999999999',
    'null',
    'true',
  ])('%j is no amount', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [50, '0.50'],
    [5_000_000, '50000.00'],
    [999_999_999_999, '9999999999.99'],
  ])('%d fen reads %s', (count, text) => {
    expect(formatYuan(fen(count))).toBe(text);
  });

  test.each([
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [999_999_999_999, '9,999,999,999.99'],
  ])('%d fen is shown as %s', (count, text) => {
    expect(groupedYuan(fen(count))).toBe(text);
  });

  test('parsing what was formatted gives the same amount', () => {
    fc.assert(fc.property(amounts, (amount) => parseYuan(formatYuan(amount)) === amount));
  });

  test('any text is an amount of at most MAX_FEN, or none; never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9.]{0,14}$/)), (text) => {
        const amount = parseYuan(text);
        return amount === undefined || (Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_FEN);
      }),
    );
  });
});

describe('a share', () => {
  test('is the exact share rounded down to the fen', () => {
    fc.assert(
      fc.property(amounts, percents, (amount, percent) => {
        const exactTimes100 = BigInt(amount) * BigInt(percent);
        const share = BigInt(floorShareFen(amount, percent)) * 100n;
        return share <= exactTimes100 && exactTimes100 < share + 100n;
      }),
    );
  });

  test('that is redeemed is at most V, at most the share of A, and one of the two', () => {
    fc.assert(
      fc.property(amounts, amounts, percents, (voucherAmountFen, actualAmountFen, redeemPercent) => {
        const R = redeemableFen({ voucherAmountFen, actualAmountFen }, { redeemPercent });
        const isWithinShare = BigInt(R) * 100n <= BigInt(actualAmountFen) * BigInt(redeemPercent);
        return (
          R <= voucherAmountFen &&
          isWithinShare &&
          (R === voucherAmountFen || R === floorShareFen(actualAmountFen, redeemPercent))
        );
      }),
    );
  });
});

describe('reckoning', () => {
  test.each([[-1], [0.5], [Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 53]])('%d is never an amount', (count) => {
    expect(() => fen(count)).toThrow('not an amount in fen');
  });

  test('taking more than there is breaks an assumption', () => {
    expect(subtractFen(fen(5), fen(5))).toBe(0);
    expect(() => subtractFen(fen(5), fen(6))).toThrow('not an amount in fen');
  });

  test('sums and minima are exact', () => {
    expect(addFen(MAX_FEN, fen(1))).toBe(1_000_000_000_000);
    expect(sumFen([])).toBe(0);
    expect(sumFen([fen(10), fen(20), fen(30)])).toBe(60);
    expect(minFen(fen(2), fen(3))).toBe(2);
    expect(minFen(fen(3), fen(2))).toBe(2);
  });
});

describe('an amount as it is typed', () => {
  test.each([
    ['1,200.50', '1200.50'],
    ['60,000', '60000'],
    ['1,234,567.8', '1234567.8'],
    ['１２００．５０', '1200.50'],
    ['１，２００。５０', '1200.50'],
    ['1200。5', '1200.5'],
    ['¥ 60,000.00', '60000.00'],
    ['￥60000', '60000'],
    [' 50000元 ', '50000'],
    ['　５００', '500'],
  ])('%s is %s', (typed, plain) => {
    expect(plainYuan(typed)).toBe(plain);
    expect(parseYuan(plain)).toBeDefined();
  });

  test.each([
    '1,20',
    '1,2345',
    '12,34.5',
    ',200',
    '1,200,',
    '1，20',
    '-5',
    '1 200',
    '1.234',
    '五百',
    '',
    '¥',
    '1,200.505',
  ])('%j stays as it is, and is none', (typed) => {
    expect(plainYuan(typed)).toBe(typed);
    expect(parseYuan(plainYuan(typed))).toBeUndefined();
  });

  test('every amount is read back from what the pages print of it', () => {
    fc.assert(fc.property(amounts, (amount) => parseYuan(plainYuan(`¥${groupedYuan(amount)}`)) === amount));
  });
});
