import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { gt } from 'drizzle-orm';
import { orders as orderRows } from '../../db/schema/order.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { ACTIONS } from '../contender.ts';
import { percentile, rounded } from '../figures.ts';
import { wholeNumber } from '../flags.ts';
import { seeded } from '../load.ts';
import type { Running } from '../processes.ts';
import type { Product } from '../product/contender.ts';
import { bringProduct, connectClient, keep, printTable } from './scene.ts';
import type { Scene } from './scene.ts';

/** Nobody's click may wait longer, whatever dies. */
const WANTED_MS = 6_000;
const CLIENTS = 12;
/** Between two clicks of one client, on average. */
const BETWEEN_MS = 1_000;
const BEFORE_MS = 3_000;
const AFTER_MS = 12_000;
const WARM_UP_MS = 10_000;
const SEED = 20_261_128;
/** temporal.api.enums.v1: the event, and which of its timeouts. */
const WORKFLOW_TASK_TIMED_OUT = 8;
const START_TO_CLOSE = 1;

interface Kill {
  readonly workers: 1 | 2;
  /** Milliseconds until a worker is there again; 0 where another is. */
  readonly backAfter: number;
  readonly clicks: number;
  /** In milliseconds; of clicks that were under way at the kill or sent afterwards. */
  readonly longest: number;
  readonly over1s: number;
  readonly p50: number;
  /** Workflow tasks that nobody fetched from the dead worker's queue, and that it had fetched and never completed. */
  readonly unfetched: number;
  readonly unfinished: number;
}

/** Clicks go on while a worker is killed: one of two, started again later, and the only one, started again at once. */
export async function measureKilledWorker(scene: Scene): Promise<void> {
  const { values } = parseArgs({ args: [...scene.args], options: { kills: { type: 'string', default: '4' } } });
  const kills = wholeNumber('kills', values.kills, 1, 8);
  const stage = await bringProduct(scene, CLIENTS);
  const { orders } = stage;
  const client = await connectClient(scene, stage);
  await orders.prepare(2_000);
  const [, first] = orders.programs;
  if (!first) throw new Error('the product has a worker');
  let worker = first;
  const startWorker = async (): Promise<Running> => {
    const started = await orders.start('worker');
    scene.onEnd(started.stop);
    return started;
  };
  await clicked(orders, WARM_UP_MS);
  const done: Kill[] = [];
  const killed = async (workers: 1 | 2): Promise<void> => {
    const other = workers === 2 ? await startWorker() : undefined;
    const since = new Date().toISOString();
    const clicks = clicked(orders, BEFORE_MS + AFTER_MS);
    await pause(BEFORE_MS);
    process.kill(worker.part.pid, 'SIGKILL');
    const at = performance.now();
    worker = other ?? (await startWorker());
    const backAfter = other ? 0 : Math.round(performance.now() - at);
    const waits = (await clicks).filter(({ answered }) => answered >= at).map(({ sent, answered }) => answered - sent);
    done.push({ workers, backAfter, ...figuresOf(waits), ...(await timeoutsSince(orders, client, since)) });
    scene.say(lineOf(done.at(-1)).join('  '));
  };
  for (let round = 1; round <= kills; round += 1) await killed(2);
  for (let round = 1; round <= kills; round += 1) await killed(1);
  printTable(scene.say, [
    ['workers', 'back after ms', 'clicks', 'longest ms', 'over 1 s', 'p50 ms', 'not fetched', 'not finished'],
    ...done.map(lineOf),
  ]);
  const longest = Math.max(...done.map((kill) => kill.longest));
  scene.say(`the longest wait of any click: ${longest} ms; wanted at most ${WANTED_MS} ms`);
  keep(scene.say, 'killed-worker', { flags: { kills, clients: CLIENTS }, wanted: WANTED_MS, longest, kills: done });
}

interface Click {
  readonly sent: number;
  readonly answered: number;
}

/** Clicks of all clients for so long, each after a pause; ends when all are answered. */
async function clicked(orders: Product, forMs: number): Promise<readonly Click[]> {
  const random = seeded(SEED);
  const until = performance.now() + forMs;
  const clicks: Click[] = [];
  const drive = async (client: number): Promise<void> => {
    while (performance.now() < until) {
      const take = orders.begin(client);
      for (let action = 0; action < ACTIONS.length && performance.now() < until; action += 1) {
        await pause(random() * 2 * BETWEEN_MS);
        const sent = performance.now();
        await take();
        clicks.push({ sent, answered: performance.now() });
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => drive(client)));
  return clicks;
}

const figuresOf = (waits: readonly number[]) => ({
  clicks: waits.length,
  longest: Math.round(Math.max(...waits)),
  over1s: waits.filter((wait) => wait > 1_000).length,
  p50: rounded(percentile(waits, 0.5)),
});

const lineOf = (kill: Kill | undefined): string[] =>
  kill
    ? [
        kill.workers,
        kill.backAfter,
        kill.clicks,
        kill.longest,
        kill.over1s,
        kill.p50,
        kill.unfetched,
        kill.unfinished,
      ].map(String)
    : [];

/** The workflow tasks that timed out in orders that have moved since. */
async function timeoutsSince({ db }: Product, { workflow }: Client, since: string) {
  const moved = await db.select({ id: orderRows.id }).from(orderRows).where(gt(orderRows.changedAt, since));
  let [unfetched, unfinished] = [0, 0];
  for (const { id } of moved) {
    const { events } = await workflow.getHandle(executionOf({ type: 'order', id })).fetchHistory();
    for (const { eventType, eventTime, workflowTaskTimedOutEventAttributes: timeout } of events ?? []) {
      if (Number(eventType) !== WORKFLOW_TASK_TIMED_OUT || Number(eventTime?.seconds) * 1000 < Date.parse(since))
        continue;
      if (Number(timeout?.timeoutType) === START_TO_CLOSE) unfinished += 1;
      else unfetched += 1;
    }
  }
  return { unfetched, unfinished };
}
