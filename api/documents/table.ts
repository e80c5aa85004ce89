import { stringify } from 'csv-stringify';
import { shanghaiTime } from '../../domain/day.ts';
import { fen, formatYuan } from '../../domain/fen.ts';

/** A cell, to be understood by its column's kind; null is nothing, and a text stands in any column as a text. */
export type Cell = string | number | null;

/** What stands above a column. */
export interface Heading {
  readonly label: string;
  /** `money` holds amounts in fen, `count` whole numbers, `time` instants, `day` days, `text` all else, codes included. */
  readonly kind: 'text' | 'money' | 'count' | 'time' | 'day';
  /** In characters. */
  readonly width: number;
}

/** A table to be taken away, for any list: orders, a batch of payouts. */
export interface Table {
  /** Also the name of the workbook's sheet. */
  readonly name: string;
  readonly headings: readonly Heading[];
  /** They may come one by one. */
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** What the last row, the sums of the amounts, is called. */
  readonly total: string;
}

/** Excel's and the spreadsheet programs' names for the two forms. */
export const TABLE_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

export type TableForm = keyof typeof TABLE_TYPES;

/** The sums of the amounts below their columns; in no other column of `headings` stands anything but the label, in the first. */
export const sumRow = (headings: readonly Heading[], sums: readonly number[], label: string): Cell[] =>
  headings.map(({ kind }, column) => (column === 0 ? label : kind === 'money' ? (sums[column] ?? 0) : null));

/** Adds a row's amounts to the sums so far, column by column. */
export const addRow = (headings: readonly Heading[], sums: readonly number[], row: readonly Cell[]): number[] =>
  headings.map(({ kind }, column) => {
    const cell = row[column];
    return (sums[column] ?? 0) + (kind === 'money' && typeof cell === 'number' ? cell : 0);
  });

/** What some program takes for an end of line or for a separator, and spaces that a reader may drop. */
const NEEDS_QUOTES = /[\r\n\v\f\u0085\u2028\u2029;\t]|^\s|\s$/u;

/**
 * Writes rows of texts as CSV. It begins with a byte-order mark, so that Excel reads it as UTF-8; every cell that holds a
 * line end of any kind, a quote or a separator is quoted.
 */
export const csvWriter = () => stringify({ bom: true, quoted_match: NEEDS_QUOTES, record_delimiter: 'windows' });

/** A table's rows as texts, the headings first: amounts with two decimals. */
export async function* csvLines(
  headings: readonly Heading[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string[]> {
  yield headings.map(({ label }) => markText(label));
  for await (const row of rows) yield row.map((cell, column) => csvCell(cell, headings[column]?.kind ?? 'text'));
}

function csvCell(cell: Cell, kind: Heading['kind']): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return kind === 'money' ? formatYuan(fen(cell)) : String(cell);
  if (kind === 'time' && isInstant(cell)) return shanghaiTime(cell);
  return kind === 'day' && isDay(cell) ? cell : markText(cell);
}

/** Whether a text of a `time` column is a time; a note below the rows is none. */
export const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);

/** Whether a text of a `day` column is a day. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** A text as CSV: what a spreadsheet would run or turn into something else is led by an apostrophe. */
const markText = (text: string): string => (FORMULA.test(text) || isConverted(text) ? `'${text}` : text);

/** Begins like a formula, in either width; some programs drop spaces before they look. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Digits with the signs of numbers, percentages, fractions, amounts, days and times, of China too. */
const NUMERAL = /^[\s$¥€£]*[(.]?\s*\d[\d\s.,:/%()'+\-年月日时分秒]*(?:e[+-]?\d+)?[\s%)¥€]*元?(?:[ap]m?)?\s*$/iu;
const ENGLISH_DAY = /^\s*(?:\d[\d\s,/-]*)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s,/.-]*$/iu;
const TRUTH = /^\s*(?:true|false)\s*$/iu;

/** Whether a spreadsheet would make a number, a day, a time or a truth value of the text, so that it is not what it was. */
function isConverted(text: string): boolean {
  const narrow = text.normalize('NFKC');
  return NUMERAL.test(narrow) || ENGLISH_DAY.test(narrow) || TRUTH.test(narrow);
}
