import writeExcelFile from 'write-excel-file/node';
import type { Cell, Table } from './table.ts';

/** What XML cannot hold: a workbook with one of these in it does not open. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu;

/** Writes a table as a workbook with one sheet: the first row stays in sight, amounts are numbers, all else is text. */
export function buildWorkbook({ headings, rows }: Table): Promise<Buffer> {
  const head = headings.map(({ label, kind }) => ({
    value: label,
    fontWeight: 'bold' as const,
    backgroundColor: '#F3F5F7',
    align: kind === 'money' ? ('right' as const) : ('left' as const),
  }));
  return writeExcelFile([head, ...rows.map((row) => row.map(cellOf))], {
    columns: headings.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    sheet: 'Sheet1',
  }).toBuffer();
}

/** Amounts have two decimals; a text that begins with = stays a text. */
const cellOf = (cell: Cell) =>
  cell === null
    ? null
    : typeof cell === 'number'
      ? { type: Number, value: cell / 100, format: '#,##0.00' }
      : { type: String, value: cell.replaceAll(UNWRITABLE, '') };
