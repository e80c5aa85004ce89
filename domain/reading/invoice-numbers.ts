import { foundAt } from './found.ts';
import type { Found } from './found.ts';
import type { Line } from './invoice-lines.ts';
import { plain } from './signs.ts';

/** A number or a code of an invoice, with the index of its line. */
interface Told {
  readonly found: Found<string>;
  readonly line: number;
}

const DIGITS = String.raw`(?<digits>\d(?: ?\d){7,29})(?! ?\d)`;
const NUMBER = new RegExp(String.raw`发票号码[: \t]*(?:No\.?|№)?[: \t]*${DIGITS}`, 'giu');
const CODE = new RegExp(String.raw`发票代码[: \t]*${DIGITS}`, 'gu');
/** The number of an invoice on paper, at its head. */
const PAPER_NUMBER = /(?<![A-Za-z])(?:N[oº°]\.?|№)[: \t]*(?<digits>\d(?: ?\d){7})(?! ?\d)/giu;
/** The code of an invoice on paper stands alone in a cell of its head. */
const PAPER_CODE = /(?:^|(?<!:)\t)(?<digits>\d{10}|\d{12})(?=\t|$|[ \t]*\p{Script=Han}{2,12}发票)/gu;

/** What belongs to another invoice, which this one takes back. */
const OF_ANOTHER = /(?:原|蓝字|正数|对应|红冲|冲红)[^\t]{0,8}$/u;

/**
 * The numbers and codes of an invoice: 8 digits with a code of 10 or 12, or 20 digits, as digits alone. An invoice without these
 * labels is one on paper: its number stands behind No, its code alone in a cell above or beside it.
 *
 * @source D41
 */
export function invoiceNumbersIn(lines: readonly Line[]): Told[] {
  const codes = toldAs('invoiceCode', lines, CODE, [10, 12]);
  const numbers = toldAs('invoiceNumber', lines, NUMBER, [8, 20]);
  if (numbers.length > 0) return [...numbers, ...codes];
  const onPaper = toldAs('invoiceNumber', lines, PAPER_NUMBER, [8]);
  const head = lines.slice(0, (onPaper[0]?.line ?? -1) + 1);
  return [...onPaper, ...(codes.length > 0 ? codes : toldAs('invoiceCode', head, PAPER_CODE, [10, 12]))];
}

const toldAs = (
  label: 'invoiceNumber' | 'invoiceCode',
  lines: readonly Line[],
  pattern: RegExp,
  lengths: readonly number[],
): Told[] =>
  lines.flatMap(({ text, page }, line) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const digits = (match.groups?.['digits'] ?? '').replaceAll(' ', '');
      if (!lengths.includes(digits.length) || OF_ANOTHER.test(text.slice(0, match.index))) return [];
      const { value, excerpt } = foundAt(text, { index: match.index, length: match[0].length }, digits, []);
      return [{ found: { value, excerpt: plain(excerpt), label, page }, line }];
    }),
  );
