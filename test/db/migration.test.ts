import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { migrate } from '../../db/migrate.ts';
import { orderFactsOf, orders } from '../../db/schema/order.ts';
import type { TestDatabase } from '../setup/database.ts';
import { formerDatabase } from '../setup/former-database.ts';
import { FORMER_ORDERS } from '../setup/former-orders.ts';
import { enterFormerRows } from '../setup/former-rows.ts';

/** The names that tables and columns have had since `0011_subjects.sql`. */
const RENAMED_TABLES: Readonly<Record<string, string>> = { redemption_drafts: 'drafts' };
const RENAMED_COLUMNS: Readonly<Record<string, string>> = { order_id: 'subject_id', order_seq: 'seq' };
const OF_SUBJECTS = new Set(
  'attachments commands ledger_entries notifications order_events redemption_drafts tasks viewings'.split(' '),
);

type Row = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, readonly Row[]>>;

/** Every row of every table but the migrator's own. */
async function readTables({ client }: TestDatabase): Promise<Tables> {
  const tables = await client<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`;
  const read = tables.map(async ({ name }) => {
    const rows = await client<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.identifier(name)} t order by to_jsonb(t)::text`;
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** The rows of a table of the former release, with the columns' present names. */
const renamed = (table: string, rows: readonly Row[]): Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        (OF_SUBJECTS.has(table) && RENAMED_COLUMNS[column]) || column,
        value,
      ]),
    ),
  );

/** The rows with these columns alone, in the order of what they hold. */
const narrowed = (rows: readonly Row[], columns: readonly string[]): string[] =>
  rows.map((row) => JSON.stringify(columns.map((column) => row[column] ?? null))).toSorted();

describe("a former release's database", () => {
  let database: TestDatabase;
  let ids: Readonly<Record<string, string>>;
  let before: Tables;
  let after: Tables;

  beforeAll(async () => {
    database = await formerDatabase();
    ids = await enterFormerRows(database);
    before = await readTables(database);
    await migrate(database.url);
    after = await readTables(database);
  });
  afterAll(() => database.drop());

  test('keeps every row, each column under its present name', () => {
    for (const table of [...OF_SUBJECTS, 'orders', 'voucher_lines', 'payout_batch_lines'])
      expect([table, (before[table] ?? []).length > 0]).toEqual([table, true]);
    for (const [table, formerRows] of Object.entries(before)) {
      const present = renamed(table, formerRows);
      const columns = Object.keys(present[0] ?? {});
      const kept = narrowed(after[RENAMED_TABLES[table] ?? table] ?? [], columns);
      expect([table, kept]).toEqual([table, narrowed(present, columns)]);
    }
  });

  test('says of every row what it is about', () => {
    for (const table of ['commands', 'drafts', 'notifications', 'tasks', 'viewings'])
      expect([table, new Set(after[table]?.map((row) => row['subject_type']))]).toEqual([table, new Set(['order'])]);
    for (const table of ['attachments', 'ledger_entries']) {
      const types = after[table]?.map((row) => [row['subject_id'] !== null, row['subject_type']]) ?? [];
      expect(new Set(types.map(String))).toEqual(new Set(['true,order', 'false,']));
    }
  });

  test.each(FORMER_ORDERS.map((order) => [order.what, order] as const))(
    '%s',
    async (what, { events, waiting, tasks }) => {
      const id = ids[what] ?? '';
      const versions = await database.client`select version from order_events where subject_id = ${id} order by seq`;
      expect(versions.map(({ version }) => version)).toEqual(events.map(([, , version]) => version));
      const [order] = await database.client`select number, waiting_role, waiting_step from orders where id = ${id}`;
      expect([order?.['waiting_role'], order?.['waiting_step']]).toEqual(waiting ?? [null, null]);
      const [{ tokens } = { tokens: [] }] = await database.client`
        select ${orderFactsOf(orders)} as tokens from orders where id = ${id}`;
      const found = await database.client`
      select kind, state, version, title, tokens from tasks where subject_id = ${id} order by opened_seq`;
      expect(found).toEqual(
        tasks.map(({ kind, state, version }) => ({
          kind,
          state,
          version,
          title: { number: order?.['number'], name: '版权服务' },
          tokens,
        })),
      );
    },
  );

  test('has beside each order what searches ask of it', () => {
    expect(after['order_facts']?.map((row) => row['order_id']).toSorted()).toEqual(
      after['orders']?.map((row) => row['id']).toSorted(),
    );
    for (const { words } of after['order_facts'] ?? []) expect(words).toContain("'bqfw'");
  });

  const refusalOf = (statement: string): Promise<unknown> =>
    database.db.execute(sql.raw(statement)).then(
      () => null,
      ({ cause }: { cause: Error }) => cause.message,
    );

  test('still refuses to change what has happened', async () => {
    for (const table of ['order_events', 'ledger_entries'])
      for (const change of [`update ${table} set step = step`, `delete from ${table}`, `truncate ${table} cascade`])
        expect([change, await refusalOf(change)]).toEqual([change, `${table} is append-only`]);
  });

  test('names its constraints and indexes as the schema does', async () => {
    const tables = [...OF_SUBJECTS].map((table) => RENAMED_TABLES[table] ?? table);
    const names = await database.client<{ name: string }>`
      select conname::text as name from pg_constraint where conrelid = any(${sql.param(tables)}::regclass[])
      union select indexname::text from pg_indexes where tablename = any(${sql.param(tables)}::text[])`;
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(({ name }) => /order_id|redemption_draft/.test(name))).toEqual([]);
  });

  test('is not changed by a second migration', async () => {
    const places = () =>
      database.client`select tableoid::regclass::text, ctid::text, xmin::text from orders order by id`;
    const written = await places();
    await migrate(database.url);
    expect(await readTables(database)).toEqual(after);
    expect(await places()).toEqual(written);
  });
});

test('a database whose events do not add up to the versions of its orders is left as it was', async () => {
  const database = await formerDatabase();
  try {
    await enterFormerRows(database);
    await database.client`update orders set version = version + 1 where state = 'redeemed'`;
    const before = await readTables(database);
    await expect(migrate(database.url)).rejects.toMatchObject({
      cause: { message: 'the versions counted from the events are not those of the orders' },
    });
    expect(await readTables(database)).toEqual(before);
  } finally {
    await database.drop();
  }
});
