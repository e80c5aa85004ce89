import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOffer, anOrder, cast, payment } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });

test('the same key and body is the same order, byte for byte', async () => {
  const { wang } = people;
  const [headers, body] = [keyed(), await anOffer(wang)];
  const first = await wang.post('/api/orders', body, headers);
  const second = await wang.post('/api/orders', body, headers);
  expect(first.status).toBe(201);
  expect([second.status, second.text, second.get('Location'), second.get('Content-Type')]).toEqual([
    first.status,
    first.text,
    first.get('Location'),
    first.get('Content-Type'),
  ]);
});

test('the first answer stands, whatever has happened since', async () => {
  const { chen, wang } = people;
  const order = await anOrder(people, 'unpaid');
  const headers = keyed();
  const first = await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, headers);
  await wang.post(`${order.path}/payment`, await payment(wang));
  const second = await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, headers);
  expect(second.text).toBe(first.text);
  expect((await wang.get(order.path)).body.timeline).toHaveLength(3);
});

test('a refusal is kept too', async () => {
  const { wang } = people;
  const order = await anOrder(people, 'unpaid');
  const [headers, body] = [keyed(), await payment(wang)];
  const first = await wang.post(`${order.path}/payment`, body, headers);
  expect(first.body.code).toBe('order.price-not-confirmed');
  await people.chen.post(`${order.path}/price`, { orderAmount: '50000.00' });
  expect((await wang.post(`${order.path}/payment`, body, headers)).text).toBe(first.text);
  expect((await wang.post(`${order.path}/payment`, body, keyed())).status).toBe(200);
});

test('the same key for something else is refused, and belongs to one account', async () => {
  const { wang, chen } = people;
  const headers = keyed();
  const order = await anOrder(people, 'unpaid');
  await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, headers);
  const other = await chen.post(`${order.path}/price`, { orderAmount: '50000.01' }, headers);
  expect(other.body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
  expect((await chen.post(`${order.path}/closure`, { reason: '理由' }, headers)).body.code).toBe(
    'idempotency.key-reused',
  );
  expect((await wang.post(`${order.path}/closure`, { reason: '理由' }, headers)).status).toBe(200);
});

test('files are told apart by their content', async () => {
  const { wang } = people;
  const headers = keyed();
  const first = await wang.upload('contract', {}, headers);
  expect((await wang.upload('contract', {}, headers)).text).toBe(first.text);
  expect((await wang.upload('contract', { content: Buffer.from('%PDF-1.7\nother') }, headers)).body.code).toBe(
    'idempotency.key-reused',
  );
});

test.each(['', ' ', 'a b', 'schlüssel', 'x'.repeat(129), '\tx'])('%j is no key', async (key) => {
  const { wang } = people;
  const response = await wang.post('/api/orders', await anOffer(wang), keyed(Buffer.from(key).toString('latin1')));
  if (key.trim() === '' || key !== key.trim()) expect([422, 201]).toContain(response.status); // the HTTP parser trims
  else expect(response.body).toMatchObject({ status: 422, code: 'idempotency.key-invalid' });
});

test('ten at once with one key is one order', async () => {
  const { wang } = people;
  const [headers, body] = [keyed(), await anOffer(wang)];
  const answers = await Promise.all(Array.from({ length: 10 }, () => wang.post('/api/orders', body, headers)));
  const ids = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.id));
  expect(ids.size).toBe(1);
  for (const { status, body: problem } of answers)
    if (status !== 201) expect(problem.code).toBe('idempotency.in-progress');
});

describe('a call that was cut off', () => {
  const leaseEnds = (key: string) =>
    portal.database
      .client`update idempotency_keys set state = 'running', status = null, headers = null, body = null, lease_until = now() - interval '1 second' where key = ${key}`;

  test('blocks its repeat for the lease, and meets itself afterwards', async () => {
    const { chen } = people;
    const order = await anOrder(people, 'unpaid');
    const key = randomUUID();
    await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, keyed(key));
    await portal.database
      .client`update idempotency_keys set state = 'running', lease_until = now() + interval '30 seconds' where key = ${key}`;
    expect((await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, keyed(key))).body).toMatchObject({
      status: 409,
      code: 'idempotency.in-progress',
    });
    await leaseEnds(key);
    const repeat = await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, keyed(key));
    expect(repeat.body).toMatchObject({ version: 2, priceConfirmed: true });
    expect(repeat.body.timeline).toHaveLength(2); // place, and one price
  });

  test('is sent when it had not been', async () => {
    const { chen } = people;
    const order = await anOrder(people, 'unpaid');
    const key = randomUUID();
    const first = await chen.post(`${order.path}/price`, { orderAmount: 'x' }, keyed(key));
    expect(first.status).toBe(422);
    await leaseEnds(key);
    await portal.database.client`delete from idempotency_keys where key = ${key}`;
    expect((await chen.post(`${order.path}/price`, { orderAmount: '50000.00' }, keyed(key))).body.version).toBe(2);
  });
});

test('after a day the key is new', async () => {
  const { wang } = people;
  const key = randomUUID();
  const first = await wang.post('/api/orders', await anOffer(wang), keyed(key));
  await portal.database.client`update idempotency_keys set created_at = now() - interval '25 hours' where key = ${key}`;
  const second = await wang.post('/api/orders', { ...(await anOffer(wang)), note: '另一个' }, keyed(key));
  expect(second.status).toBe(201);
  expect(second.body.id).not.toBe(first.body.id);
});
