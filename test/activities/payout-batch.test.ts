import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Executor } from '../../db/client.ts';
import { listBatchLines, listBatchLinesOfOrder, findBatch } from '../../db/reads/payout-batch.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { payoutBatches, payoutBatchLines } from '../../db/schema/payout-batch.ts';
import { markExported, prepareBatch, removeLine } from '../../db/writes/portal/payout-batch.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { Role } from '../../domain/role.ts';
import { yuan } from '../makers.ts';
import { roadTo } from '../roads/order.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import type { Recorder } from '../setup/recorder.ts';
import { aScheme } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
let recorder: Recorder;

beforeAll(async () => {
  database = await testDatabase();
  scheme = await aScheme(database.db);
  recorder = aRecorder(database.db);
});
afterAll(() => database.drop());

const now = () => new Date().toISOString();

/** An order that awaits its payout of R = 10 000: one person decides. */
const anOrder = (): Promise<string> =>
  recorder.anOrder(
    scheme,
    roadTo('approvedOnce', { pay: { voucherAmount: '10000.00' }, approveRedemption: { amount: '10000.00' } }),
  );

/** Prepares a batch as sun; answers the codes of the lines refused. */
async function prepare(orderIds: readonly string[], amount: string | null = null, id: string = randomUUID()) {
  const preparedBy = { ...scheme.sun, roles: scheme.sun.roles as readonly Role[] };
  const amountFen = amount === null ? null : yuan(amount);
  const wanted = orderIds.map((orderId) => ({ orderId, amountFen }));
  return (await prepareBatch(database.db, { id, preparedBy, wanted, now: now() })).map(({ code }) => code);
}

const linesOf = (orderId: string) => listBatchLinesOfOrder(database.db, orderId);
async function lineOf(orderId: string) {
  const line = (await linesOf(orderId)).at(-1);
  if (!line) throw new Error('no line');
  return line;
}
const paidOut = async (orderId: string) => (await findOrderRecord(database.db, orderId))?.order.paidOutFen;
const payout = (amount: string, batchLineId?: string): OrderRequest => ({
  step: 'recordPayout',
  body: { amountFen: yuan(amount), paidOn: scheme.today, reference: 'T-7', ...(batchLineId && { batchLineId }) },
});

const failure = (batchLineId: string, reason = '账号与户名不符'): OrderRequest => ({
  step: 'failPayout',
  body: { batchLineId, reason },
});

test('a line is paid in the transaction that records its payout, however often that runs', async () => {
  const orderId = await anOrder();
  const number = String((await database.db.$count(payoutBatches)) + 1).padStart(3, '0');
  expect(await prepare([orderId])).toEqual([]);
  const line = await lineOf(orderId);
  expect(line).toMatchObject({
    state: 'waiting',
    amountFen: yuan('10000.00'),
    batch: expect.stringMatching(new RegExp(`^BF\\d{8}-${number}$`)),
  });
  const change = await recorder.aChange(orderId, scheme.sun, payout('10000.00', line.id));
  for (const _ of [1, 2]) expect(await recorder.recorded(change)).toBeNull();
  expect(await lineOf(orderId)).toMatchObject({
    state: 'paid',
    reference: 'T-7',
    paidOn: scheme.today,
    settledBy: 'sun',
  });
  expect(await paidOut(orderId)).toBe(yuan('10000.00'));
  expect(await linesOf(orderId)).toHaveLength(1);
});

test('parts are paid by one batch after the other, never more than R', async () => {
  const orderId = await anOrder();
  expect(await prepare([orderId], '10000.01')).toEqual(['payout.above-approved']);
  expect(await prepare([orderId], '4000.00')).toEqual([]);
  expect(await prepare([orderId], '1.00')).toEqual(['payout.line-waiting']);
  expect(await recorder.take(orderId, scheme.sun, payout('4000.00', (await lineOf(orderId)).id))).toBeNull();
  expect(await prepare([orderId], '6000.01')).toEqual(['payout.above-approved']);
  expect(await prepare([orderId])).toEqual([]);
  expect((await lineOf(orderId)).amountFen).toBe(yuan('6000.00'));
  expect(await recorder.take(orderId, scheme.sun, payout('6000.00', (await lineOf(orderId)).id))).toBeNull();
  expect((await findOrderRecord(database.db, orderId))?.order.state).toBe('redeemed');
  expect(await prepare([orderId])).toEqual(['order.wrong-state']);
});

test('while a line waits for the bank, no payout is recorded beside it, of whatever amount', async () => {
  const orderId = await anOrder();
  await prepare([orderId], '4000.00');
  for (const amount of ['4000.01', '4000.00', '1.00'])
    expect(await recorder.take(orderId, scheme.sun, payout(amount))).toBe('payout.line-waiting');
  expect(await lineOf(orderId)).toMatchObject({ state: 'waiting', reference: null });
  expect(await paidOut(orderId)).toBe(0);
  expect(await recorder.take(orderId, scheme.sun, payout('4000.00', (await lineOf(orderId)).id))).toBeNull();
  expect(await recorder.take(orderId, scheme.sun, payout('1.00'))).toBeNull(); // nothing waits any more
});

test('a line that has failed or was removed is not paid, and its order may be prepared again', async () => {
  const orderId = await anOrder();
  const fail = async (id: string) => (await recorder.take(orderId, scheme.sun, failure(id))) === null;
  const remove = (lineId: string) => removeLine(database.db, { lineId, by: scheme.sun.id, now: now() });
  for (const settle of [fail, remove]) {
    expect(await prepare([orderId])).toEqual([]);
    const { id } = await lineOf(orderId);
    expect(await settle(id)).toBe(true);
    expect(await settle(id)).toBe(false);
    expect(await recorder.take(orderId, scheme.sun, payout('10000.00', id))).toBe('payout.line-settled');
    expect(await paidOut(orderId)).toBe(0);
  }
  expect((await linesOf(orderId)).map(({ state, reason }) => [state, reason])).toEqual([
    ['failed', '账号与户名不符'],
    ['removed', null],
  ]);
});

test('what was exported is taken out with a reason alone, which the row keeps', async () => {
  const orderId = await anOrder();
  await prepare([orderId]);
  const { id, batchId } = await lineOf(orderId);
  await markExported(database.db, batchId, now());
  const remove = (reason?: string) =>
    removeLine(database.db, { lineId: id, by: scheme.sun.id, now: now(), ...(reason && { reason }) });
  expect(await remove()).toBe(false);
  expect(await lineOf(orderId)).toMatchObject({ state: 'waiting', reason: null });
  expect(await remove('金额有误，已请银行退回')).toBe(true);
  expect((await linesOf(orderId)).map(({ state, reason }) => [state, reason])).toEqual([
    ['removed', '金额有误，已请银行退回'],
  ]);
});

test('a line is not taken out without a reason while its batch is being marked as exported, nor marked while it is taken out', async () => {
  const remove = (tx: Executor, lineId: string) => removeLine(tx, { lineId, by: scheme.sun.id, now: now() });
  const isWaitedFor = (done: Promise<unknown>) => Promise.race([done.then(() => false), delay(200).then(() => true)]);
  const prepared = async () => {
    const orderId = await anOrder();
    await prepare([orderId]);
    return lineOf(orderId);
  };
  const marked = await prepared();
  const removing = await database.db.transaction(async (tx) => {
    await markExported(tx, marked.batchId, now());
    const done = remove(database.db, marked.id);
    expect(await isWaitedFor(done)).toBe(true);
    return { done };
  });
  expect(await removing.done).toBe(false);
  const removed = await prepared();
  const marking = await database.db.transaction(async (tx) => {
    expect(await remove(tx, removed.id)).toBe(true);
    const done = markExported(database.db, removed.batchId, now()).then(() =>
      listBatchLines(database.db, removed.batchId),
    );
    expect(await isWaitedFor(done)).toBe(true);
    return { done };
  });
  expect((await marking.done).map(({ state }) => state)).toEqual(['removed']);
});

test('a failed line is a step of its order: those who can mend it are told, no money moves, no version rises', async () => {
  const orderId = await anOrder();
  await prepare([orderId]);
  const before = await findOrderRecord(database.db, orderId);
  const change = await recorder.aChange(orderId, scheme.sun, failure((await lineOf(orderId)).id));
  for (const _ of [1, 2]) expect(await recorder.recorded(change)).toBeNull();
  const after = await findOrderRecord(database.db, orderId);
  expect(after?.order).toEqual({ ...before?.order, seq: (before?.order.seq ?? 0) + 1, changedAt: expect.any(String) });
  expect(after?.task).toEqual(before?.task);
  const told = await database.client<{ name: string; facts: { reason: string } }>`
    select a.name, n.facts from notifications n join accounts a on a.id = n.account_id
    where n.subject_id = ${orderId} and n.event = 'order.payoutFailed' order by a.name`;
  expect(told.map(({ name, facts }) => [name, facts.reason])).toEqual(
    ['chen', 'zhao', 'zhou'].map((name) => [name, '账号与户名不符']),
  );
});

test('a line of one order is not settled by another order’s payout', async () => {
  const [one, other] = [await anOrder(), await anOrder()];
  await prepare([one]);
  expect(await recorder.take(other, scheme.sun, payout('10000.00', (await lineOf(one)).id))).toBe(
    'payout.line-settled',
  );
  expect((await lineOf(one)).state).toBe('waiting');
  expect(await paidOut(other)).toBe(0);
});

test('paid and failed at the same moment ends one way', async () => {
  for (let round = 0; round < 8; round += 1) {
    const orderId = await anOrder();
    await prepare([orderId]);
    const { id } = await lineOf(orderId);
    const codes = await bothOf(orderId, payout('10000.00', id), failure(id));
    expect([codes, (await lineOf(orderId)).state, await paidOut(orderId)]).toEqual(
      codes[0] === null
        ? [[null, 'order.wrong-state'], 'paid', yuan('10000.00')]
        : [['payout.line-settled', null], 'failed', 0],
    );
  }
});

test('paid by the batch and at the desk at the same moment, it is paid once, by the batch', async () => {
  for (let round = 0; round < 8; round += 1) {
    const orderId = await anOrder();
    await prepare([orderId], '4000.00');
    const { id } = await lineOf(orderId);
    const [batch, desk] = await bothOf(orderId, payout('4000.00', id), payout('4000.00'));
    expect([batch, (await lineOf(orderId)).state]).toEqual([null, 'paid']);
    expect(await paidOut(orderId)).toBe(yuan(desk === null ? '8000.00' : '4000.00')); // a desk that comes second pays the next part
    expect([null, 'payout.line-waiting']).toContain(desk);
  }
});

/** Two steps recorded at once from one position; the one that is told to adopt the row asks again, as its execution does. */
async function bothOf(orderId: string, one: OrderRequest, other: OrderRequest) {
  const changes = [
    await recorder.aChange(orderId, scheme.sun, one),
    await recorder.aChange(orderId, scheme.sun, other),
  ];
  const record = async (change: (typeof changes)[number]): Promise<string | null> => {
    const { settled, position } = await recorder.record(change);
    return settled ? recorder.codeOf(change) : record({ ...change, seq: position.seq });
  };
  return Promise.all(changes.map(record));
}

test('prepared and paid out directly at the same moment, nothing waits beyond R', async () => {
  for (let round = 0; round < 8; round += 1) {
    const orderId = await anOrder();
    const change = await recorder.aChange(orderId, scheme.sun, payout('3000.00'));
    const [code, refused] = await Promise.all([recorder.recorded(change), prepare([orderId], '10000.00')]);
    const lines = await linesOf(orderId);
    // Whoever comes second is refused; nothing else can happen.
    if (code === null) expect([refused, lines]).toEqual([['payout.above-approved'], []]);
    else expect([code, refused, lines.length, await paidOut(orderId)]).toEqual(['payout.line-waiting', [], 1, 0]);
  }
});

test('batches prepared at once have their own numbers, and an order stands in one of them', async () => {
  const shared = await anOrder();
  const [mine, yours] = [await anOrder(), await anOrder()];
  const ids = [randomUUID(), randomUUID()] as const;
  const answers = await Promise.all([prepare([mine, shared], null, ids[0]), prepare([shared, yours], null, ids[1])]);
  expect(answers.flat()).toEqual(['payout.line-waiting']);
  const batches = await Promise.all(ids.map((id) => findBatch(database.db, id)));
  expect(batches.filter((batch) => batch !== undefined)).toHaveLength(1); // all lines or none
  const numbers = await Promise.all(
    [await anOrder(), await anOrder(), await anOrder()].map(async (orderId) => {
      expect(await prepare([orderId])).toEqual([]);
      return (await lineOf(orderId)).batch;
    }),
  );
  expect(new Set(numbers).size).toBe(3);
});

test('a batch prepared again under its id is the same batch', async () => {
  const orderId = await anOrder();
  const id = randomUUID();
  for (const _ of [1, 2]) expect(await prepare([orderId], null, id)).toEqual([]);
  expect(await linesOf(orderId)).toHaveLength(1);
  expect(await prepare([orderId, orderId])).toEqual(['payout.line-waiting', 'payout.line-waiting']);
});

test('an order named twice in one batch, or unknown, is refused', async () => {
  const orderId = await anOrder();
  expect(await prepare([orderId, orderId])).toEqual(['payout.line-waiting']);
  expect(await prepare([randomUUID()])).toEqual(['order.not-found']);
  expect(await linesOf(orderId)).toEqual([]);
});

test('the database itself refuses a second waiting line, and paid ones without their proof', async () => {
  const orderId = await anOrder();
  await prepare([orderId]);
  const { batchId } = await lineOf(orderId);
  const row = { batchId, orderId, amountFen: yuan('1.00') };
  const insert = (more: object) => database.db.insert(payoutBatchLines).values({ ...row, ...more });
  await expect(insert({})).rejects.toThrow();
  await expect(insert({ state: 'paid', settledAt: now() })).rejects.toThrow();
  await expect(insert({ state: 'failed', settledAt: now() })).rejects.toThrow();
  await expect(insert({ state: 'removed' })).rejects.toThrow();
  await expect(insert({ state: 'waiting', reason: '有误' })).rejects.toThrow();
  await insert({ state: 'removed', settledAt: now() });
});
