import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { connect } from '../../db/client.ts';
import type { Connected } from '../../db/client.ts';
import { parks } from '../../db/schema/organization.ts';
import { eventually } from '../setup/eventually.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';
import { doomedWorkers } from './doomed.ts';

/** PostgreSQL ends connections whenever it restarts; the processes live on. */

const workers = doomedWorkers();
let world: World;
beforeAll(async () => {
  world = await aWorld();
  await world.temporal.stopWorker();
});
afterAll(async () => {
  workers.close();
  await world.close();
});

/** Ends every connection of this name to the world's database. */
const endAll = (name: string) =>
  world.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name} and datname = current_database()`,
  );

describe('a transaction whose connection is ended', () => {
  let own: Connected;
  beforeAll(() => {
    own = connect(world.database.url, { max: 1, name: 'quanliu-ended' });
  });
  afterAll(() => own.close());

  const entered = (name: string) => world.db.$count(parks, eq(parks.name, name));
  /** The driver may tell the first who asks afterwards of the end once more. */
  const answersAgain = () =>
    eventually(
      () =>
        own.db.execute(sql`select 1`).then(
          () => true,
          () => false,
        ),
      Boolean,
    );

  test('in mid-statement is rejected and leaves nothing', async () => {
    const transaction = own.db.transaction(async (tx) => {
      await tx.insert(parks).values({ name: 'in mid-statement' });
      const slow = tx.execute(sql`select pg_sleep(30)`).execute();
      await Promise.all([slow, endAll('quanliu-ended')]);
    });
    await expect(transaction).rejects.toThrow();
    await answersAgain();
    await own.db.insert(parks).values({ name: 'after mid-statement' });
    expect([await entered('in mid-statement'), await entered('after mid-statement')]).toEqual([0, 1]);
  });

  test('between two statements is rejected, and its later statements run nowhere, not in another transaction either', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let another: Promise<unknown> = Promise.resolve();
    let goOn = (): void => undefined;
    const isRejected = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let haveAsked = (): void => undefined;
    const areAsked = new Promise<void>((resolve) => {
      haveAsked = resolve;
    });
    const transaction = own.db.transaction(async (tx) => {
      await tx.insert(parks).values({ name: 'before the end' });
      await endAll('quanliu-ended');
      await isRejected;
      another = own.db.transaction((other) => other.insert(parks).values({ name: 'of another transaction' }));
      late = tx.insert(parks).values({ name: 'after the end' }).execute();
      haveAsked();
    });
    await expect(transaction).rejects.toThrow();
    goOn();
    await areAsked; // the loss may be heard before the answer of what caused it
    await expect(late).rejects.toThrow();
    await another;
    expect([
      await entered('before the end'),
      await entered('after the end'),
      await entered('of another transaction'),
    ]).toEqual([0, 0, 1]);
  });
});

test('orders reach their end though the worker loses every connection at every click, and the worker lives', async () => {
  const { child } = await workers.start(world, 'never');
  let isOver = false;
  const disturbed = async (): Promise<void> => {
    const until = Date.now() + 80_000;
    for (let seen = -1; !isOver && Date.now() < until;) {
      const {
        rows: [row],
      } = await world.db.execute<{ count: number }>(sql`select count(*)::int as count from order_events`);
      if (row && row.count !== seen) await endAll('quanliu-doomed');
      seen = row?.count ?? 0;
    }
  };
  const [ids] = await Promise.all([
    Promise.all([1, 2, 3, 4].map(() => world.anOrder('redeemed'))).finally(() => {
      isOver = true;
    }),
    disturbed(),
  ]);
  for (const id of ids) expect((await world.fileOf(id)).order).toMatchObject({ state: 'redeemed', seq: 8 });
  expect(await world.balance()).toEqual({
    available: '880000.00',
    held: '0.00',
    committed: '0.00',
    redeemed: '120000.00',
    lapsed: '0.00',
  });
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
}, 90_000);
