import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import request from 'supertest';
import type { Response } from 'supertest';
import { reconcile } from '../../activities/upkeep.ts';
import { sendTo } from '../../workflows/messages/send.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { aSlowLine } from '../setup/slow-line.ts';
import type { SlowLine } from '../setup/slow-line.ts';
import { aBrowser, formOf } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOffer, anOrder, cast, settled } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** What is answered 503 never happens; what is answered 202 has an outcome; nothing is lost or doubled (ADR 0037). */

let line: SlowLine;
let portal: TestPortal;
let people: Cast;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  line = await aSlowLine(given('TEST_TEMPORAL_ADDRESS'));
  portal = await aPortal({ temporalAddress: line.address, commandWaitMs: 1_000 });
  people = await cast(portal);
  connection = await Connection.connect({ address: given('TEST_TEMPORAL_ADDRESS') });
  client = new Client({ connection });
}, 60_000);
afterEach(() => {
  line.release();
  line.delay(() => 0);
});
afterAll(async () => {
  await portal.stop();
  await line.close();
  await connection.close();
});

interface Call {
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

const aCall = (path: string, body: object): Call => ({ path, body, key: randomUUID() });

const called = async (who: Cast['wang'], { path, body, key }: Call): Promise<Response> =>
  request(portal.url)
    .post(path)
    .set({ ...who.headers, 'idempotency-key': key })
    .send(body);

/** All clicks long ago, as reconciliation finds them, which then does what it does. */
async function reconciled(): Promise<void> {
  await portal.database.client`update commands set accepted_at = accepted_at - interval '1 hour'`;
  await reconcile({ db: portal.database.db, client, taskQueue: portal.taskQueue }, () => undefined);
}

const unsettled = () => portal.database.client`select id from commands where state in ('sending', 'accepted')`;

/** Temporal is back, the worker has taken all that arrived, reconciliation has run. */
async function atRest(): Promise<void> {
  line.release();
  line.delay(() => 0);
  await reconciled();
  await eventually(unsettled, (rows) => rows.length === 0, { withinMs: 60_000 });
}

const stepsOf = async (orderId: string): Promise<string[]> =>
  (
    await portal.database.client<{ step: string }>`
      select step from order_events where subject_id = ${orderId} order by seq`
  ).map(({ step }) => step);

const closing = (path: string): Call => aCall(`${path}/closure`, { reason: '不再需要' });
const orders = (count: number) => Promise.all(Array.from({ length: count }, () => anOrder(people, 'unpaid')));

test('Temporal stands still: every click is answered 503 and never happens, also when its signal comes late; a repeat happens', async () => {
  const placed = await orders(12);
  const calls = placed.map(({ path }) => closing(path));
  line.hold();
  const answers = await Promise.all(calls.map((call) => called(people.chen, call)));
  expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
    calls.map(() => '503 unavailable.temporal'),
  );
  const rows = await portal.database.client<{ id: string; subject: string; account: string; body: object }>`
    select id, subject_id as subject, account_id as account, body from commands where state = 'withdrawn'`;
  expect(rows.map(({ subject }) => subject).toSorted()).toEqual(placed.map(({ id }) => id).toSorted());
  expect(rows.every(({ body }) => Object.keys(body).length === 0)).toBe(true);

  await atRest();
  for (const { id: commandId, subject: id, account: actorId } of rows)
    await sendTo(
      { client, taskQueue: portal.taskQueue },
      { type: 'order', id },
      {
        commandId,
        step: 'close',
        actorId,
        version: null,
      },
    ); // as the server hands on what it had when nobody waited any more
  for (const { path } of placed)
    expect((await called(people.chen, aCall(`${path}/price`, { orderAmount: '50000.00' }))).status).toBe(200);
  for (const { id } of placed) expect(await stepsOf(id)).toEqual(['place', 'confirmPrice']);

  const again = await Promise.all(calls.map((call) => called(people.chen, call)));
  expect(again.map(({ status, body }) => `${status} ${body.state}`)).toEqual(calls.map(() => '200 closed'));
  for (const { id } of placed) expect(await stepsOf(id)).toEqual(['place', 'confirmPrice', 'close']);
}, 120_000);

test('Temporal is slow: whatever each click was answered is what becomes of it', async () => {
  const placed = await orders(40);
  line.delay(() => Math.random() * 900);
  const answers = await Promise.all(placed.map(({ path }) => called(people.chen, closing(path))));
  await atRest();
  for (const [index, { status, headers }] of answers.entries()) {
    const steps = await stepsOf(placed[index]?.id ?? '');
    if (status === 202) expect(await settled(people.chen, headers['location'] ?? '')).toMatchObject({ state: 'done' });
    expect([status, steps]).toEqual([status, status === 503 ? ['place'] : ['place', 'close']]);
  }
}, 120_000);

test('400 clicks while Temporal comes and goes: none of those answered 503 happens, each other once, and repeats do the rest', async () => {
  const { wang } = people;
  const offer = await anOffer(wang);
  const calls = Array.from({ length: 400 }, () => aCall('/api/orders', offer));
  const before = await ordersOf();
  line.hold();
  const answering = Promise.all(calls.map((call) => called(wang, call)));
  const disturbed = (async () => {
    for (let time = 0; time < 3; time += 1) {
      await pause(6_000);
      line.release();
      await pause(300);
      line.hold();
    }
    await pause(6_000);
    line.release();
  })();
  const [answers] = await Promise.all([answering, disturbed]);
  await atRest();
  const those = (status: number): Response[] => answers.filter((answer) => answer.status === status);
  expect(those(503).length).toBeGreaterThan(0);
  expect(those(201).length + those(202).length + those(503).length).toBe(calls.length);
  const outcomes = await Promise.all(those(202).map(({ headers }) => settled(wang, headers['location'] ?? '')));
  expect(outcomes.filter(({ state }) => state !== 'done')).toEqual([]);
  const done = [
    ...those(201).map(({ body }) => `/api/orders/${body.id}`),
    ...outcomes.map(({ resource }) => resource ?? ''),
  ];
  const made = (await ordersOf()).filter((id) => !before.includes(id)).map((id) => `/api/orders/${id}`);
  expect(made.toSorted()).toEqual(done.toSorted());

  const repeats = [];
  for (const call of calls) repeats.push(await called(wang, call));
  expect(repeats.every(({ status }) => status === 201)).toBe(true);
  expect(new Set(repeats.map(({ body }) => body.id)).size).toBe(calls.length);
  expect((await ordersOf()).length - before.length).toBe(calls.length);
}, 240_000);

const ordersOf = async (): Promise<string[]> =>
  (await portal.database.client<{ id: string }>`select id from orders`).map(({ id }) => id);

test('a form that was answered 202 and is sent again while Temporal stands still is not answered 503: it may still happen', async () => {
  const [order] = await orders(1);
  const browser = await aBrowser(portal, 'institution');
  const page = `/orders/${order?.id}`;
  const { text } = await browser.open(page);
  const form = `${page}/steps/close`;
  await portal.stopWorker();
  const values = { ...formOf(text, form), reason: '不再需要' };
  const accepted = await browser.post(form, values);
  expect([accepted.status, accepted.get('Location')]).toEqual([303, expect.stringContaining('accepted=')]);
  line.hold();
  const repeat = await browser.post(form, values);
  expect([repeat.status, repeat.get('Location')]).toEqual([303, accepted.get('Location')]);
  await portal.startWorker();
  await atRest();
  expect(await stepsOf(order?.id ?? '')).toEqual(['place', 'close']);
}, 60_000);

test('a click that nobody was answered about is withdrawn by reconciliation, and says so to whoever asks', async () => {
  const [order] = await orders(1);
  const commandId = randomUUID();
  await portal.database.client`
    insert into commands (id, account_id, subject_type, subject_id, step, body, state, accepted_at)
    values (${commandId}, ${people.chen.actor.id}, 'order', ${order?.id ?? ''}, 'close', '{"reason":"不再需要"}', 'sending',
      now() - interval '1 minute')`;
  await reconcile({ db: portal.database.db, client, taskQueue: portal.taskQueue }, () => undefined);
  const asked = async () => (await people.chen.get(`/api/commands/${commandId}`)).body.command;
  expect(await asked()).toEqual({ id: commandId, state: 'accepted' });
  await reconciled();
  expect(await asked()).toEqual({
    id: commandId,
    state: 'withdrawn',
    problem: expect.objectContaining({ status: 503, code: 'unavailable.temporal' }),
  });
  expect(await stepsOf(order?.id ?? '')).toEqual(['place']);
});
