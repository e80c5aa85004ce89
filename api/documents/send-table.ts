import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { dayOf } from '../../domain/day.ts';
import { formatDisposition } from '../files/content.ts';
import type { Portal } from '../actions/portal.ts';
import { WORKBOOK_MS } from './documents.ts';
import { csvLines, csvWriter, TABLE_TYPES } from './table.ts';
import type { Cell, Heading, TableForm } from './table.ts';

/** A table to be sent: its rows may come one by one. */
export interface SentTable {
  /** The file's name before the day and the ending: 订单 → 订单-2026-11-24.xlsx. */
  readonly name: string;
  readonly headings: readonly Heading[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/**
 * Sends a table as a file: CSV while the rows come, a workbook once they are all there.
 *
 * @throws Unavailable when too many workbooks wait, and what the first row throws: nothing has been sent then
 */
export async function sendTable(
  portal: Portal,
  response: Response,
  { name, headings, rows }: SentTable,
  form: TableForm,
): Promise<void> {
  response.setTimeout(WORKBOOK_MS + 5000);
  const head = (): Response =>
    response.set({
      'content-type': TABLE_TYPES[form],
      'content-disposition': formatDisposition(`${name}-${dayOf(new Date().toISOString())}.${form}`),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  if (form === 'xlsx') {
    const workbook = await portal.documents.renderWorkbook({ headings, rows: await all(rows) });
    head().send(workbook);
    return;
  }
  const begun = await begin(rows);
  head();
  await pipeline(csvLines(headings, begun), csvWriter(), response).catch((error: unknown) => {
    if (!response.destroyed) throw error; // whoever asked has gone
  });
}

async function all(rows: SentTable['rows']): Promise<(readonly Cell[])[]> {
  const read: (readonly Cell[])[] = [];
  for await (const row of rows) read.push(row);
  return read;
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
