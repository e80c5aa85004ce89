import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hiddenIn, hrefsIn, titleOf } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let chen: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  chen = await aBrowser(portal, 'institution');
});

afterAll(() => portal.stop());

const pageOf = (order: { id: string }): string => `/orders/${order.id}/price`;

test('the page says what L109 tells, with what the enterprise expects and how the amounts stand', async () => {
  const { text } = await chen.open(pageOf(await anOrder(people, 'unpaid')));
  for (const words of [
    '订单信息',
    '企业名称',
    '购买产品',
    '产品价格',
    '¥60,000.00',
    '核定合同价格',
    '订单金额',
    '确认',
    '取消',
  ])
    expect(text).toContain(words);
  expect(text).toContain('企业期望金额');
  expect(dom(text).field('orderAmount').value).toBe('50000.00');
  expect(
    dom(text)
      .classed('sign')
      .map((sign) => sign.text),
  ).toContain('≥ 成立');
  expect(text).toContain('核定后的订单金额不能大于已发布的产品金额；若订单价格高于现有产品金额，建议发布新产品。');
});

test('an amount within the price is confirmed, and the order’s page says so', async () => {
  const order = await anOrder(people, 'unpaid');
  const sent = await chen.send(pageOf(order), pageOf(order), { orderAmount: ' 45000 ' });
  expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=confirmPrice`]);
  expect((await people.chen.get(order.path)).body).toMatchObject({
    orderAmount: { amount: '45000.00' },
    priceConfirmed: true,
  });
});

test.each([
  ['45000', '60,000.00 改为 45,000.00'],
  ['60000', '60,000.00，未作调整'],
])('the history says what a price confirmed as %s became', async (orderAmount, said) => {
  const order = await anOrder(people, 'unpaid');
  await chen.send(pageOf(order), pageOf(order), { orderAmount });
  expect((await chen.open(`/orders/${order.id}`)).text).toContain(said);
});

test.each([
  ['60000.01', '核定后的订单金额不能大于已发布的产品金额'],
  ['0', '金额须大于零'],
  ['5万', '金额请填数字'],
  ['', '必须填写'],
])('the amount %j comes back with what is wrong', async (orderAmount, why) => {
  const order = await anOrder(people, 'unpaid');
  const { status, text } = await chen.send(pageOf(order), pageOf(order), { orderAmount });
  expect(status).toBe(422);
  expect(titleOf(text)).toMatch(/^错误：/);
  expect(hrefsIn(text)).toContain('#field-orderAmount');
  expect(text).toContain(why);
  expect(dom(text).field('orderAmount').value).toBe(orderAmount);
});

test('an order that has changed meanwhile is not confirmed', async () => {
  const order = await anOrder(people, 'unpaid');
  const { text } = await chen.open(pageOf(order));
  await people.chen.post(`${order.path}/price`, { orderAmount: '1.00' });
  const late = await chen.send(pageOf(order), pageOf(order), {
    version: hiddenIn(text, 'version'),
    orderAmount: '2.00',
  });
  expect(late.status).toBe(409);
  expect(late.text).toContain('资料已更新');
  const [change] = dom(late.text)
    .role('status', /资料已更新/)
    .roles('listitem');
  expect(change?.text).toMatch(/^核定价格 · 陈志远/);
  expect(dom(late.text).field('orderAmount').value).toBe('2.00');
});

test('after a rejected payment the page shows the reason and the amount confirmed before', async () => {
  const order = await anOrder(people, 'paymentReview');
  await people.li.post(`${order.path}/payment/rejection`, {
    reason: '订单金额与合同金额不一致',
    version: order.version,
  });
  const { text } = await chen.open(pageOf(order));
  expect(text).toContain('订单金额与合同金额不一致');
  expect(dom(text).field('orderAmount').value).toBe('50000.00');
});

test('a price that cannot be confirmed now says why; to others the page does not exist', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { status, text } = await chen.open(pageOf(order));
  expect(status).toBe(200);
  expect(text).toContain('现在不能核定价格');
  for (const who of ['enterprise', 'park', 'institution-2'])
    expect((await (await aBrowser(portal, who)).open(pageOf(order))).status).toBe(404);
});
