import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anOffer, anOrder, cast, payment, redemption, today } from './support/story.ts';
import type { Cast } from './support/story.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const cny = (amount: string) => ({ amount, currency: 'CNY' });

test('an order goes from 下单 to 已兑付', async () => {
  const { chen, wang, li, zhao, zhou, sun } = people;
  const placed = await wang.post('/api/orders', {
    ...(await anOffer(wang)),
    expectedAmount: cny('50000.00'),
    note: '请尽快',
  });
  expect(placed.status).toBe(201);
  expect(placed.get('Location')).toBe(`/api/orders/${placed.body.id}`);
  expect(placed.body).toMatchObject({
    state: 'unpaid',
    stateLabel: '未支付',
    version: 1,
    priceConfirmed: false,
    remark: '-',
    listPrice: cny('60000.00'),
    orderAmount: cny('60000.00'),
    voucherAmount: cny('0.00'),
    contract: null,
  });
  expect(placed.body.waitingFor).toMatchObject({ role: 'institution', step: 'confirmPrice' });
  const path = `/api/orders/${placed.body.id}`;

  const priced = await chen.post(`${path}/price`, { orderAmount: '50000' });
  expect(priced.body).toMatchObject({
    version: 2,
    priceConfirmed: true,
    orderAmount: cny('50000.00'),
    waitingFor: { role: 'enterprise', step: 'pay' },
  });

  const paid = await wang.post(`${path}/payment`, await payment(wang));
  expect(paid.body).toMatchObject({
    version: 3,
    state: 'paymentReview',
    voucherAmount: cny('30000.00'),
    selfPaidAmount: cny('20000.00'),
    contract: { number: expect.stringMatching(/^HT-2026-\d{9}$/) },
  });

  const [task] = (await li.get('/api/tasks')).body.items.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === placed.body.id,
  );
  expect(task).toMatchObject({
    kind: 'paymentReview',
    state: 'open',
    version: 3,
    claimedBy: null,
    group: paid.body.waitingFor.group,
  });

  const approved = await li.post(`${path}/payment/approval`, { confirmed: true, version: 3 });
  expect(approved.body).toMatchObject({
    version: 4,
    state: 'paid',
    waitingFor: { role: 'institution', step: 'requestRedemption' },
  });

  const asked = await chen.post(`${path}/redemption`, await redemption(chen));
  expect(asked.body).toMatchObject({
    version: 5,
    state: 'redemptionReview',
    actualAmount: cny('50000.00'),
    redeemableAmount: cny('30000.00'),
    redemptionAmount: null,
  });

  const first = await zhao.post(`${path}/redemption/approval`, { confirmed: true, amount: '30000.00', version: 5 });
  expect(first.body).toMatchObject({
    version: 5,
    state: 'redemptionReview',
    approvals: [{ by: { name: zhao.actor.name }, amount: cny('30000.00') }],
  });
  expect(
    (await zhao.post(`${path}/redemption/approval`, { confirmed: true, amount: '30000.00', version: 5 })).body.code,
  ).toBe('redemption.second-person-needed');
  expect(
    (await zhou.post(`${path}/redemption/approval`, { confirmed: true, amount: '29000.00', version: 5, reason: '少' }))
      .body.code,
  ).toBe('redemption.amount-differs');
  const second = await zhou.post(`${path}/redemption/approval`, { confirmed: true, amount: '30000.00', version: 5 });
  expect(second.body).toMatchObject({
    version: 6,
    state: 'preRedeemed',
    redemptionAmount: cny('30000.00'),
    shortfallAmount: cny('0.00'),
  });

  const part = await sun.post(`${path}/payouts`, { amount: '10000.00', paidOn: today(), reference: 'T-1' });
  expect(part.body).toMatchObject({ state: 'preRedeemed', paidOutAmount: cny('10000.00') });
  expect((await sun.post(`${path}/payouts`, { amount: '20000.01', paidOn: today(), reference: 'T-2' })).body.code).toBe(
    'payout.above-approved',
  );
  const rest = await sun.post(`${path}/payouts`, { amount: '20000.00', paidOn: today(), reference: 'T-2' });
  expect(rest.body).toMatchObject({
    state: 'redeemed',
    stateLabel: '已兑付',
    waitingFor: null,
    payouts: [{ by: { name: sun.actor.name } }, { reference: 'T-2' }],
  });

  const { timeline, steps } = (await wang.get(path, { 'accept-language': 'en' })).body;
  expect(timeline.map(({ step, by }: { step: string; by: { role: string } }) => `${step} ${by.role}`)).toEqual([
    'place enterprise',
    'confirmPrice institution',
    'pay enterprise',
    'approvePayment park',
    'requestRedemption institution',
    'approveRedemption center',
    'approveRedemption center',
    'recordPayout finance',
    'recordPayout finance',
  ]);
  expect(steps).toHaveLength(19);
  expect(steps.every(({ allowed }: { allowed: boolean }) => !allowed)).toBe(true);
});

test('a rejected payment frees the money, says why, and can be paid again', async () => {
  const { wang, li } = people;
  const order = await anOrder(people, 'paymentReview');
  const rejected = await li.post(`${order.path}/payment/rejection`, {
    version: order.version,
    reason: '订单金额与合同金额不一致',
  });
  expect(rejected.body).toMatchObject({
    state: 'paymentRejected',
    remark: '订单金额与合同金额不一致',
    voucherAmount: cny('0.00'),
    priceConfirmed: true,
  });
  const again = await wang.post(`${order.path}/payment`, await payment(wang));
  expect(again.body).toMatchObject({ state: 'paymentReview', voucherAmount: cny('30000.00') });
});

test('a payment is withdrawn until someone has claimed it', async () => {
  const { wang, li } = people;
  const order = await anOrder(people, 'paymentReview');
  expect((await wang.delete(`${order.path}/payment?version=${order.version - 1}`)).body.code).toBe(
    'order.content-changed',
  );
  expect((await wang.delete(`${order.path}/payment?version=${order.version}`)).body).toMatchObject({
    state: 'unpaid',
    voucherAmount: cny('0.00'),
    contract: null,
  });

  const claimed = await anOrder(people, 'paymentReview');
  const [task] = (await li.get('/api/tasks?kind=paymentReview')).body.items.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === claimed.id,
  );
  await li.post(`/api/tasks/${task.id}/claim`);
  expect((await wang.delete(`${claimed.path}/payment`)).body).toMatchObject({
    status: 409,
    code: 'order.review-claimed',
  });
});

test('a returned redemption comes back to the reviewer', async () => {
  const { chen, zhao } = people;
  const order = await anOrder(people, 'redemptionReview');
  const returned = await zhao.post(`${order.path}/redemption/return`, {
    version: order.version,
    reason: '请补充过程材料',
  });
  expect(returned.body).toMatchObject({
    state: 'redemptionReview',
    returned: true,
    waitingFor: { role: 'institution', step: 'supplementRedemption' },
  });
  expect(
    (
      await zhao.post(`${order.path}/redemption/approval`, {
        confirmed: true,
        amount: '30000.00',
        version: returned.body.version,
      })
    ).body.code,
  ).toBe('order.returned');

  const [task] = (await chen.get('/api/tasks?kind=supplement')).body.items.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === order.id,
  );
  expect((await chen.post(`/api/tasks/${task.id}/claim`)).body.code).toBe('task.no-claim');

  const supplemented = await chen.post(`${order.path}/redemption/supplement`, await redemption(chen));
  expect(supplemented.body).toMatchObject({ returned: false, waitingFor: { role: 'center' } });
  const [mine] = (await zhao.get('/api/tasks?mine=true')).body.items.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === order.id,
  );
  expect(mine).toMatchObject({ state: 'claimed', claimedBy: { name: zhao.actor.name } });
});

test('a contract change is proposed, accepted and approved', async () => {
  const { chen, wang, li } = people;
  const order = await anOrder(people, 'paid');
  const proposed = await chen.post(`${order.path}/changes`, {
    orderAmount: '40000.00',
    voucherAmount: '20000.00',
    attachmentId: await chen.file('supplementaryAgreement'),
  });
  expect(proposed.status).toBe(201);
  const [change] = proposed.body.changes;
  expect(proposed.get('Location')).toBe(`${order.path}/changes/${change.id}`);
  expect((await wang.get(`${order.path}/changes/${change.id}`)).body).toMatchObject({
    state: 'proposed',
    orderAmount: cny('40000.00'),
  });
  expect((await chen.post(`${order.path}/redemption`, await redemption(chen))).body.code).toBe('order.change-open');
  expect(
    (await li.post(`${order.path}/changes/${change.id}/approval`, { confirmed: true, version: proposed.body.version }))
      .body.code,
  ).toBe('change.not-accepted');

  const accepted = await wang.post(`${order.path}/changes/${change.id}/acceptance`);
  expect(accepted.body.waitingFor).toMatchObject({ role: 'park', step: 'approveChange' });
  const approved = await li.post(`${order.path}/changes/${change.id}/approval`, {
    confirmed: true,
    version: accepted.body.version,
  });
  expect(approved.body).toMatchObject({
    orderAmount: cny('40000.00'),
    voucherAmount: cny('20000.00'),
    changes: [{ state: 'approved' }],
  });
  expect((await wang.post(`${order.path}/changes/${order.id}/acceptance`)).body).toMatchObject({
    status: 404,
    code: 'change.not-found',
  });
});

test('a paid order closes when all three agree', async () => {
  const { chen, wang, zhao } = people;
  const order = await anOrder(people, 'paid');
  expect((await wang.post(`${order.path}/closure`, { reason: '项目取消' })).body).toMatchObject({
    state: 'paid',
    closure: { agreedBy: ['enterprise'], closedAt: null },
  });
  expect((await wang.post(`${order.path}/closure`, { reason: '项目取消' })).body.code).toBe('order.already-agreed');
  expect((await zhao.post(`${order.path}/closure`, { reason: '同意' })).body.closure.agreedBy).toEqual([
    'enterprise',
    'center',
  ]);
  expect((await chen.post(`${order.path}/closure`, { reason: '同意' })).body).toMatchObject({
    state: 'closed',
    voucherAmount: cny('0.00'),
    waitingFor: null,
  });
  expect((await chen.post(`${order.path}/closure`, { reason: '同意' })).body.code).toBe('order.wrong-state');
});
