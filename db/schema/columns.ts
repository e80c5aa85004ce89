import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { bigint, customType, date, uuid } from 'drizzle-orm/pg-core';
import type { Day, Instant } from '../../domain/day.ts';
import type { Fen } from '../../domain/fen.ts';

/** A `timestamptz` that reads as the domain's instant: RFC 3339 in UTC with milliseconds. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** What something is found by, as a set of words: asked in SQL alone. */
export const wordSet = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Whole fen as a `bigint` column. */
export const fenOf = (name: string) => bigint(name, { mode: 'number' }).$type<Fen>();

/** A calendar day in Shanghai. */
export const dayOn = (name: string) => date(name, { mode: 'string' }).$type<Day>();

/** The primary key of most tables: a UUID in the order of creation. */
export const id = () =>
  uuid()
    .primaryKey()
    .default(sql`uuidv7()`);

/** Names as the list of a check constraint: `'a', 'b'`. They come from tables of the code, never from input. */
export const listOf = (names: readonly string[]): SQL => sql.raw(names.map((name) => `'${name}'`).join(', '));
