import type { Day } from '../day.ts';
import { daysIn } from './days.ts';
import { calledBy } from './found.ts';
import type { Found, FoundValues, InvoiceLabel } from './found.ts';
import { invoiceLinesOf } from './invoice-lines.ts';
import type { Line } from './invoice-lines.ts';
import { invoiceNumbersIn } from './invoice-numbers.ts';
import { sellerAndBuyerIn } from './invoice-parties.ts';
import { totalsIn } from './invoice-total.ts';
import { plain } from './signs.ts';

/** What an invoice says of itself: 电子发票(普通发票), 河南增值税专用发票 No 12345678. */
const TITLE = /(?:^|\t)\p{Script=Han}{0,8}(?:增值税|电子)\p{Script=Han}{0,6}发票(?:\([^()]{2,12}\))?(?=\t|$| ?N|№)/iu;
/** Of a file at most. */
const INVOICES_AT_MOST = 50;

/**
 * Every invoice in a file, in their order: its number and code, its day, its total with tax and who sold what to whom. A page
 * without a title, or with that of the same number and code, is part of the one before. What cannot be told for certain is left out.
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

const hasTitle = (lines: readonly Line[]): boolean => lines.some(({ text }) => TITLE.test(text));

const isInvoice = (lines: readonly Line[]): boolean => hasTitle(lines) || toldNumbers(lines).length > 0;

/** What has no title of its own, or that of the same invoice, goes on with the one before, whatever number it names. */
const goesOn = (before: readonly Line[], part: readonly Line[]): boolean =>
  !hasTitle(part) || (toldNumbers(part).length > 0 && keyOf(part) === keyOf(before));

/** The number and the code of an invoice. */
const keyOf = (lines: readonly Line[]): string => {
  const told = invoiceNumbersIn(lines);
  const valueOf = (label: InvoiceLabel) => told.find(({ found }) => found.label === label)?.found.value ?? '';
  return `${valueOf('invoiceNumber')} ${valueOf('invoiceCode')}`;
};

const toldNumbers = (lines: readonly Line[]) =>
  invoiceNumbersIn(lines).filter(({ found }) => found.label === 'invoiceNumber');

/** The invoices of one page: another has begun where another number is told below a title or a code of its own. */
function partsOf(lines: readonly Line[]): (readonly Line[])[] {
  const begins = [0];
  const told = toldNumbers(lines);
  for (const [index, { found, line }] of told.entries()) {
    const before = told[index - 1];
    const begin = before && before.found.value !== found.value ? beginningOf(lines, before.line, line) : undefined;
    if (begin !== undefined) begins.push(begin);
  }
  return begins.map((begin, index) => lines.slice(begin, begins[index + 1]));
}

/** Where the invoice begins whose number stands in line `to`, after that of another in line `from`. */
function beginningOf(lines: readonly Line[], from: number, to: number): number | undefined {
  const head = lines.slice(from + 1, to + 1).findIndex(({ text }) => TITLE.test(text) || /发票代码/u.test(text));
  return head < 0 ? undefined : from + 1 + head;
}

const ISSUED = [
  ['other', calledBy('(?:原|申请|蓝字发票|预计)开票日期')],
  ['issuedOn', calledBy('开票日期')],
] as const;

const daysOfIssue = (lines: readonly Line[]): Found<Day>[] =>
  lines.flatMap(({ text, page }) =>
    daysIn(plain(text), ISSUED)
      .filter(({ label }) => label === 'issuedOn')
      .map(({ value, label, excerpt }) => ({ value, label, excerpt, page })),
  );
