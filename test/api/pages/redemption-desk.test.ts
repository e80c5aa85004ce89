import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, cellsOf, formOf, hrefsIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, redemption } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

/** A fresh redemption under review, with its task's desk; A may be lower than O = 50 000. */
async function aRedemption(actual = '50000.00') {
  const order = await anOrder(people, 'paid');
  await people.chen.post(`${order.path}/redemption`, await redemption(people.chen, actual));
  const { items } = (await people.zhao.get('/api/tasks?limit=100')).body;
  const { id } = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  const desk = `/tasks/${id}`;
  return {
    order,
    desk,
    approve: `${desk}/decisions/approveRedemption`,
    giveBack: `${desk}/decisions/returnRedemption`,
    reject: `${desk}/decisions/rejectRedemption`,
  };
}

test('the desk shows invoices with their sum, what there is to prove it, and the most that may be redeemed', async () => {
  const { desk } = await aRedemption('45000.00');
  const { text } = await (await aBrowser(portal, 'center')).open(desk);
  expect(text).toContain('发票合计 45,000.00 等于实际发生金额');
  expect(text).toContain('可兑付 27,000.00：用券 30,000.00 与实际发生 45,000.00 的 60%（27,000.00）两者中较小的');
  expect(dom(text).field('amount').value).toBe('27000.00');
  const shortfall = dom(text)
    .tags('output')
    .find((output) => output.attribute('data-part') === 'shortfall');
  expect(shortfall?.text).toBe('3,000.00');
  expect(dom(text).classed('short')).toHaveLength(1);
  const whole = await aRedemption();
  const page = dom((await (await aBrowser(portal, 'center')).open(whole.desk)).text);
  expect(page.classed('short')).toHaveLength(0); // nothing falls short: nothing to look at
  expect(text).toContain('核定 20,000.00 及以上须两人审核，金额一致。');
  for (const item of ['发票', '企业自付部分付款凭证', '服务成果', '服务过程性材料', '服务合同'])
    expect(text).toContain(item);
});

test('what the park said when it approved the payment against its contract stands at the desk, and nothing where it said nothing', async () => {
  const order = await anOrder(people, 'paymentReview');
  const comment = '合同总额含税，与订单金额相差 2,000.00';
  const approval = { version: order.version, comment, confirmed: true };
  expect((await people.li.post(`${order.path}/payment/approval`, approval)).status).toBe(200);
  await people.chen.post(`${order.path}/redemption`, await redemption(people.chen));
  const center = await aBrowser(portal, 'center');
  const { items } = (await people.zhao.get('/api/tasks?limit=100')).body;
  const { id } = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  expect((await center.open(`/tasks/${id}`)).text).toMatch(new RegExp(`园区支付审核的意见（.+）：${comment}`));
  expect((await center.open((await aRedemption()).desk)).text).not.toContain('园区支付审核的意见');
});

test('a service that began before the payment was approved is flagged in red', async () => {
  const { order, desk } = await aRedemption();
  const { client: sql } = portal.database;
  await sql`update orders set claim = jsonb_set(claim, '{serviceStartedOn}', '"2026-01-01"') where id = ${order.id}`;
  const { text } = await (await aBrowser(portal, 'center')).open(desk);
  expect(text).toContain('服务开始日期早于支付审核通过日期');
});

test('two persons approve the same amount: the first is shown to the second', async () => {
  const { order, desk, approve } = await aRedemption();
  const [zhao, zhou] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'center-2')]);
  expect((await zhao.send(desk, approve, { confirmed: 'on', amount: '30000.00' })).status).toBe(303);
  expect((await zhao.open(`${desk}?done=approveRedemption`)).text).toContain(
    '已办理：兑付初审通过，等待另一位审核人复核。',
  );
  expect((await zhao.open(desk)).text).toContain('您已初审通过，等待另一位审核人复核。');
  const { text } = await zhou.open(desk);
  expect(text).toMatch(/赵敏已于 [\d: -]+ 初审通过，金额 30,000\.00。/);
  const amount = dom(text).field('amount');
  expect([amount.value, amount.attribute('readonly')]).toEqual(['30000.00', '']);
  const other = await zhou.send(desk, approve, { confirmed: 'on', amount: '29000.00', reason: '核减' });
  expect(other.status).toBe(422);
  expect(hrefsIn(other.text)).toContain('#approveRedemption-amount');
  expect(other.text).toContain('两位审核人核定的金额须一致。');
  expect((await zhou.send(desk, approve, { confirmed: 'on', amount: '30000.00' })).status).toBe(303);
  expect((await people.zhou.get(order.path)).body).toMatchObject({
    state: 'preRedeemed',
    redemptionAmount: { amount: '30000.00' },
  });
});

test('the second of two persons sees why the first lowered the amount, with that reason ready', async () => {
  const { order, desk, approve } = await aRedemption();
  const [zhao, zhou] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'center-2')]);
  const reason = '专利官费 5,000.00';
  expect(
    (await zhao.send(desk, approve, { confirmed: 'on', amount: '25000.00', ready: 'officialFees', reason })).status,
  ).toBe(303);
  const { text } = await zhou.open(desk);
  const whole = '扣除行政机关收取的官方费用：专利官费 5,000.00';
  expect(text).toContain(`初审理由：${whole}`);
  expect(dom(text).field('reason').value).toBe(whole);
  expect((await zhou.send(desk, approve, { confirmed: 'on', amount: '25000.00', reason: whole })).status).toBe(303);
  expect((await people.zhou.get(order.path)).body).toMatchObject({ state: 'preRedeemed', remark: whole });
});

test('less than the redeemable amount needs a reason, more is refused', async () => {
  const { order, desk, approve } = await aRedemption();
  const zhao = await aBrowser(portal, 'center');
  const without = await zhao.send(desk, approve, { confirmed: 'on', amount: '19000.00' });
  expect(without.status).toBe(422);
  expect(hrefsIn(without.text)).toContain('#approveRedemption-reason');
  expect((await zhao.send(desk, approve, { confirmed: 'on', amount: '30000.01' })).text).toContain(
    '兑付金额不能大于可兑付金额。',
  );
  expect((await zhao.send(desk, approve, { confirmed: 'on', amount: '三万' })).status).toBe(422);
  const lower = await zhao.send(desk, approve, {
    confirmed: 'on',
    amount: '19000.00',
    ready: 'officialFees',
    reason: '专利官费 11,000.00',
  });
  expect(lower.status).toBe(303);
  expect((await people.zhao.get(order.path)).body).toMatchObject({
    state: 'preRedeemed',
    remark: '扣除行政机关收取的官方费用：专利官费 11,000.00',
  });
});

test('whoever approved the payment is told that they cannot be the only one', async () => {
  const { order, desk, approve } = await aRedemption();
  const { client: sql } = portal.database;
  await sql`update orders set payment_approved_by = ${people.zhao.actor.id} where id = ${order.id}`;
  const zhao = await aBrowser(portal, 'center');
  expect((await zhao.open(desk)).text).toContain('您审核过本单的支付');
  const alone = await zhao.send(desk, approve, { confirmed: 'on', amount: '100.00', reason: '核减' });
  expect([alone.status, alone.text.includes('不能由同一人单独完成')]).toEqual([409, true]);
});

test('a redemption is returned with a reason, and comes back to the same reviewer', async () => {
  const { order, desk, giveBack } = await aRedemption();
  const zhao = await aBrowser(portal, 'center');
  expect((await zhao.send(desk, giveBack, { ready: 'processMissing', reason: '缺会议纪要' })).status).toBe(303);
  const { body } = await people.chen.get(order.path);
  expect(body).toMatchObject({ returned: true, remark: '服务过程性材料不完整：缺会议纪要' });
  const inbox = await (await aBrowser(portal, 'institution')).open('/tasks');
  expect(hrefsIn(inbox.text)).toContain(`/orders/${order.id}/supplement`);
  await people.chen.post(`${order.path}/redemption/supplement`, await redemption(people.chen));
  expect((await zhao.open('/tasks?state=mine')).text).toContain(body.number);
});

test.each([
  [{}, 'redemptionRejected'],
  [{ final: 'on' }, 'closed'],
])('a redemption is rejected, %j', async (final, state) => {
  const { order, desk, reject } = await aRedemption();
  const zhao = await aBrowser(portal, 'center');
  expect((await zhao.send(desk, reject, { ready: 'notDelivered', reason: '', ...final })).status).toBe(303);
  expect((await people.chen.get(order.path)).body).toMatchObject({ state, remark: '材料不能证明服务已按合同完成' });
});

test('a decision on what was supplemented meanwhile is refused, with what changed', async () => {
  const { order, desk, approve } = await aRedemption();
  const zhou = await aBrowser(portal, 'center-2');
  const form = formOf((await zhou.open(desk)).text, approve);
  await people.zhao.post(`${order.path}/redemption/return`, { reason: '补', version: Number(form['version']) });
  await people.chen.post(`${order.path}/redemption/supplement`, await redemption(people.chen, '45000.00'));
  const answer = await zhou.post(approve, { ...form, amount: '30000.00' });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('资料已更新');
  expect(cellsOf(answer.text, '实际发生金额')).toContainEqual(['50,000.00', '45,000.00']);
});
