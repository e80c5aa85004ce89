import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { RECONCILIATION_SCHEDULE } from '../../workflows/messages/upkeep.ts';
import { cpuBetween, cpuSpent, total } from '../cpu.ts';
import type { Part } from '../cpu.ts';
import type { Product } from '../product/contender.ts';

/** An open order that was made, and since when it waits. */
export interface OpenOrder {
  readonly id: string;
  readonly since: string;
}

const AT_ONCE = 40;
const LOOK_EVERY_MS = 1_000;
/** A worker that takes less of a core than this has nothing left to do. */
const QUIET_CORES = 0.05;

/**
 * Places an order for each client, and copies those as rows until there are so many open ones: each with its event, and none with an
 * execution but the placed. What an order is comes from the product; only its id and number are its own.
 */
export async function makeOpenOrders(orders: Product, clients: number, count: number): Promise<readonly OpenOrder[]> {
  await orders.prepare(clients);
  for (let client = 0; client < clients; client += 1) await orders.begin(client)();
  await copyOrders(orders.db, Math.ceil(count / clients));
  const { rows } = await orders.db.execute<{ id: string; since: string }>(
    sql`select id, clock ->> 'since' as since from orders where number like '%-c%' order by id limit ${count}`,
  );
  return rows;
}

/** Reconciliation would begin executions of its own, and comes every quarter of an hour. */
export const pauseReconciliation = (client: Client): Promise<void> =>
  client.schedule.getHandle(RECONCILIATION_SCHEDULE).pause('the bench begins executions itself');

const copyOrders = (db: Database, copies: number) =>
  db.execute(sql`
    with copied as materialized (
      select gen_random_uuid() as id, o.id as of, o.number || '-c' || n as number
      from orders o, generate_series(1, ${copies}::int) n
    ), made as (
      insert into orders
      select made.* from copied join orders o on o.id = copied.of,
        lateral jsonb_populate_record(o, jsonb_build_object('id', copied.id, 'number', copied.number)) made
    )
    insert into order_events
    select made.* from copied join order_events e on e.subject_id = copied.of,
      lateral jsonb_populate_record(e, jsonb_build_object('subject_id', copied.id, 'command_id', copied.id)) made`);

/** Calls for each of these, a few at a time. */
export async function forEachOf<T>(
  all: readonly T[],
  call: (one: T, index: number) => Promise<unknown>,
): Promise<void> {
  const rest = all.entries();
  const drive = async (): Promise<void> => {
    for (const [index, one] of rest) await call(one, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drive));
}

/** Waits until these processes have nothing left to do, but no longer than told. @returns whether they have not */
export async function settles(parts: readonly Part[], withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  for (let quiet = 0; Date.now() < until;) {
    const before = cpuSpent(parts);
    await pause(LOOK_EVERY_MS);
    const cores = total(cpuBetween(before, cpuSpent(parts))) / LOOK_EVERY_MS;
    quiet = cores < QUIET_CORES ? quiet + 1 : 0;
    if (quiet === 3) return true;
  }
  return false;
}
