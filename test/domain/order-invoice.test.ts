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
  isComparableInvoice,
  isInvoiceNumber,
  isRedemptionLive,
  isSameInvoice,
  needsInvoiceCode,
} from '../../domain/order/invoice.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import { chen } from '../cast.ts';
import { aClaim, anInvoiceNumber, anOrder, day, RULES, taking, yuan } from '../makers.ts';

const DIGIT = fc.constantFrom(...Array.from({ length: 10 }, (_, digit) => String(digit)));
const digits = (count: number) => fc.string({ unit: DIGIT, minLength: count, maxLength: count });
/** The number of a digital invoice begins with its year. */
const DIGITAL = fc.tuple(fc.integer({ min: 21, max: 99 }), digits(18)).map(([year, rest]) => `${year}${rest}`);

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
      DIGITAL,
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

test.each([
  ['08577791', '264573736150', { number: '26457373615008577791', code: '' }], // a digital number in two fields
  ['12345678', '004403261130', { number: '12345678', code: '4403261130' }], // zeros before its code
  ['00440326113012345678', undefined, { number: '12345678', code: '4403261130' }],
  ['044031900111N012345678', undefined, { number: '12345678', code: '044031900111' }],
  ['013100162320112345678', undefined, { number: '12345678', code: '131001623201' }], // a zero too many
])('number %s with code %s is known as %j', (number, code, key) => {
  expect(invoiceKey({ number, ...(code !== undefined && { code }) })).toEqual(key);
});

const WRITTEN = ['No.', 'NO', 'no:', '№', 'Nº ', 'N°', 'Ｎｏ．', '#'];

test('a number of 8 digits is the same however it is written, and asked for its code', () => {
  fc.assert(
    fc.property(
      digits(8),
      fc.constantFrom('', ...WRITTEN),
      fc.constantFrom('', '0', '00', ' '),
      fc.boolean(),
      (number, before, zeros, wide) => {
        const written = `${before}${zeros}${wide ? fullWidth(number) : number}`;
        expect(invoiceKey({ number: written, code: 'No. 0440 319001' })).toEqual({ number, code: '0440319001' });
        expect([needsInvoiceCode(written), isInvoiceNumber(written)]).toEqual([true, true]);
      },
    ),
  );
});

test('a code typed before its number is that code', () => {
  const code = fc.oneof(
    digits(10),
    digits(11).map((rest) => `0${rest}`),
    digits(11).map((rest) => `1${rest}`),
  );
  fc.assert(
    fc.property(code, digits(8), fc.constantFrom('', ' ', ' No.', '/'), (before, number, between) => {
      fc.pre(!/^00\d{10}$/.test(before)); // a code of 10 digits, filled up
      const written = `${before}${between}${number}`;
      expect(invoiceKey({ number: written })).toEqual({ number, code: before });
      expect(needsInvoiceCode(written)).toBe(false);
    }),
  );
});

test.each([
  ['O44O319O', '04403190'], // letters that look like digits
  ['l2345678', '12345678'],
  ['NO12345678', '12345678'],
  ['4403190', '04403190'], // its zeros are lost in a spreadsheet
  ['004403190', '04403190'],
  ['026410000000012345678', '26410000000012345678'],
  ['123456789', '123456789'], // nothing says which digit is too many
  ['FP-01', 'FP01'], // of another kind of invoice
  ['NOVEMBER1', 'NOVEMBER1'],
  ['OIL', 'OIL'],
])('%s is compared as %s', (written, number) => {
  expect(invoiceKey({ number: written })).toEqual({ number, code: '' });
});

test.each([
  ['26410000000012345678', '', true],
  ['04403190', '0440319001', true],
  ['3100162320 12345678', '', false], // 18 digits: its code may stand before or behind it
  ['12345678 3100162320', '', false],
  ['123456783100162320', '', false],
  ['1234567831 00162320', '', false], // a blank at the wrong place
  ['No.12345678/3100162320', '', false],
  ['044031905011 12345678', '', true], // no code of 12 digits begins with 5
  ['044031900111 04403190', '', false],
  ['04403190 044031900111', '', false],
  ['04403190', '', false],
  ['123456789', '', false],
  ['FP-01', '', false],
])('whether %s with code %j can be compared for certain: %s', (number, code, certain) => {
  expect(isComparableInvoice({ number, code })).toBe(certain);
});

test.each([
  ['0440319001', '0440319001', true],
  ['0440319001', '0440319002', false],
  ['0440319001', '', true],
  ['', '', true],
])('one number with codes %j and %j: the same is %s', (one, other, same) => {
  const number = '04403190';
  expect(isSameInvoice({ number, code: one }, { number, code: other })).toBe(same);
  expect(isSameInvoice({ number, code: one }, { number: '04403191', code: other })).toBe(false);
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

  test.each([
    ['044031900104403190', '0440319001'],
    ['04403190', ''],
  ])('%s with code %j is one with its number and code apart', (written, code) => {
    expect(asks(invoice('04403190', '0440319001'), invoice(written, code))).toBe('invoice.listed-twice');
  });

  test.each(['-', '。', '发票一', '٢٤٤١'])('%j is no number', (said) => {
    expect(asks(invoice(number), invoice(said))).toBe('invoice.number-unreadable');
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
