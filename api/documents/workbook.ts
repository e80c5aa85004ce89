import writeExcelFile from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
} from 'write-excel-file/utility';
import { shanghaiTime } from '../../domain/day.ts';
import { addRow, isDay, isInstant, sumRow } from './table.ts';
import type { Cell, Heading, Table } from './table.ts';

/** What XML cannot hold, or the library leaves out: a workbook with a control character in it does not open. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\uFFFD]/gu;

/** A spreadsheet reads `_x0041_` as A: its first sign is written as a code itself. */
const CODE_LIKE = /_(?=x[0-9A-F]{4}_)/gi;

/** Any line end becomes the line feed, which is what a cell has between its lines. */
const LINE_END = /\r\n?/g;

/** Excel's names of sheets have at most 31 signs, and none of these. */
const SHEET_NAME_LENGTH = 31;
const NOT_IN_SHEET_NAMES = /[[\]/\\:*?]/g;

/**
 * Writes a table as a workbook with one sheet. The headings stay in sight and filter the rows; amounts are numbers, days
 * and times are dates in Shanghai, all else is text; the last row has the sums of the amounts and is not filtered.
 */
export function buildWorkbook({ name, headings, rows, total }: Table): Promise<Buffer> {
  const head = headings.map(({ label, kind }) => ({
    ...textCell(label),
    fontWeight: 'bold' as const,
    backgroundColor: '#F3F5F7',
    align: isRight(kind) ? ('right' as const) : ('left' as const),
  }));
  const cellsOf = (row: readonly Cell[]) => row.map((cell, column) => cellOf(cell, headings[column]?.kind ?? 'text'));
  const sums = rows.reduce<readonly number[]>((sum, row) => addRow(headings, sum, row), []);
  const last = cellsOf(sumRow(headings, sums, total)).map((cell) => cell && { ...cell, fontWeight: 'bold' as const });
  return writeExcelFile(
    [head, ...rows.map(cellsOf), last],
    {
      columns: headings.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      sheet: name.replaceAll(NOT_IN_SHEET_NAMES, '-').slice(0, SHEET_NAME_LENGTH),
    },
    { features: [filterOver(rows.length, headings.length)] },
  ).toBuffer();
}

const isRight = (kind: Heading['kind']): boolean => kind === 'money' || kind === 'count';

/** The arrows at the headings, over the rows without the sums; the library has none. */
const filterOver = (rowCount: number, columnCount: number) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string) =>
          insertElementMarkupAccordingToOrderOfSiblings(
            xml,
            `<autoFilter ref="A1:${getCellAddress(rowCount, columnCount - 1)}"/>`,
            getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [],
            'worksheet',
          ),
      },
    },
  },
});

function cellOf(cell: Cell, kind: Heading['kind']) {
  if (cell === null) return null;
  if (typeof cell === 'number')
    return kind === 'money'
      ? { type: Number, value: cell / 100, format: '#,##0.00' }
      : { type: Number, value: cell, format: '0' };
  if (kind === 'time' && isInstant(cell))
    return timeCell(`${shanghaiTime(cell).replace(' ', 'T')}Z`, 'yyyy-mm-dd hh:mm:ss');
  return kind === 'day' && isDay(cell) ? timeCell(`${cell}T00:00:00Z`, 'yyyy-mm-dd') : textCell(cell);
}

/** A workbook's dates have no zone: what the clock in Shanghai says is written as it is. */
const timeCell = (clock: string, format: string) => ({ type: Date, value: new Date(clock), format });

/** The format @ keeps a text a text, also once somebody has edited the cell. */
const textCell = (text: string) => ({
  type: String,
  value: text.replaceAll(UNWRITABLE, '').replaceAll(LINE_END, '\n').replaceAll(CODE_LIKE, '_x005F_'),
  format: '@',
});
