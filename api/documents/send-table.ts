import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { dayOf } from '../../domain/day.ts';
import { formatDisposition } from '../files/content.ts';
import type { Portal } from '../actions/portal.ts';
import { WORKBOOK_MS } from './documents.ts';
import { addRow, csvLines, csvWriter, sumRow, TABLE_TYPES } from './table.ts';
import type { Cell, Table, TableForm } from './table.ts';

/** A table to be sent. The file's name has the day besides: 订单-2026-11-24.xlsx. */
export interface SentTable extends Table {
  /** Whether CSV has the sums too. A list's CSV is read by programs, which take every line for a row. */
  readonly totalInCsv: boolean;
}

/**
 * Sends a table as a file: CSV while the rows come, a workbook once it is written.
 *
 * @throws Unavailable when too many workbooks wait, and what the first row throws: nothing has been sent then
 */
export async function sendTable(portal: Portal, response: Response, table: SentTable, form: TableForm): Promise<void> {
  const { name, headings, rows, total, totalInCsv } = table;
  response.setTimeout(WORKBOOK_MS + 5000);
  const head = (): Response =>
    response.set({
      'content-type': TABLE_TYPES[form],
      'content-disposition': formatDisposition(`${name}-${dayOf(new Date().toISOString())}.${form}`),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  if (form === 'xlsx') {
    const asker = response.req.account?.id ?? '';
    const { bytes, content } = await portal.documents.renderWorkbook({ name, headings, rows, total }, asker);
    if (response.headersSent || response.destroyed) return void content.destroy(); // given up, or gone, while others' were written
    head().set('content-length', String(bytes));
    await pipeline(content, response).catch(unlessGone);
    return;
  }
  const begun = await begin(totalInCsv ? withTotal(table) : rows);
  head();
  await pipeline(csvLines(headings, begun), csvWriter(), response).catch(unlessGone);
}

/** Whoever asked may have gone before the end; what else breaks a file off is a fault. */
function unlessGone(error: unknown): void {
  const isGone = typeof error === 'object' && error !== null && 'code' in error && GONE.has(error.code);
  if (!isGone) throw error;
}

/** What Node says of a response that was closed before its end. */
const GONE = new Set<unknown>(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_UNABLE_TO_PIPE']);

async function* withTotal({ headings, rows, total }: SentTable): AsyncGenerator<readonly Cell[]> {
  let sums: number[] = [];
  for await (const row of rows) {
    sums = addRow(headings, sums, row);
    yield row;
  }
  yield sumRow(headings, sums, total);
}

/** The rows with the first one already read, so that a database that is down is still an answer and not half a file. */
async function begin(rows: SentTable['rows']): Promise<AsyncGenerator<readonly Cell[]>> {
  const source = (async function* () {
    yield* rows;
  })();
  const first = await source.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* source;
  })();
}
