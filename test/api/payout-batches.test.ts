import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listPayable } from '../../api/actions/payout-batch.ts';
import { byInstant } from '../../api/forms/page.ts';
import { z } from 'zod';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast, today } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});
afterAll(() => portal.stop());

type PayableOrder = Awaited<ReturnType<typeof anOrder>>;

/** A fresh order that awaits its payout of R = 30 000. */
const aPayable = (): Promise<PayableOrder> => anOrder(people, 'preRedeemed');

const wanted = (...lines: [order: PayableOrder, amount?: string][]) => ({
  lines: lines.map(([{ id }, amount]) => ({ orderId: id, ...(amount && { amount }) })),
});
/** Which of these orders can be put into a batch. */
async function payable(...orders: readonly PayableOrder[]): Promise<string[]> {
  const { items } = await listPayable(portal.database, z.object(byInstant).parse({}));
  return items.map(({ file }) => file.order.id).filter((id) => orders.some((order) => order.id === id));
}
const bank = { paidOn: today(), reference: 'GH-20261124-1' };

test('a batch is prepared, exported, marked line by line, and every fen is accounted for', async () => {
  const { sun } = people;
  const [whole, part, removed] = [await aPayable(), await aPayable(), await aPayable()];
  expect(new Set(await payable(whole, part, removed))).toEqual(new Set([whole.id, part.id, removed.id]));
  const before = (await sun.get('/api/payout-batches')).body.items.length;
  const prepared = await sun.post('/api/payout-batches', wanted([whole], [part, '10000.00'], [removed]));
  expect(prepared.status).toBe(201);
  expect(prepared.body).toMatchObject({
    number: `BF${today().replaceAll('-', '')}-${String(before + 1).padStart(3, '0')}`,
    preparedBy: { id: sun.actor.id, name: sun.actor.name },
    total: { amount: '70000.00', currency: 'CNY' },
  });
  expect(prepared.get('location')).toBe(`/api/payout-batches/${prepared.body.id}`);
  const [first, second, third] = prepared.body.lines;
  expect([first, second, third].map(({ state, amount }) => [state, amount.amount])).toEqual([
    ['waiting', '30000.00'],
    ['waiting', '10000.00'],
    ['waiting', '30000.00'],
  ]);
  expect(await payable(whole, part, removed)).toEqual([]);

  const lines = `/api/payout-batches/${prepared.body.id}/lines`;
  const paid = await sun.post(`${lines}/${first.id}/payment`, bank);
  expect(paid.status).toBe(200);
  expect(paid.body.lines[0]).toMatchObject({
    state: 'paid',
    stateLabel: '已拨付',
    reference: bank.reference,
    paidOn: bank.paidOn,
    settledBy: sun.actor.name,
  });
  expect((await sun.get(whole.path)).body).toMatchObject({
    state: 'redeemed',
    paidOutAmount: { amount: '30000.00' },
    payouts: [{ reference: bank.reference, amount: { amount: '30000.00' } }],
  });

  const failed = await sun.post(`${lines}/${second.id}/failure`, { reason: '账号不符' });
  expect(failed.body.lines[1]).toMatchObject({ state: 'failed', reason: '账号不符' });
  const afterFailure = (await sun.get(part.path)).body;
  expect(afterFailure).toMatchObject({
    state: 'preRedeemed',
    version: part.version,
    paidOutAmount: { amount: '0.00' },
  });
  expect(afterFailure.timeline.at(-1)).toMatchObject({ step: 'failPayout', reason: '账号不符' });
  expect((await sun.delete(`${lines}/${third.id}`)).body.lines[2].state).toBe('removed');
  expect((await sun.get(`/api/payout-batches/${prepared.body.id}`)).body).toMatchObject({
    total: { amount: '40000.00' },
    sums: [
      { state: 'waiting', count: 0, amount: { amount: '0.00' } },
      { state: 'paid', count: 1, amount: { amount: '30000.00' } },
      { state: 'failed', count: 1, amount: { amount: '10000.00' } },
      { state: 'removed', count: 1, amount: { amount: '30000.00' } },
    ],
  });
  for (const call of [
    sun.post(`${lines}/${first.id}/payment`, bank),
    sun.post(`${lines}/${second.id}/payment`, bank),
    sun.post(`${lines}/${first.id}/failure`, { reason: '退票' }),
    sun.delete(`${lines}/${third.id}`),
  ])
    expect((await call).body).toMatchObject({ status: 409, code: 'payout.line-settled' });
  expect(new Set(await payable(whole, part, removed))).toEqual(new Set([part.id, removed.id]));
});

test('a repeat with the same key is the same batch, and the same payout', async () => {
  const { sun } = people;
  const order = await aPayable();
  const key = { 'idempotency-key': 'batch-2' };
  const body = wanted([order, '1.00']);
  const first = await sun.post('/api/payout-batches', body, key);
  expect((await sun.post('/api/payout-batches', body, key)).text).toBe(first.text);
  await portal.database.client`delete from idempotency_keys where key = 'batch-2'`; // the answer was lost
  expect((await sun.post('/api/payout-batches', body, key)).body.code).toBe('payout.line-waiting');
  const line = `/api/payout-batches/${first.body.id}/lines/${first.body.lines[0].id}/payment`;
  const payment = { 'idempotency-key': 'payment-2' };
  const paid = await sun.post(line, bank, payment);
  // As after a crash between the recording and the answer: the lease is over, nothing is kept.
  await portal.database
    .client`update idempotency_keys set state = 'running', lease_until = now() - interval '1 second' where key = 'payment-2'`;
  const again = await sun.post(line, bank, payment);
  expect([again.status, again.body]).toEqual([200, paid.body]);
  expect((await sun.get(order.path)).body.paidOutAmount.amount).toBe('1.00');
});

test('refusals come with their reason, and nothing is half prepared', async () => {
  const { sun, zhao } = people;
  const [redeemed, partly, fresh] = [await anOrder(people, 'redeemed'), await aPayable(), await aPayable()];
  expect((await sun.post(`${partly.path}/payouts`, { amount: '1.00', ...bank })).status).toBe(200);
  const code = async (body: object) => (await sun.post('/api/payout-batches', body)).body.code;
  expect(await code(wanted([fresh], [partly, '30000.00']))).toBe('payout.above-approved'); // a yuan of it is paid
  expect(await code(wanted([fresh], [fresh]))).toBe('payout.line-waiting');
  expect(await code(wanted([fresh], [redeemed]))).toBe('order.wrong-state');
  expect(await code(wanted([fresh, '0.00']))).toBe('payout.amount-zero');
  expect(await code({ lines: [{ orderId: (await anOrder(people, 'unpaid')).id }] })).toBe('order.not-found');
  expect((await sun.post('/api/payout-batches', { lines: [] })).body.errors).toEqual([
    expect.objectContaining({ pointer: '/lines', code: 'form.too-few' }),
  ]);
  expect(await payable(fresh)).toEqual([fresh.id]);
  expect((await zhao.post('/api/payout-batches', wanted([fresh]))).body.code).toBe('payout-batch.not-your-step');
  await portal.database
    .client`update accounts set declared_credit_codes = array['91410100MA47B8H51D'] where username = 'demo-finance'`;
  expect(await code(wanted([fresh]))).toBe('order.declared-company');
  await portal.database.client`update accounts set declared_credit_codes = '{}' where username = 'demo-finance'`;
});

test('a payout beside its batch is refused until the line is taken out', async () => {
  const { sun } = people;
  const order = await aPayable();
  const { body: batch } = await sun.post('/api/payout-batches', wanted([order, '100.00']));
  const direct = (amount: string) => sun.post(`${order.path}/payouts`, { amount, ...bank });
  const offered = async () => {
    const { steps } = (await sun.get(order.path)).body;
    return steps.find(({ step }: { step: string }) => step === 'recordPayout');
  };
  expect(await offered()).toEqual({ step: 'recordPayout', allowed: false, code: 'payout.line-waiting' });
  for (const amount of ['99.99', '100.00'])
    expect((await direct(amount)).body).toMatchObject({ status: 409, code: 'payout.line-waiting' });
  expect((await sun.delete(`/api/payout-batches/${batch.id}/lines/${batch.lines[0].id}`)).status).toBe(200);
  expect(await offered()).toEqual({ step: 'recordPayout', allowed: true });
  expect((await direct('100.00')).status).toBe(200);
});

test('a line is taken out with its reason', async () => {
  const { sun } = people;
  const order = await aPayable();
  const { body: batch } = await sun.post('/api/payout-batches', wanted([order]));
  const removal = `/api/payout-batches/${batch.id}/lines/${batch.lines[0].id}/removal`;
  expect((await sun.post(removal, {})).body.errors).toMatchObject([{ pointer: '/reason', code: 'form.required' }]);
  const { status, body } = await sun.post(removal, { reason: '金额有误' });
  expect([status, body.lines[0]]).toMatchObject([
    200,
    { state: 'removed', reason: '金额有误', settledBy: sun.actor.name },
  ]);
  expect((await sun.post(removal, { reason: '金额有误' })).body.code).toBe('payout.line-settled');
  expect(await payable(order)).toEqual([order.id]);
});

test('batches are listed newest first, page by page, and those that wait by themselves', async () => {
  const { sun } = people;
  const order = await aPayable();
  const aBatch = async () => (await sun.post('/api/payout-batches', wanted([order, '1.00']))).body;
  for (const _ of [1, 2]) {
    const { id, lines } = await aBatch();
    await sun.delete(`/api/payout-batches/${id}/lines/${lines[0].id}`);
  }
  const waiting = await aBatch();
  const whole = (await sun.get('/api/payout-batches')).body.items.map(({ number }: { number: string }) => number);
  expect(whole).toEqual(whole.toSorted().toReversed());
  expect(whole[0]).toBe(waiting.number);
  const { items, next } = (await sun.get('/api/payout-batches?limit=2')).body;
  const rest = (await sun.get(`/api/payout-batches?after=${next}`)).body;
  expect([...items, ...rest.items].map(({ number }: { number: string }) => number)).toEqual(whole);
  expect((await sun.get('/api/payout-batches?waiting=true')).body.items).toMatchObject([
    { id: waiting.id, total: { amount: '1.00' } },
  ]);
  expect((await (await portal.as('admin')).get(`/api/payout-batches/${waiting.id}`)).status).toBe(200);
  expect((await sun.get(`/api/payout-batches/${order.id}`)).body.code).toBe('payout-batch.not-found');
  expect((await sun.delete(`/api/payout-batches/${waiting.id}/lines/${order.id}`)).body.code).toBe(
    'payout-batch.not-found',
  );
});
