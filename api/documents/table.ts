import { stringify } from 'csv-stringify';
import { formatYuan } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';

/** A cell: text as it is, an amount in fen, or nothing. */
export type Cell = string | Fen | null;

/** What stands above a column; `money` holds amounts, `text` everything else, numbers and codes included. */
export interface Heading {
  readonly label: string;
  readonly kind: 'text' | 'money';
  /** In characters. */
  readonly width: number;
}

/** A table to be taken away, for any list: orders, a batch of payouts. */
export interface Table {
  readonly headings: readonly Heading[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Excel's and the spreadsheet programs' names for the two forms. */
export const TABLE_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

export type TableForm = keyof typeof TABLE_TYPES;

/**
 * Writes rows of texts as CSV. It begins with a byte-order mark, so that Excel reads it as UTF-8; a text that a
 * spreadsheet would take for a formula is led by an apostrophe.
 */
export const csvWriter = () => stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });

/** A table's rows as texts, the headings first: amounts with two decimals. */
export async function* csvLines(
  headings: readonly Heading[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string[]> {
  yield headings.map(({ label }) => label);
  for await (const row of rows) yield row.map(csvCell);
}

const csvCell = (cell: Cell): string => (cell === null ? '' : typeof cell === 'number' ? formatYuan(cell) : cell);
