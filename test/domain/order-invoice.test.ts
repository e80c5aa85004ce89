/**
 * What tells one invoice from another.
 *
 * @source D41
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cleanInvoiceText,
  invoiceKey,
  invoiceReuse,
  isInvoiceNumber,
  isRedemptionLive,
  needsInvoiceCode,
} from '../../domain/order/invoice.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import { chen } from '../cast.ts';
import { aClaim, anInvoiceNumber, anOrder, day, RULES, taking, yuan } from '../makers.ts';

const DIGITS = fc.string({
  unit: fc.constantFrom(...Array.from({ length: 10 }, (_, digit) => String(digit))),
  minLength: 20,
  maxLength: 20,
});

/** What people, keyboards and whoever wants one invoice counted twice put between the digits. */
const BETWEEN = [
  ' ',
  '\u3000',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u2060',
  '\u00ad',
  '\u3164',
  '\ufe0f',
  '\t',
  '\n',
  '-',
  '－',
  '.',
  '/',
  '_',
  '·',
];
const fullWidth = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

test('an invoice is the same however its number is written', () => {
  fc.assert(
    fc.property(
      DIGITS,
      fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...BETWEEN))),
      fc.boolean(),
      (number, put, wide) => {
        const written = put.reduce((text, [at, what]) => text.slice(0, at) + what + text.slice(at), number);
        const other = { number: wide ? fullWidth(written) : written, code: '044031900111' };
        expect(invoiceKey(other)).toEqual({ number, code: '' });
        expect(isInvoiceNumber(other.number)).toBe(true);
      },
    ),
  );
});

test.each([
  ['２４４１ 0000', '24410000'],
  ['fp\u200b-01', 'FP-01'],
  ['　', ''],
])('%j is kept as %j', (typed, kept) => {
  expect(cleanInvoiceText(typed)).toBe(kept);
});

test.each([
  ['04403190', '044031900111', { number: '04403190', code: '044031900111' }],
  ['0440 3190', '０４４０３１９００１', { number: '04403190', code: '0440319001' }],
  ['24410000000012345678', '044031900111', { number: '24410000000012345678', code: '' }],
  ['24410000000012345678', undefined, { number: '24410000000012345678', code: '' }],
])('number %s with code %s is %j', (number, code, key) => {
  expect(invoiceKey({ number, ...(code !== undefined && { code }) })).toEqual(key);
  expect(needsInvoiceCode(number)).toBe(key.number.length === 8);
});

test.each(['2441000000001234567Ⅷ', '２４４１０', 'FP-01'])('%s is a number', (number) => {
  expect(isInvoiceNumber(number)).toBe(true);
});

test.each(['', '-', '٢٤٤١', 'АВ-01', '发票一'])('%j is none: it only looks like one', (number) => {
  expect(isInvoiceNumber(number)).toBe(false);
});

describe('within one request', () => {
  const invoice = (number: string, code = '') => ({
    attachmentId: 'file-invoice',
    number,
    code,
    issuedOn: day('2026-11-21'),
    amountFen: yuan('500.00'),
  });
  const order = anOrder({ state: 'paid' });
  const asks = (...invoices: ReturnType<typeof invoice>[]) =>
    taking(chen, 'requestRedemption', order, aClaim(yuan('1000.00'), { invoices }));
  const number = anInvoiceNumber();

  test('an invoice is listed once', () => {
    expect(asks(invoice(number), invoice(`${number.slice(0, 4)} ${fullWidth(number.slice(4))}`))).toBe(
      'invoice.listed-twice',
    );
    expect(asks(invoice('04403190', '0440319001'), invoice('04403190', '0440319001'))).toBe('invoice.listed-twice');
  });

  test('two of one number and two codes are two', () => {
    expect(asks(invoice('04403190', '0440319001'), invoice('04403190', '0440319002'))).toBe('allowed');
  });
});

test('a redemption stands from its request on, but for what is refused or closed', () => {
  expect(ORDER_STATE_NAMES.filter(isRedemptionLive)).toEqual(['redemptionReview', 'preRedeemed', 'redeemed']);
});

test('rules of a former release refuse', () => {
  expect([invoiceReuse(RULES), invoiceReuse({ invoiceReuse: 'WARN' })]).toEqual(['REFUSE', 'WARN']);
});
