import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import type { Response } from 'supertest';
import { voucherLines } from '../../db/schema/voucher.ts';
import { cast, papersOf } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { orderCall } from '../roads/order-json.ts';
import { roadBetween, roadTo } from '../roads/order.ts';
import type { RoadRow } from '../roads/order.ts';
import type { TestClient } from '../api/support/client.ts';
import { eventually } from '../setup/eventually.ts';
import { aProduct } from './product.ts';
import type { Part, Product } from './product.ts';

/** kill -9 of any process at any moment: nothing acknowledged is lost, nothing happens twice, no order is stuck. */

/** Whole processes start again between two answers. */
const AFTER_A_KILL = { withinMs: 60_000 };

let product: Product;
let people: Cast;
beforeAll(async () => {
  product = await aProduct();
  people = await cast(product);
}, 120_000);
afterAll(() => product?.stop(), 60_000);

interface Call {
  readonly who: TestClient;
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

/** One call; undefined when the connection broke before an answer came. */
const called = ({ who, path, body, key }: Call): Promise<Response | undefined> =>
  request(product.url)
    .post(path)
    .set({ ...who.headers, 'idempotency-key': key })
    .send(body)
    .then(
      (response) => response,
      () => undefined,
    );

/** What a client does that reads api.md: the same call with the same key, until it has its answer. */
const insisted = async (call: Call): Promise<Response> => {
  const isAnswer = (response: Response | undefined): boolean =>
    response !== undefined &&
    response.status < 500 &&
    response.status !== 202 &&
    response.body.code !== 'idempotency.in-progress';
  const response = await eventually(() => called(call), isAnswer, AFTER_A_KILL);
  if (!response) throw new Error('no answer');
  return response;
};

const call = (who: TestClient, path: string, body: object): Call => ({ who, path, body, key: randomUUID() });
const stepsOf = async (orderId: string) =>
  (
    await product.database.db.execute<{ step: string }>(
      sql`select step from order_events where subject_id = ${orderId} order by seq`,
    )
  ).rows.map(({ step }) => step);
/** The lease of a call that died has run out. */
const afterTheLease = () =>
  product.database.db.execute(
    sql`update idempotency_keys set lease_until = now() - interval '1 second' where state = 'running'`,
  );

type Placed = { readonly id: string; readonly version: number } | null;

/** The call that takes a row of the road; files are uploaded before it is made. */
async function callOf(row: RoadRow | undefined, order: Placed = null): Promise<Call> {
  if (!row) throw new Error('no such row');
  const who = people[row.person];
  const { path, body } = await orderCall(row, order, papersOf(who));
  return call(who, path, body);
}
const ordersOf = async (who: TestClient): Promise<string[]> =>
  (await who.get('/api/orders')).body.items.map(({ id }: { id: string }) => id);
const aPlacing = () => callOf(roadTo('unpaid')[0]);

/** Takes these rows, each until it has its answer; returns the order of the last. */
async function taken(rows: readonly RoadRow[], before: Placed = null): Promise<Response['body']> {
  let order: Response['body'] = before;
  for (const row of rows) order = (await insisted(await callOf(row, order))).body;
  return order;
}

test('the portal is killed in mid-call: the repeat to the next one finds what the first began', async () => {
  const before = await ordersOf(people.wang);
  await product.kill('worker');
  const placing = await aPlacing();
  const first = called(placing);
  await eventually(
    () => product.database.db.execute(sql`select from commands where state in ('sending', 'accepted')`),
    ({ rows }) => rows.length === 1,
  );
  await product.kill('api');
  expect(await first).toBeUndefined();
  await Promise.all([product.start('api'), product.start('worker')]);
  await afterTheLease();
  const answer = await insisted(placing);
  expect([answer.status, answer.body.state]).toEqual([201, 'unpaid']);
  expect((await insisted(placing)).text).toBe(answer.text);
  expect((await ordersOf(people.wang)).filter((id) => !before.includes(id))).toEqual([answer.body.id]);
  expect(await stepsOf(answer.body.id)).toEqual(['place']);
}, 90_000);

test('Temporal is killed: a click is answered 503 and leaves nothing; once it is back, everything goes on', async () => {
  const order = await taken(roadTo('unpaid'));
  const pricing = await callOf(roadBetween('unpaid', 'priced')[0], order);
  await product.kill('temporal');
  const answer = await called(pricing);
  expect([answer?.status, answer?.body.code]).toEqual([503, 'unavailable.temporal']);
  expect((await people.chen.get(`/api/orders/${order.id}`)).body.state).toBe('unpaid');
  await product.start('temporal');
  expect((await insisted(pricing)).body.priceConfirmed).toBe(true);
  expect(await stepsOf(order.id)).toEqual(['place', 'confirmPrice']);
  expect([product.isAlive('api'), product.isAlive('worker')]).toEqual([true, true]);
}, 90_000);

test('PostgreSQL is killed in mid-click: 503 until it is back, then everything goes on by itself', async () => {
  const order = await taken(roadTo('priced'));
  const paying = await callOf(roadBetween('priced', 'paymentReview')[0], order);
  const [during] = await Promise.all([called(paying), product.kill('postgres')]);
  expect([200, 202, 503, undefined]).toContain(during?.status);
  await eventually(
    () => request(product.url).get('/api/products'),
    ({ status }) => status === 503,
  ); // a backend may live a moment longer
  expect((await request(product.url).get('/healthz')).status).toBe(200);
  await startedAgain('postgres');
  await afterTheLease();
  expect((await insisted(paying)).body.state).toBe('paymentReview');
  expect(await stepsOf(order.id)).toEqual(['place', 'confirmPrice', 'pay']);
  expect([product.isAlive('api'), product.isAlive('worker')]).toEqual([true, true]);
}, 90_000);

test('everything is killed at once in mid-journey: the order reaches its end, each step once', async () => {
  const before = await lineTotals();
  const order = await taken(roadTo('paymentReview'));
  const approving = await callOf(roadBetween('paymentReview', 'paid')[0], order);
  await Promise.all([called(approving), product.kill('postgres', 'temporal', 'worker', 'api')]);
  await Promise.all([startedAgain('postgres'), product.start('temporal')]);
  await Promise.all([product.start('worker'), product.start('api')]);
  await afterTheLease();
  const approved = (await insisted(approving)).body;
  expect(approved.state).toBe('paid');
  expect((await taken(roadBetween('paid', 'redeemed'), approved)).state).toBe('redeemed');
  expect(await stepsOf(order.id)).toEqual([
    'place',
    'confirmPrice',
    'pay',
    'approvePayment',
    'requestRedemption',
    'approveRedemption',
    'approveRedemption',
    'recordPayout',
  ]);
  const after = await lineTotals();
  expect([after.available - before.available, after.redeemed - before.redeemed, after.held - before.held]).toEqual([
    -3_000_000, 3_000_000, 0,
  ]);
}, 120_000);

/** A PostgreSQL that was killed leaves backends that end a moment later; until then its data cannot be opened. */
const startedAgain = (part: Part) =>
  eventually(
    () =>
      product.start(part).then(
        () => true,
        () => false,
      ),
    Boolean,
    AFTER_A_KILL,
  );

async function lineTotals() {
  const rows = await eventually(
    () =>
      product.database.db
        .select()
        .from(voucherLines)
        .catch(() => []),
    (lines) => lines.length > 0,
    AFTER_A_KILL,
  );
  const total = (name: 'availableFen' | 'heldFen' | 'redeemedFen'): number =>
    rows.reduce((sum, row) => sum + row[name], 0);
  return { available: total('availableFen'), held: total('heldFen'), redeemed: total('redeemedFen') };
}
