import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect as dial, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { listen } from '../../db/driver/listen.ts';
import { parks } from '../../db/schema/organization.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';

let database: TestDatabase;
let own: Connected;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  own = connect(database.url, { max: 1, name: 'quanliu-own' });
});
afterEach(() => own.close());

const named = (name: string) => database.db.$count(parks, eq(parks.name, name));
const enter = (db: Pick<Connected['db'], 'insert'>, name: string) => db.insert(parks).values({ name }).execute();
const endAll = () =>
  database.client`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'quanliu-own' and datname = current_database()`;
const codesBehind = (error: unknown): unknown[] =>
  typeof error === 'object' && error !== null
    ? ['code' in error ? error.code : undefined, ...codesBehind('cause' in error ? error.cause : null)]
    : [];

/** A way to the server on which answers can be held back, and that tells what was asked. */
async function aWay(url: string) {
  const target = new URL(url);
  const { port } = target;
  const [told, held] = [[] as string[], [] as (() => void)[]];
  let isHeld = false;
  const way = createServer((client) => {
    const server = dial(Number(port), target.hostname);
    client.on('data', (asked) => {
      told.push(asked.toString('latin1'));
      server.write(asked);
    });
    server.on('data', (answer) => (isHeld ? held.push(() => client.write(answer)) : client.write(answer)));
    for (const [from, to] of [[client, server] as const, [server, client] as const])
      from.on('error', () => undefined).on('close', () => to.destroy());
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  target.port = String((way.address() as AddressInfo).port);
  return {
    url: target.href,
    told: () => told.join(''),
    hold: () => void (isHeld = true),
    goOn: () => {
      isHeld = false;
      for (const answer of held.splice(0)) answer();
    },
    close: () => way.close(),
  };
}

describe('statements asked together in a transaction', () => {
  test('are all sent before the first is answered', async () => {
    const way = await aWay(database.url);
    const far = connect(way.url, { max: 1, name: 'quanliu-own' });
    try {
      await far.db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        way.hold();
        const all = Promise.all(['one', 'two', 'three'].map((name) => enter(tx, `together ${name}`)));
        await eventually(
          () => way.told(),
          (told) => told.includes('together three'),
        );
        way.goOn();
        await all;
      });
      expect(await named('together three')).toBe(1);
    } finally {
      await far.close();
      way.close();
    }
  });

  test('fail with the cause, though the same text is prepared for the first time behind it, and can be asked afterwards', async () => {
    const text = (name: string) => sql`update parks set name = ${name} where name = ${'nobody'}`;
    const asked: unknown[] = [];
    const failing = own.db.transaction(async (tx) => {
      const statements = [sql`select 1 / ${0}::int`, text('a'), text('b')].map((each) => tx.execute(each).execute());
      asked.push(
        ...(await Promise.allSettled(statements)).map((r) => r.status === 'rejected' && codesBehind(r.reason)),
      );
      await Promise.all(statements);
    });
    expect(codesBehind(await failing.catch((error: unknown) => error))).toContain('22012');
    expect(asked).toEqual([
      [undefined, '22012'],
      [undefined, '25P02'],
      [undefined, '25P02'],
    ]);
    for (const name of ['c', 'd']) await own.db.execute(text(name));
  });
});

test('a text is prepared once on a connection, however often it is asked', async () => {
  for (const name of ['first', 'second', 'third']) await enter(own.db, name);
  const { rows } = await own.db.execute(
    sql`select calls from (select generic_plans + custom_plans as calls from pg_prepared_statements where statement like 'insert into "parks"%') as own`,
  );
  expect(rows).toEqual([{ calls: '3' }]);
});

test('a refused statement costs no connection', async () => {
  const pid = async () => (await own.db.execute(sql`select pg_backend_pid() as pid`)).rows[0];
  const before = await pid();
  await expect(own.db.execute(sql`select 1 / ${0}::int`)).rejects.toThrow();
  await expect(own.db.transaction((tx) => tx.execute(sql`select 1 / ${0}::int`))).rejects.toThrow();
  expect(await pid()).toEqual(before);
});

test('a connection that is lost while it lies idle, and one whose transaction cannot begin, are replaced', async () => {
  for (let time = 0; time < 5; time += 1) {
    await own.db.execute(sql`select 1`);
    await endAll();
    await own.db.transaction((tx) => enter(tx, 'after the loss')).catch(() => undefined); // may meet the loss, or not
    await eventually(
      () =>
        own.db.execute(sql`select 1`).then(
          () => true,
          () => false,
        ),
      Boolean,
    );
  }
});

test('a statement that is asked when its transaction is over runs nowhere', async () => {
  let late = (): Promise<unknown> => Promise.resolve();
  await own.db.transaction((tx) => {
    late = () => enter(tx, 'late');
    return enter(tx, 'in time');
  });
  const next = own.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await expect(late()).rejects.toThrow();
  });
  await next;
  expect([await named('in time'), await named('late')]).toEqual([1, 0]);
});

test('a connection that is closed with a statement under way is given up after five seconds', async () => {
  const slow = own.db.execute(sql`select pg_sleep(14)`).catch(codesBehind);
  await eventually(
    () => database.client`select from pg_stat_activity where application_name = 'quanliu-own' and state = 'active'`,
    (rows) => rows.length === 1,
  );
  await own.close();
  expect(await slow).toContain('CONNECTION_LOST');
  await expect(own.db.execute(sql`select 1`)).rejects.toThrow();
});

test.each<[string, SQL, unknown]>([
  ['a bigint is its digits', sql`select 9007199254740993::bigint as it`, '9007199254740993'],
  ['a numeric is its digits', sql`select 1.10::numeric as it`, '1.10'],
  ['an instant is a text', sql`select timestamptz '2026-11-24 12:00:00.123+00' as it`, '2026-11-24 12:00:00.123+00'],
  ['a day is a text', sql`select date '2026-11-24' as it`, '2026-11-24'],
  ['a json value is itself', sql`select '{"a":[1,null]}'::jsonb as it`, { a: [1, null] }],
  [
    'texts go in and come out',
    sql`select ${sql.param(['a"b', 'c,d', '{e}', '\\', '券'])}::text[] as it`,
    ['a"b', 'c,d', '{e}', '\\', '券'],
  ],
  ['no texts are an empty list', sql`select ${sql.param([])}::text[] as it`, []],
  [
    'ids go in and come out',
    sql`select ${sql.param(['00000000-0000-7000-8000-000000000001'])}::uuid[] as it`,
    ['00000000-0000-7000-8000-000000000001'],
  ],
  ['a truth value goes in and comes out', sql`select ${true}::boolean as it`, true],
])('%s', async (_, asked, it) => {
  expect((await own.db.execute(asked)).rows).toEqual([{ it }]);
});

describe('listening', () => {
  test('goes on by itself after every loss, tells each time, and ends with its pool', async () => {
    const connections = () =>
      database.client<{
        query: string;
      }>`select query from pg_stat_activity where application_name = 'quanliu-own' and datname = current_database()`;
    const heard: string[] = [];
    let times = 0;
    const news = {
      channel: 'news',
      onNotification: (said: string) => heard.push(said),
      onListening: () => (times += 1),
    };
    const more = { channel: 'more', onNotification: (said: string) => heard.push(`more ${said}`) };
    const { ready } = listen(own.pool, [news, more]);
    await ready;
    for (let time = 1; time <= 3; time += 1) {
      await eventually(
        () => times,
        (told) => told === time,
      );
      expect((await connections()).filter(({ query }) => query.startsWith('listen'))).toHaveLength(1);
      await database.client`select pg_notify('news', ${String(time)}), pg_notify('more', ${String(time)})`;
      await eventually(
        () => heard.length,
        (count) => count === 2 * time,
      );
      await endAll();
    }
    await own.close();
    expect(heard).toEqual(['1', 'more 1', '2', 'more 2', '3', 'more 3']);
    await eventually(connections, ({ length }) => length === 0);
  });

  test('that cannot begin says so once, and tries on', async () => {
    const nowhere = connect('postgres://nobody:x@127.0.0.1:1/none', { max: 1, name: 'quanliu-nowhere' });
    const failures: unknown[] = [];
    const news = { channel: 'news', onNotification: () => undefined };
    const { close } = listen(nowhere.pool, [news], (error) => failures.push(error));
    await eventually(
      () => failures.length,
      (count) => count > 0,
    );
    await close();
    await nowhere.close();
    expect(failures.map(codesBehind)).toEqual([['ECONNREFUSED']]);
  });
});
