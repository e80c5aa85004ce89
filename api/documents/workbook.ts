import { Zip, ZipDeflate } from 'fflate';
import { shanghaiTime } from '../../domain/day.ts';
import { addRow, isDay, isInstant, sumRow } from './table.ts';
import type { Cell, Heading, Table } from './table.ts';
import { columnName, partsBesideSheet, SHEET_PATH, sheetEnd, sheetStart, STYLES } from './workbook-parts.ts';
import type { Style } from './workbook-parts.ts';

/** Text of a sheet that is put together before it is packed. */
const PACKED_AT_ONCE = 65_536;

/**
 * Writes a table as a workbook with one sheet, while its rows come: no more of them are held than are being packed. The
 * headings stay in sight and filter the rows; amounts are numbers, days and times are dates in Shanghai, all else is text; the
 * last row has the sums of the amounts and is not filtered.
 */
export async function* workbookOf(table: Table): AsyncGenerator<Uint8Array> {
  let packed: Uint8Array[] = [];
  const taken = (): Uint8Array[] => packed.splice(0);
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const add = (path: string): ZipDeflate => {
    const part = new ZipDeflate(path);
    archive.add(part);
    return part;
  };
  for (const [path, xml] of Object.entries(partsBesideSheet(table.name))) add(path).push(encode(xml), true);
  const sheet = add(SHEET_PATH);
  for await (const xml of sheetXml(table)) {
    sheet.push(encode(xml));
    yield* taken();
  }
  sheet.push(new Uint8Array(), true);
  archive.end();
  yield* taken();
}

const encoder = new TextEncoder();
const encode = (xml: string): Uint8Array => encoder.encode(xml);

async function* sheetXml({ headings, rows, total }: Table): AsyncGenerator<string> {
  let xml = sheetStart(headings.map(({ width }) => width));
  let row = 1;
  let sums: readonly number[] = [];
  xml += rowXml(row, headings.map(headCell));
  for await (const cells of rows) {
    row += 1;
    sums = addRow(headings, sums, cells);
    xml += rowXml(
      row,
      cells.map((cell, column) => cellXml(cell, headings[column]?.kind ?? 'text', PLAIN)),
    );
    if (xml.length < PACKED_AT_ONCE) continue;
    yield xml;
    xml = '';
  }
  const last = sumRow(headings, sums, total).map((cell, column) =>
    cellXml(cell, headings[column]?.kind ?? 'text', BOLD),
  );
  yield `${xml}${rowXml(row + 1, last)}${sheetEnd(`A1:${columnName(headings.length - 1)}${row}`)}`;
}

/** The rest of a cell after its place; null is no cell. */
type Written = string | null;

const rowXml = (row: number, cells: readonly Written[]): string =>
  `<row r="${row}">${cells
    .map((cell, column) => (cell === null ? '' : `<c r="${columnName(column)}${row}" ${cell}</c>`))
    .join('')}</row>`;

const isRight = (kind: Heading['kind']): boolean => kind === 'money' || kind === 'count';

const headCell = ({ label, kind }: Heading): Written => text(label, isRight(kind) ? 'headRight' : 'headLeft');

/** The styles of a row's cells by what they hold. */
type RowStyles = Readonly<Record<Heading['kind'], Style>>;
const PLAIN: RowStyles = { text: 'text', money: 'money', count: 'count', time: 'time', day: 'day' };
const BOLD: RowStyles = { ...PLAIN, text: 'boldText', money: 'boldMoney' };

function cellXml(cell: Cell, kind: Heading['kind'], styles: RowStyles): Written {
  if (cell === null) return null;
  if (typeof cell === 'number') return kind === 'money' ? number(cell / 100, styles.money) : number(cell, styles.count);
  if (kind === 'time' && isInstant(cell))
    return number(serialDay(`${shanghaiTime(cell).replace(' ', 'T')}Z`), styles.time);
  return kind === 'day' && isDay(cell) ? number(serialDay(`${cell}T00:00:00Z`), styles.day) : text(cell, styles.text);
}

const number = (value: number, style: Style): string => `s="${STYLES[style]}"><v>${value}</v>`;

const text = (content: string, style: Style): string =>
  `s="${STYLES[style]}" t="inlineStr"><is><t xml:space="preserve">${escapeText(content)}</t></is>`;

const DAY_MS = 86_400_000;
const DAYS_BEFORE_1970 = 25_569;

/** A workbook's dates are days since 1899 without a zone: what the clock in Shanghai says is written as it is. */
const serialDay = (clock: string): number => Date.parse(clock) / DAY_MS + DAYS_BEFORE_1970;

/** What XML cannot hold, or programs leave out: a workbook with a control character in it does not open. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\uFFFD]/gu;

/** A spreadsheet reads `_x0041_` as A: its first sign is written as a code itself. */
const CODE_LIKE = /_(?=x[0-9A-F]{4}_)/gi;

/** Any line end becomes the line feed, which is what a cell has between its lines. */
const LINE_END = /\r\n?/g;

const escapeText = (content: string): string =>
  content
    .replaceAll(UNWRITABLE, '')
    .replaceAll(LINE_END, '\n')
    .replaceAll(CODE_LIKE, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
