import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { ORDER } from '../../workflows/messages/order.ts';
import type { OrderInput } from '../../workflows/messages/order.ts';
import { cpuBetween, cpuSpent, total } from '../cpu.ts';
import { rounded } from '../figures.ts';
import { wholeNumber } from '../flags.ts';
import { forEachOf, makeOpenOrders, pauseReconciliation, settles } from './open-orders.ts';
import type { OpenOrder } from './open-orders.ts';
import { bringProduct, connectClient, keep, printTable, TASK_QUEUE } from './scene.ts';
import type { Scene } from './scene.ts';

const WANTED_SECONDS = 60;
const CLIENTS = 20;
/** What beginning an execution may take, for the moment at which all reminders fall due. */
const BEGIN_MS = 14;
const SPARE_MS = 30_000;
const DRAINED_WITHIN_MS = 120_000;

interface Drained {
  readonly seconds: number;
  /** Reminders recorded at the end of each tenth second. */
  readonly progress: readonly number[];
}

/** Reminders of many orders fall due at one instant, as those of a real day do, or spread over some seconds. */
export async function measureFlood(scene: Scene): Promise<void> {
  const { values } = parseArgs({
    args: [...scene.args],
    options: { orders: { type: 'string', default: '10000' }, spread: { type: 'string', default: '0' } },
  });
  const count = wholeNumber('orders', values.orders, 20, 20_000);
  const spread = wholeNumber('spread', values.spread, 0, 60);
  const stage = await bringProduct(scene, CLIENTS);
  const { orders, parts } = stage;
  const client = await connectClient(scene, stage);
  await pauseReconciliation(client);
  const all = [...parts, ...orders.parts];
  scene.say(`${count} open orders …`);
  const open = await makeOpenOrders(orders, CLIENTS, count);
  const due = Date.now() + count * BEGIN_MS + SPARE_MS;
  await begin(client, open, (index) => due + (index * spread * 1000) / count);
  const isReady = await settles(orders.parts, due - Date.now());
  await pause(Math.max(0, due - Date.now()));
  const before = cpuSpent(all);
  const { seconds, progress } = await drained(orders.db, count, due);
  const cpuSeconds = total(cpuBetween(before, cpuSpent(all))) / 1000;
  const counted = await countReminders(orders.db);
  printTable(scene.say, [
    ['orders', 'drained s', 'reminders/s', 'CPU-ms each', 'lost', 'twice', 'notices', 'notices twice'],
    [
      count,
      rounded(seconds),
      rounded(count / seconds),
      rounded((cpuSeconds * 1000) / count),
      count - counted.orders,
      counted.reminders - counted.orders,
      counted.notices,
      counted.noticesTwice,
    ].map(String),
  ]);
  if (!isReady) scene.say('some executions were still being begun when the reminders fell due');
  scene.say(`wanted: drained within ${WANTED_SECONDS} s, none lost, none twice`);
  keep(scene.say, 'flood', {
    flags: { orders: count, spread },
    wanted: WANTED_SECONDS,
    isReady,
    seconds,
    progress,
    cpuSeconds,
    counted,
  });
}

/** Begins an execution for each, with one reminder at the moment given. */
const begin = (client: Client, open: readonly OpenOrder[], dueOf: (index: number) => number): Promise<void> =>
  forEachOf(open, ({ id, since }, index) => {
    const afterMs = Math.round(dueOf(index) - Date.parse(since));
    const input: OrderInput = { orderId: id, plan: { unpaid: [{ step: 'remind', afterMs }] } };
    return client.workflow.start(ORDER, {
      workflowId: executionOf({ type: 'order', id }),
      taskQueue: TASK_QUEUE,
      args: [input],
    });
  });

/** Looks until each order has its reminder, or for as long as this may take. */
async function drained(db: Database, count: number, from: number): Promise<Drained> {
  const progress: number[] = [];
  for (;;) {
    const recorded = await db.$count(sql`order_events`, sql`step = 'remind'`);
    const ms = Date.now() - from;
    if (ms >= (progress.length + 1) * 10_000) progress.push(recorded);
    if (recorded >= count || ms > DRAINED_WITHIN_MS) return { seconds: ms / 1000, progress };
    await pause(250);
  }
}

/** What was recorded, and what people were told. */
async function countReminders(db: Database) {
  const { rows } = await db.execute<Record<'reminders' | 'orders' | 'notices' | 'noticesTwice', number>>(sql`
    select
      (select count(*)::int from order_events where step = 'remind') as reminders,
      (select count(distinct subject_id)::int from order_events where step = 'remind') as orders,
      (select count(*)::int from notifications where event = 'order.deadlineNear') as notices,
      (select count(*)::int from (
        select from notifications where event = 'order.deadlineNear'
        group by account_id, subject_id having count(*) > 1) twice) as "noticesTwice"`);
  const [row] = rows;
  if (!row) throw new Error('counting answers a row');
  return row;
}
