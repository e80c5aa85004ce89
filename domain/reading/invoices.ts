import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { amountsIn } from './amounts.ts';
import { daysIn } from './days.ts';
import { calledBy } from './found.ts';
import type { Found, FoundValues } from './found.ts';
import { invoiceLinesOf } from './invoice-lines.ts';
import type { Line } from './invoice-lines.ts';
import { invoiceNumbersIn } from './invoice-numbers.ts';
import { sellerAndBuyerIn } from './invoice-parties.ts';
import { plain } from './signs.ts';

/** What an invoice says of itself: 电子发票(普通发票), 河南增值税专用发票 No 12345678. */
const TITLE = /(?:^|\t)\p{Script=Han}{0,8}(?:增值税|电子)\p{Script=Han}{0,6}发票(?:\([^()]{2,12}\))?(?=\t|$| ?N|№)/iu;
/** Of a file at most. */
const INVOICES_AT_MOST = 50;

/**
 * Every invoice in a file, in their order: its number and code, its day, its total with tax and who sold what to whom. A page that
 * goes on with the number of the one before, or without one, is part of it. What cannot be told for certain is left out.
 *
 * @source L165, D41
 */
export function invoicesIn(pages: readonly string[]): FoundValues[] {
  const invoices: Line[][] = [];
  for (const part of pages.flatMap((page, index) => partsOf(invoiceLinesOf(page, index + 1)))) {
    const before = invoices.at(-1);
    if (before && goesOn(before, part)) before.push(...part);
    else if (isInvoice(part)) invoices.push([...part]);
  }
  return invoices.slice(0, INVOICES_AT_MOST).map((lines) => ({
    amounts: totalsIn(lines),
    days: daysOfIssue(lines),
    numbers: invoiceNumbersIn(lines).map(({ found }) => found),
    parties: sellerAndBuyerIn(lines),
  }));
}

const isInvoice = (lines: readonly Line[]): boolean =>
  lines.some(({ text }) => TITLE.test(text)) || numberOf(lines) !== undefined;

function goesOn(before: readonly Line[], part: readonly Line[]): boolean {
  const number = numberOf(part);
  return number === undefined ? !isInvoice(part) : number === numberOf(before);
}

const numberOf = (lines: readonly Line[]): string | undefined => toldNumbers(lines)[0]?.found.value;

const toldNumbers = (lines: readonly Line[]) =>
  invoiceNumbersIn(lines).filter(({ found }) => found.label === 'invoiceNumber');

/** The invoices of one page: where another number is told another has begun, at its title or its code. */
function partsOf(lines: readonly Line[]): (readonly Line[])[] {
  const begins = [0];
  const told = toldNumbers(lines);
  for (const [index, { found, line }] of told.entries()) {
    const before = told[index - 1];
    if (before && before.found.value !== found.value) begins.push(beginningOf(lines, before.line, line));
  }
  return begins.map((begin, index) => lines.slice(begin, begins[index + 1]));
}

/** Where the invoice begins whose number stands in line `to`, after that of another in line `from`. */
function beginningOf(lines: readonly Line[], from: number, to: number): number {
  const head = lines.slice(from + 1, to + 1).findIndex(({ text }) => TITLE.test(text) || /发票代码/u.test(text));
  return head < 0 ? to : from + 1 + head;
}

const ISSUED = [['issuedOn', calledBy('开票日期')]] as const;

const daysOfIssue = (lines: readonly Line[]): Found<Day>[] =>
  lines.flatMap(({ text, page }) =>
    daysIn(plain(text), ISSUED)
      .filter(({ label }) => label === 'issuedOn')
      .map(({ value, label, excerpt }) => ({ value, label, excerpt, page })),
  );

const TOTAL = '价税合计';
/** So far the figures and the words of a total go on, and what ends them before. */
const TOTAL_AT_MOST = 90;
const AFTER_TOTAL = /[备注销购收开复订名]/u;
/** An invoice that takes another back: its total is no amount to be paid. */
const NEGATIVE = /红字|负数|冲红|红冲|作废/u;

/** The totals with tax, in figures and in words; all are disputed where these say two amounts. */
function totalsIn(lines: readonly Line[]): Found<Fen>[] {
  if (lines.some(({ text }) => NEGATIVE.test(text))) return [];
  const totals = lines.flatMap((line, index) => totalsFrom(line, lines.slice(index + 1, index + 4)));
  const [words, figures] = [true, false].map((inWords) => totals.filter((one) => one.inWords === inWords));
  const isDisputed =
    figures?.length && words?.some(({ found }) => figures.every((one) => one.found.value !== found.value));
  return totals.map(({ found }) => (isDisputed ? { ...found, disputed: true } : found));
}

function totalsFrom({ text, page }: Line, below: readonly Line[]): { found: Found<Fen>; inWords: boolean }[] {
  const at = text.indexOf(TOTAL);
  if (at < 0) return [];
  const whole = plain([text.slice(at), ...below.map((line) => line.text)].join(' '));
  const end = whole.slice(TOTAL.length, TOTAL_AT_MOST).search(AFTER_TOTAL);
  const said = whole.slice(0, end < 0 ? TOTAL_AT_MOST : TOTAL.length + end);
  if (/[-−负]/u.test(said)) return [];
  const marked = said.replaceAll(/((?:\(小写\)|合计):?)(?=\d)/gu, '$1¥');
  const words = amountsIn(marked.replaceAll(/\d/gu, '_')).map(({ value }) => value);
  return amountsIn(marked).map(({ value, excerpt }) => ({
    found: { value, label: 'invoiceTotal', page, excerpt },
    inWords: words.includes(value),
  }));
}
