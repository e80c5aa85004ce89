import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { prepareOnce } from '../../db/driver/prepared.ts';
import { after, insertion, ONE, slot, slotName, writeTogether } from '../../db/driver/write.ts';
import type { Write } from '../../db/driver/write.ts';
import { accounts, parks } from '../../db/schema/organization.ts';
import { idempotencyKeys } from '../../db/schema/portal.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
let own: Connected;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  own = connect(database.url, { max: 2, name: 'quanliu-own' });
});
afterEach(() => own.close());

const count = (name: string) => database.db.$count(parks, eq(parks.name, name));

const enter = (name: string): Write => insertion('park', parks, [{ name }]);

/** Renames the park that another part has entered: it sees none of its rows. */
const rename = (from: string, to: string, rows = 0): Write => ({
  name: 'renamed',
  shape: '',
  build: (db) =>
    db
      .update(parks)
      .set({ name: sql`${slot('renamed', 'to')}` })
      .where(eq(parks.name, slot('renamed', 'from')))
      .returning({ one: ONE }),
  values: { [slotName('renamed', 'from')]: from, [slotName('renamed', 'to')]: to },
  insists: { rows, orElse: () => new Error('none was renamed') },
});

test('several writes are one statement, whose text is built once whatever its values', async () => {
  for (const name of ['first', 'second', 'third'])
    await own.db.transaction((tx) => writeTogether(tx, [enter(name), rename(name, 'never')]));
  expect(await Promise.all(['first', 'second', 'third', 'never'].map(count))).toEqual([1, 1, 1, 0]);
  const { rows } = await own.db.execute(
    sql`select generic_plans + custom_plans as calls from pg_prepared_statements where statement like 'with "park" as%'`,
  );
  expect(rows).toEqual([{ calls: '3' }]);
});

test('nothing is kept of a statement of which one part writes less than it insists on', async () => {
  const refused = own.db.transaction((tx) => writeTogether(tx, [enter('refused'), rename('nobody', 'somebody', 1)]));
  await expect(refused).rejects.toThrow('none was renamed');
  expect(await count('refused')).toBe(0);
});

test('a part reads what another returns, and comes after it', async () => {
  const copy: Write = {
    name: 'copy',
    shape: '',
    build: (db) =>
      db
        .insert(parks)
        .values({ name: sql`${after('park', sql`'copied'`)}` })
        .returning({ one: ONE }),
    values: {},
    insists: { rows: 1, orElse: () => new Error('nothing was copied') },
  };
  await own.db.transaction((tx) => writeTogether(tx, [enter('original'), copy]));
  expect([await count('copied'), await count('original')]).toEqual([1, 1]);
});

test("null in a column of JSON is the database's null", async () => {
  const [account] = await database.db
    .insert(accounts)
    .values({ username: 'w', passwordHash: '-', name: 'W', roles: ['admin'] })
    .returning();
  const key = (name: string, headers: Record<string, string> | null): Write =>
    insertion(name, idempotencyKeys, [
      {
        accountId: account?.id ?? '',
        key: name,
        fingerprint: '-',
        state: 'running',
        leaseUntil: '2026-11-28T00:00:00.000Z',
        headers,
      },
    ]);
  await own.db.transaction((tx) => writeTogether(tx, [key('with', { a: '1' }), key('without', null)]));
  const rows = await database.client`select key, headers is null as empty, headers from idempotency_keys order by key`;
  expect(rows).toEqual([
    { key: 'with', empty: false, headers: { a: '1' } },
    { key: 'without', empty: true, headers: null },
  ]);
});

test("a prepared statement runs in the transaction it is given, on that one's connection", async () => {
  const insert = prepareOnce((db) =>
    db
      .insert(parks)
      .values({ name: sql.placeholder('name') })
      .returning({ pid: sql<number>`pg_backend_pid()` })
      .prepare('test_park'),
  );
  const [outside] = await insert(own.db).execute({ name: 'outside' });
  const undone = own.db.transaction(async (tx) => {
    const [{ pid } = { pid: 0 }] = await insert(tx).execute({ name: 'inside' });
    const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`);
    expect(rows).toEqual([{ pid }]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(outside?.pid).toBeGreaterThan(0);
  expect([await count('outside'), await count('inside')]).toEqual([1, 0]);
});
