import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { LAPSE_SCHEDULE, RECONCILIATION_SCHEDULE } from '../../workflows/messages/upkeep.ts';
import { deliveryProcess } from '../../workflows/messages/delivery.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { anOrder, cast } from '../api/support/story.ts';
import { eventually } from '../setup/eventually.ts';
import { aProduct } from './product.ts';
import type { Product } from './product.ts';

/** What stands in Temporal besides orders is made again by the workers that live: nobody starts anything. */

const HEALED = { withinMs: 60_000 };

let product: Product;
beforeAll(async () => {
  product = await aProduct();
}, 120_000);
afterAll(() => product?.stop(), 60_000);

async function withTemporal<T>(ask: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: product.temporalAddress });
  try {
    return await ask(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const isRunning = (workflowId: string): Promise<boolean> =>
  withTemporal((client) => client.workflow.getHandle(workflowId).describe()).then(
    ({ status }) => status.name === 'RUNNING',
    () => false,
  );

const DELIVERY_ID = deliveryProcess('quanliu');

test('a delivery that an operator terminates, and schedules that one deletes, are there again', async () => {
  await eventually(() => isRunning(DELIVERY_ID), Boolean, HEALED);
  await withTemporal(async (client) => {
    await client.workflow.getHandle(DELIVERY_ID).terminate('by mistake');
    for (const id of [RECONCILIATION_SCHEDULE, LAPSE_SCHEDULE]) await client.schedule.getHandle(id).delete();
  });
  await eventually(() => isRunning(DELIVERY_ID), Boolean, HEALED);
  await withTemporal(async (client) => {
    for (const id of [RECONCILIATION_SCHEDULE, LAPSE_SCHEDULE])
      await eventually(
        () =>
          client.schedule
            .getHandle(id)
            .describe()
            .then(
              ({ info }) => info.recentActions.length,
              () => 0,
            ),
        (count) => count > 0, // at once: nobody knows what was missed
        HEALED,
      );
  });
}, 120_000);

test('Temporal comes back without its database: orders go on from their rows, mails and schedules are there', async () => {
  const people = await cast(product);
  const order = await anOrder(people, 'unpaid');
  const before = await reports();
  await product.kill('temporal');
  product.loseTemporal();
  await product.start('temporal');
  await eventually(() => isRunning(executionOf({ type: 'order', id: order.id })), Boolean, HEALED);
  await eventually(() => isRunning(DELIVERY_ID), Boolean, HEALED);
  await eventually(reports, (count) => count > before, HEALED);
  const closed = await people.chen.post(`${order.path}/closure`, { reason: '不再需要' });
  expect([200, 202]).toContain(closed.status);
  await eventually(
    () => people.chen.get(order.path),
    ({ body }) => body.state === 'closed',
    HEALED,
  );
  expect(product.isAlive('worker')).toBe(true);
}, 150_000);

const reports = async (): Promise<number> =>
  Number(
    (await product.database.db.execute<{ count: string }>(sql`select count(*) as count from reconciliations`)).rows[0]
      ?.count,
  );
