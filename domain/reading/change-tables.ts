import type { Fen } from '../fen.ts';
import { NAMES } from './amount-names.ts';
import { amountsIn } from './amounts.ts';
import type { Match } from './found.ts';
import type { Span } from './page.ts';
import { celled, letters, plain } from './signs.ts';

/** Heads of what held before, and of what will hold. */
const FORMER = /^(?:(?:变更|修改|调整|修订)前|原(?!因|则|料))/u;
const NEW = /^(?:(?:变更|修改|调整|修订)后|[本现](?:次|补充|协议|合同|约定|金额|条款|为$)|补充协议)/u;
const DIFFERENCE = /^(?:差额|差异|增减|变动|变化|[增减](?:加|少)?(?:额|金额|值)?$)/u;
/** A line that is no row of a table: a sentence, or the next clause. */
const SENTENCE = /[。；;]|[,，]\p{Script=Han}|^第[一二三四五六七八九十\d]+条|^[一二三四五六七八九十]+、/u;

/** A line of a page: its cells, and how many signs stand before each and before its end. */
interface Row {
  readonly cells: readonly string[];
  readonly starts: readonly number[];
  readonly end: number;
}

/** The amounts that a table says, and the signs of the page that it takes up. */
interface Told {
  readonly amounts: readonly Match<Fen>[];
  readonly spans: readonly Span[];
}

/**
 * The amounts of a page. Those of a row below a row of names are called by these. In a table of what held before and what will hold (变更前 beside 变更后, as columns or as rows), only
 * the latter count, and only where a row has as many cells as its head; otherwise nothing of the row is told.
 *
 * @param page its text with its gaps
 * @param searched the same text as {@link plain} gives it
 * @source D13, D42
 */
export function amountsOnPage(page: string, searched: string): Match<Fen>[] {
  const found = amountsIn(searched);
  const lines = celled(page);
  if (!lines.includes('\t')) return found; // no line has cells
  const rows = rowsOf(lines);
  const places = Array.from(searched.matchAll(/\S/g), ({ index }) => index);
  if ((rows.at(-1)?.end ?? 0) !== places.length) return found;
  const spanOf = ([from, to]: Span): Span => [places[from] ?? 0, (places[to - 1] ?? 0) + 1];
  const tables = rows.flatMap((_, at) => tableAt(rows, at, searched.slice(0, places[rows[at]?.starts[0] ?? 0])));
  const taken = tables.flatMap(({ spans }) => spans.map(spanOf));
  return [
    ...found.filter(({ span: [from] }) => !taken.some(([start, end]) => from >= start && from < end)),
    ...tables.flatMap(({ amounts }) =>
      amounts.map(({ span, again, ...one }) => ({
        ...one,
        span: spanOf(span),
        ...(again && { again: spanOf(again) }),
      })),
    ),
  ];
}

function rowsOf(lines: string): Row[] {
  let count = 0;
  return lines.split('\n').map((line) => {
    const cells = line.split('\t').filter((cell) => cell.trim() !== '');
    const starts = cells.map((cell) => {
      const start = count;
      count += letters(cell).length;
      return start;
    });
    return { cells: cells.map(plain), starts, end: count };
  });
}

/** The table whose head stands in a line, if one does. */
function tableAt(rows: readonly Row[], at: number, before: string): Told[] {
  const { cells = [] } = rows[at] ?? {};
  const below = belowHead(rows.slice(at + 1));
  const unit = /单位:?\(?[百千万亿]*元(?!.*单位:)/su.exec(before.slice(-200))?.[0];
  const head = unit === undefined ? '' : `${unit}\n`;
  const [former, now] = [cells.filter((cell) => FORMER.test(cell)), cells.filter((cell) => NEW.test(cell))];
  if (former.length > 0 && now.length > 0) return [inColumns(cells, below, head, now.length === 1)];
  const isOfNames = cells.filter(isName).length > 1;
  if (isOfNames && below.some(isOfTime)) return [inRows(cells, below.filter(isOfTime), head)];
  return cells.length > 1 && cells.every(isName) ? underNames(cells, rows[at + 1], head) : [];
}

/** Names of amounts, and one row of amounts below: 合同总金额 | 创新券支付 | 企业自付. */
function underNames(names: readonly string[], row: Row | undefined, unit: string): Told[] {
  if (row?.cells.length !== names.length) return [];
  const amounts = names.map((name, at) => amountsOf(row, at, unit + name));
  return amounts.every((one) => one.length === 1) ? [{ amounts: amounts.flat(), spans: [spanOfRow(row)] }] : [];
}

const isName = (cell: string): boolean =>
  !/\d/.test(cell) && NAMES.some(([name, called]) => name !== 'other' && called.test(cell));
const isOfTime = ({ cells: [first = '', second] }: Row): boolean =>
  second !== undefined && [FORMER, NEW, DIFFERENCE].some((called) => called.test(first));

function belowHead(rows: readonly Row[]): readonly Row[] {
  const end = rows.findIndex(
    ({ cells }) =>
      (cells.length < 2 && SENTENCE.test(cells.join(''))) ||
      (cells.some((cell) => FORMER.test(cell)) && cells.some((cell) => NEW.test(cell))),
  );
  return end === -1 ? rows : rows.slice(0, end);
}

/** What held and what will hold are columns: 项目 | 变更前 | 变更后. */
function inColumns(head: readonly string[], rows: readonly Row[], unit: string, isOne: boolean): Told {
  const first = head.findIndex((cell) => FORMER.test(cell) || NEW.test(cell));
  const column = head.findIndex((cell) => NEW.test(cell));
  const corner = first === 0 ? 1 : 0;
  const own = /\((?:单位:?)?[百千万亿]*元\)$/u.exec(head[column] ?? '')?.[0] ?? '';
  const amounts = rows
    .filter(({ cells }) => isOne && cells.length === head.length + corner)
    .flatMap((row) => amountsOf(row, column + corner, unit + row.cells.slice(0, first + corner).join('') + own));
  return { amounts, spans: rows.filter(({ cells }) => cells.length > 1).map(spanOfRow) };
}

/** What held and what will hold are rows, below the names of amounts. */
function inRows(head: readonly string[], rows: readonly Row[], unit: string): Told {
  const corner = isName(head[0] ?? '') ? 1 : 0;
  const amounts = rows
    .filter(({ cells }) => NEW.test(cells[0] ?? '') && cells.length === head.length + corner)
    .flatMap((row) =>
      row.cells.flatMap((_, at) => (at === 0 ? [] : amountsOf(row, at, unit + (head[at - corner] ?? '')))),
    );
  return { amounts, spans: rows.filter(({ cells }) => cells.length > 1).map(spanOfRow) };
}

const spanOfRow = ({ starts, end }: Row): Span => [starts[0] ?? end, end];

/** The amounts in a cell that is called by its row and its head; their places are counted in signs of the page. */
function amountsOf({ cells, starts }: Row, at: number, called: string): Match<Fen>[] {
  const text = called + (cells[at] ?? '');
  const counted = ([from, to]: Span): Span => {
    const start = (starts[at] ?? 0) + letters(text.slice(called.length, from)).length;
    return [start, start + letters(text.slice(from, to)).length];
  };
  return amountsIn(text)
    .filter(({ span: [from] }) => from >= called.length)
    .map(({ again, ...one }) => ({
      ...one,
      label: one.label ?? 'other',
      span: counted(one.span),
      ...(again && { again: counted(again) }),
    }));
}
