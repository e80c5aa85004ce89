import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { eventually } from '../setup/eventually.ts';
import { anOffer, anOrder, cast, settled } from './support/story.ts';
import type { Cast } from './support/story.ts';

/** Nothing listens there. */
const NOWHERE = '127.0.0.1:9';

describe('without a worker', () => {
  let portal: TestPortal;
  let people: Cast;

  beforeAll(async () => {
    portal = await aPortal({ commandWaitMs: 150 });
    people = await cast(portal);
  });

  afterAll(() => portal.stop());

  test('a click is kept, answered 202, and done when the worker is back', async () => {
    const { wang, chen } = people;
    await portal.stopWorker();
    const headers = { 'idempotency-key': randomUUID() };
    const body = await anOffer(wang);
    const accepted = await wang.post('/api/orders', body, headers);
    expect(accepted.status).toBe(202);
    const location = accepted.get('Location') ?? '';
    expect(accepted.body).toEqual({ command: { id: location.split('/').at(-1), state: 'accepted' } });
    expect((await wang.get(location)).body).toEqual(accepted.body);
    expect((await chen.get(location)).body).toMatchObject({ status: 404, code: 'command.not-found' });
    expect((await wang.post('/api/orders', body, headers)).status).toBe(202); // still

    await portal.startWorker();
    const command = await settled(wang, location);
    expect(command).toEqual({
      id: accepted.body.command.id,
      state: 'done',
      resource: expect.stringMatching(/^\/api\/orders\//),
    });
    const order = await wang.get(command.resource ?? '');
    expect(order.body).toMatchObject({ state: 'unpaid', version: 1 });
    const repeat = await wang.post('/api/orders', body, headers);
    expect([repeat.status, repeat.get('Location'), repeat.body.id]).toEqual([201, command.resource, order.body.id]);
    expect((await wang.post('/api/orders', body, headers)).text).toBe(repeat.text); // from now on, byte for byte
  });

  test('of two clicks kept the second is refused, and told why', async () => {
    const { chen } = people;
    const order = await anOrder(people, 'unpaid');
    await portal.stopWorker();
    const close = { reason: '不再需要' };
    const [first, second] = [
      await chen.post(`${order.path}/closure`, close),
      await chen.post(`${order.path}/price`, { orderAmount: '1.00' }, { 'idempotency-key': 'second' }),
    ];
    expect([first.status, second.status]).toEqual([202, 202]);
    await portal.startWorker();
    expect(await settled(chen, first.get('Location') ?? '')).toMatchObject({ state: 'done' });
    const refused = await settled(chen, second.get('Location') ?? '');
    expect(refused).toMatchObject({
      state: 'refused',
      problem: { status: 409, code: 'order.wrong-state', source: 'L92' },
    });
    expect(
      (await chen.post(`${order.path}/price`, { orderAmount: '1.00' }, { 'idempotency-key': 'second' })).body,
    ).toMatchObject({ status: 409, code: 'order.wrong-state' });
  });
});

describe('when PostgreSQL drops every connection', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await aPortal();
  });

  afterAll(() => portal.stop());

  test('the portal is back by itself and hears of outcomes again', async () => {
    const people = await cast(portal);
    await anOrder(people, 'unpaid');
    const { client: ask } = portal.database;
    const portals = sql`application_name = 'quanliu-test-portal' and datname = current_database()`;
    const ended = await ask`select pid, query from pg_stat_activity where ${portals}`;
    await ask`select pg_terminate_backend(pid) from pg_stat_activity where ${portals}`;
    const former = new Set(ended.map(({ pid }) => pid));
    const listening = (rows: typeof ended) => rows.filter(({ query }) => /^listen/i.test(query)).length;
    const isBack = (rows: typeof ended) =>
      // all are told of their end, and whoever listened listens again
      rows.every(({ pid }) => !former.has(pid)) && listening(rows) === listening(ended);
    await eventually(() => ask`select pid, query from pg_stat_activity where ${portals}`, isBack);
    const from = Date.now();
    await anOrder(people, 'paymentReview');
    expect(Date.now() - from).toBeLessThan(5_000); // less than one click waits that hears nothing
  });
});

test('without Temporal a click is answered 503 and withdrawn; what is read is still read', async () => {
  const portal = await aPortal({ temporalAddress: NOWHERE, withoutWorker: true });
  try {
    await refusesWithoutTemporal(portal);
  } finally {
    await portal.stop();
  }
}, 40_000);

async function refusesWithoutTemporal(portal: TestPortal): Promise<void> {
  const wang = await portal.as('enterprise');
  const headers = { ...wang.headers, 'idempotency-key': 'once' };
  const place = async () =>
    request(portal.url)
      .post('/api/orders')
      .set(headers)
      .send(await anOffer(wang));
  const answer = await place();
  expect(answer.body).toMatchObject({ status: 503, code: 'unavailable.temporal' });
  expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
  expect(await portal.database.client`select state from commands`).toEqual([{ state: 'withdrawn' }]);
  expect((await place()).status).toBe(503); // the key blocks nobody
  expect((await wang.get('/api/orders')).status).toBe(200);
  const ready = await request(portal.url).get('/readyz');
  expect([ready.status, ready.body]).toEqual([
    503,
    { status: 'not ready', database: 'reachable', temporal: 'not reachable' },
  ]);
}

test('without PostgreSQL everything is answered 503 at once, and the process lives', async () => {
  const portal = await aPortal({ databaseUrl: `postgres://nobody:nothing@${NOWHERE}/none`, withoutWorker: true });
  try {
    await refusesWithoutPostgres(portal);
  } finally {
    await portal.stop();
  }
});

async function refusesWithoutPostgres(portal: TestPortal): Promise<void> {
  const from = Date.now();
  for (const path of ['/api/products', '/api/orders', '/api/products']) {
    const answer = await request(portal.url)
      .get(path)
      .set('cookie', path === '/api/orders' ? 'quanliu=x' : '');
    expect([path, answer.status]).toEqual([path, path === '/api/orders' ? 401 : 503]); // a cookie that is not ours is not looked up
  }
  const signIn = await request(portal.url).post('/api/session').send({ username: 'demo-park', password: 'x' });
  expect(signIn.body).toMatchObject({ status: 503, code: 'unavailable.database' });
  expect(signIn.get('Retry-After')).toBeDefined();
  expect(Date.now() - from).toBeLessThan(5_000);
  expect((await request(portal.url).get('/healthz')).status).toBe(200);
  expect((await request(portal.url).get('/readyz')).body).toMatchObject({ database: 'not reachable' });
}
