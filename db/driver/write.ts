// Ours, because Drizzle builds the text of a statement anew in each transaction, and has no statement that is made of several (ADR 0047).

import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { InferInsertModel, SQL, SQLWrapper } from 'drizzle-orm';
import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect, PgJsonb } from 'drizzle-orm/pg-core';
import type { PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Executor } from '../client.ts';
import { clientOf } from './client-of.ts';
import { prepareOnce } from './prepared.ts';

/** One write of a statement that is made of several. Its text follows from its shape; its values come in by `slot`. */
export interface Write {
  /** What it is called within the statement: others may ask it for what it returns. */
  readonly name: string;
  /** Equal for equal texts. There are as many as the code has, and none that follows from what people send. */
  readonly shape: string;
  readonly build: (db: Executor) => SQLWrapper;
  readonly values: Readonly<Record<string, unknown>>;
  /** How many rows it must return; where it is another number nothing of the statement is kept. */
  readonly insists?: { readonly rows: number; readonly orElse: () => Error };
}

/** Where a value of a write comes in; it is given as `values[slotName(…)]`. */
export const slot = (write: string, name: string): SQL => sql`${sql.placeholder(slotName(write, name))}`;

/** What a value of a write is called. */
export const slotName = (write: string, name: string): string => `${write}.${name}`;

/** A value that is known only when another write of the statement has ended: writes without such a bond run in any order. */
export const after = (write: string, value: SQL): SQL =>
  sql`(select ${value} from (select count(*) from ${sql.identifier(write)}) as ended)`;

/** A row with a place for each of its values, for an insert or an update, and these values. What is undefined is left out. */
export function slotsOf<T extends PgTable>(
  write: string,
  table: T,
  row: Partial<InferInsertModel<T>>,
): { readonly keys: string; readonly slots: never; readonly values: Record<string, unknown> } {
  const columns = getTableColumns(table);
  const given = Object.entries(row).filter(([key, value]) => value !== undefined && columns[key] !== undefined);
  const slots: Record<string, SQL> = {};
  const values: Record<string, unknown> = {};
  for (const [key, value] of given) {
    const column = columns[key];
    const name = slotName(write, key);
    const isJson = column instanceof PgJsonb;
    slots[key] = isJson ? sql`${slot(write, key)}::text::jsonb` : sql`${sql.param(sql.placeholder(name), column)}`;
    values[name] = isJson && value !== null ? JSON.stringify(value) : value; // Drizzle would write null as JSON's
  }
  return { keys: given.map(([key]) => key).join(), slots: slots as never, values };
}

/** Inserts these rows, which name the same columns. */
export function insertion<T extends PgTable>(
  name: string,
  table: T,
  rows: readonly InferInsertModel<T>[],
  returning?: Readonly<Record<string, SQL.Aliased>>,
): Write {
  const slotted = rows.map((row, index) => slotsOf(`${name}${index}`, table, row));
  return {
    name,
    shape: `${getTableName(table)} ${slotted.map(({ keys }) => keys).join(';')} ${Object.keys(returning ?? {}).join()}`,
    build: (db) => {
      const insert = db.insert(table).values(slotted.map(({ slots }) => slots));
      return returning ? insert.returning(returning) : insert.returning({ one: ONE });
    },
    values: Object.assign({}, ...slotted.map(({ values }) => values)) as Record<string, unknown>,
  };
}

/** What a write returns of whose rows only the number is asked. */
export const ONE = sql<number>`1`.as('one');

const dialect = new PgDialect();

type Prepared = (db: Executor) => { execute: (values: Record<string, unknown>) => Promise<unknown> };

const statements = new Map<string, Prepared>();

/**
 * Carries out several writes as one statement: they travel together, stand or fall as one, and none sees what another has
 * written but by what it returns. The text is built once a shape.
 *
 * @throws what a write insists on, where it returns another number of rows: in a transaction, so that nothing is kept
 */
export async function writeTogether(tx: Executor, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const key = writes.map(({ name, shape, insists }) => `${name} ${shape}${insists ? ' counted' : ''}`).join('\n');
  let statement = statements.get(key);
  if (!statement) statements.set(key, (statement = prepare(writes)));
  const values = Object.assign({}, ...writes.map((write) => write.values)) as Record<string, unknown>;
  const { rows } = (await statement(tx).execute(values)) as pg.QueryResult<Readonly<Record<string, number>>>;
  for (const { name, insists } of writes) if (insists && rows[0]?.[name] !== insists.rows) throw insists.orElse();
}

const prepare = (writes: readonly Write[]): Prepared =>
  prepareOnce((db) => {
    const parts = writes.map(({ name, build }) => sql`${sql.identifier(name)} as (${build(db).getSQL()})`);
    const counts = writes
      .filter(({ insists }) => insists)
      .map(({ name }) => sql`(select count(*)::int from ${sql.identifier(name)}) as ${sql.identifier(name)}`);
    const whole = sql`with ${sql.join(parts, sql`, `)} select ${sql.join([sql`1 as one`, ...counts], sql`, `)}`;
    const session = new NodePgSession(clientOf(db) as pg.Client, dialect, undefined);
    return session.prepareQuery(dialect.sqlToQuery(whole), undefined, undefined, false);
  });
