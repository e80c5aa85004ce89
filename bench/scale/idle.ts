import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { wake } from '../../workflows/messages/send.ts';
import { RECONCILIATION_SCHEDULE } from '../../workflows/messages/upkeep.ts';
import { cpuBetween, cpuSpent, total } from '../cpu.ts';
import type { CpuMs, Part } from '../cpu.ts';
import { rounded } from '../figures.ts';
import { wholeNumber } from '../flags.ts';
import { closedLoop } from '../load.ts';
import { DATABASE } from '../product/contender.ts';
import type { Product } from '../product/contender.ts';
import { memoryOf } from './memory.ts';
import { forEachOf, makeOpenOrders, pauseReconciliation, settles } from './open-orders.ts';
import type { OpenOrder } from './open-orders.ts';
import { bringProduct, connectClient, keep, printTable, TASK_QUEUE } from './scene.ts';
import type { Scene } from './scene.ts';

const WANTED_CORES = 0.05;
const CLIENTS = 20;
const WINDOW_MS = 30_000;
const SETTLED_WITHIN_MS = 120_000;
const RECONCILED_WITHIN_MS = 120_000;
/** How often reconciliation runs. */
const RECONCILES_EVERY_MS = 900_000;
/** Memory is read after each quarter of the orders: what is bounded grows no further. */
const STEPS = 4;
const DATABASES = [DATABASE, 'temporal', 'temporal_visibility'];

const LIVES_AHEAD = 400;
const LIVES_SECONDS = 15;

/** By database. */
type Bytes = Readonly<Record<string, number>>;

interface Step {
  readonly orders: number;
  readonly memoryMiB: Readonly<Record<string, number>>;
}

/** Open orders whose reminders lie days ahead: what they cost while nobody clicks. */
export async function measureIdle(scene: Scene): Promise<void> {
  const { values } = parseArgs({ args: [...scene.args], options: { orders: { type: 'string', default: '10000' } } });
  const count = wholeNumber('orders', values.orders, 20, 100_000);
  const stage = await bringProduct(scene, CLIENTS);
  const { orders, parts } = stage;
  const client = await connectClient(scene, stage);
  await pauseReconciliation(client);
  const all = [...parts, ...orders.parts];
  const bytesBefore = await bytesOf(orders.db);
  scene.say(`${count} open orders …`);
  const open = await makeOpenOrders(orders, CLIENTS, count);
  const steps: Step[] = [{ orders: 0, memoryMiB: memoryOf(all) }];
  for (let step = 0; step < STEPS; step += 1) {
    await begin(client, open.slice((step * count) / STEPS, ((step + 1) * count) / STEPS));
    await settles(orders.parts, SETTLED_WITHIN_MS);
    steps.push({ orders: ((step + 1) * count) / STEPS, memoryMiB: memoryOf(all) });
    scene.say(`${steps.at(-1)?.orders} are open; worker ${steps.at(-1)?.memoryMiB['worker']} MiB`);
  }
  const idle = await coresOf(all);
  const reconciliation = await reconciled(orders.db, client, all);
  await orders.db.execute(sql`checkpoint`);
  const bytesAfter = await bytesOf(orders.db);
  const bytesEach = bytesBetween(bytesBefore, bytesAfter, count);
  const bytesOfLife = await bytesOfPaidOut(orders);
  printTable(scene.say, [
    ['', 'cores', ...steps.map((step) => `MiB, ${step.orders}`)],
    ...Object.entries(idle).map(([name, cores]) => [
      name,
      cores.toFixed(3),
      ...steps.map(({ memoryMiB }) => String(memoryMiB[name] ?? '')),
    ]),
    ['in all', total(idle).toFixed(3), ...steps.map(({ memoryMiB }) => String(total(memoryMiB)))],
  ]);
  scene.say(`wanted: at most ${WANTED_CORES} core in all`);
  scene.say(`bytes an open order: ${bytesLine(bytesEach)}`);
  scene.say(`bytes an order that is paid out: ${bytesLine(bytesOfLife)}`);
  scene.say(
    `a reconciliation: ${rounded(reconciliation.seconds)} s, ${rounded(reconciliation.cpuSeconds)} CPU-s, or ${rounded(reconciliation.cores)} core of every quarter of an hour`,
  );
  keep(scene.say, 'idle', {
    flags: { orders: count },
    wanted: WANTED_CORES,
    cores: { ...idle, total: total(idle) },
    steps,
    bytesEach,
    bytesOfLife,
    reconciliation,
  });
}

/** Begins an execution for each, as reconciliation does. */
const begin = (client: Client, open: readonly OpenOrder[]): Promise<void> =>
  forEachOf(open, ({ id }) => wake({ client, taskQueue: TASK_QUEUE }, { type: 'order', id }));

async function coresOf(parts: readonly Part[]): Promise<CpuMs> {
  const before = cpuSpent(parts);
  const from = performance.now();
  await pause(WINDOW_MS);
  const ms = performance.now() - from;
  return Object.fromEntries(
    Object.entries(cpuBetween(before, cpuSpent(parts))).map(([name, spent]) => [name, spent / ms]),
  );
}

/** Has reconciliation run now, and waits for its report. */
async function reconciled(db: Database, client: Client, parts: readonly Part[]) {
  const reports = (): Promise<number> => db.$count(sql`reconciliations`);
  const [before, spentBefore, from] = [await reports(), cpuSpent(parts), performance.now()];
  await client.schedule.getHandle(RECONCILIATION_SCHEDULE).trigger();
  while ((await reports()) === before) {
    if (performance.now() - from > RECONCILED_WITHIN_MS) throw new Error('no reconciliation within two minutes');
    await pause(250);
  }
  const cpuSeconds = total(cpuBetween(spentBefore, cpuSpent(parts))) / 1000;
  const seconds = (performance.now() - from) / 1000;
  return { seconds, cpuSeconds, cores: (cpuSeconds * 1000) / RECONCILES_EVERY_MS };
}

/** What whole lives of orders leave behind, without their files and the rows of these. */
async function bytesOfPaidOut(orders: Product): Promise<Bytes> {
  await orders.prepare(LIVES_AHEAD);
  await orders.db.execute(sql`checkpoint`);
  const before = await bytesOf(orders.db);
  const { lifecycles } = await closedLoop(orders, CLIENTS, LIVES_SECONDS, () => undefined);
  await orders.db.execute(sql`checkpoint`);
  return bytesBetween(before, await bytesOf(orders.db), lifecycles);
}

const bytesBetween = (before: Bytes, after: Bytes, count: number): Bytes =>
  Object.fromEntries(DATABASES.map((name) => [name, Math.round(((after[name] ?? 0) - (before[name] ?? 0)) / count)]));

const bytesLine = (bytes: Bytes): string =>
  Object.entries(bytes)
    .map(([name, each]) => `${name} ${each}`)
    .join(', ');

async function bytesOf(db: Database): Promise<Bytes> {
  const { rows } = await db.execute<{ name: string; bytes: number }>(
    sql`select datname as name, pg_database_size(oid)::float8 as bytes from pg_database`,
  );
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
}
