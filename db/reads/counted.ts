import { and, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from '../client.ts';

/** Lists are counted as far as this; one more stands for "more than that". */
export const COUNTED_AT_MOST = 1_000;

/** How many rows a list holds, and how many of them come before a place; each 1 001 for more than 1 000. */
export interface ListPart {
  readonly total: number;
  readonly before: number;
}

/**
 * Which part of a list a page is.
 *
 * @param before that a row comes before the page; undefined for the first page
 * @param order as {@link countRows} asks for it
 */
export async function countPart(
  db: Executor,
  table: PgTable,
  { all, before }: { readonly all: SQL | undefined; readonly before: SQL | undefined },
  ...order: SQL[]
): Promise<ListPart> {
  const [counts] = await db
    .select({
      total: countRows(db, table, all, ...order),
      before: before === undefined ? sql<number>`0` : countRows(db, table, and(all, before), ...order),
    })
    .from(sql`(select) as once`);
  return counts ?? { total: 0, before: 0 };
}

/**
 * How many rows of a table there are, as far as anyone wants to know: a count to be selected beside others, each by its own index.
 *
 * @param order of that index, where a question may narrow nothing: the rows would be read as they lie otherwise
 */
export const countRows = (db: Executor, table: PgTable, where: SQL | undefined, ...order: SQL[]): SQL<number> =>
  sql<number>`(select count(*)::int from ${db
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .orderBy(...order)
    .limit(COUNTED_AT_MOST + 1)
    .as('counted')})`;
