import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn, linkTo, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOffer, anOrder, cast, payment, redemption, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

async function list(who: string, query = ''): Promise<string> {
  const answer = await (await aBrowser(portal, who)).open(`/orders${query}`);
  expect(answer.status).toBe(200);
  return answer.text;
}

/** The label of a row's button, and where it leads. */
const buttonOf = (text: string, id: string): string[] => {
  const act = dom(text).byId(`o-${id}`).classed('btn-sm')[0];
  return [act?.tags('span')[0]?.text ?? '', act?.attribute('href') ?? ''];
};

/** Which part of the list is shown. */
const rangeIn = (text: string): string => dom(text).role('navigation', '分页').tags('span')[0]?.text ?? '';

const numbersIn = (text: string): string[] =>
  dom(text)
    .roles('link')
    .filter((link) => link.attribute('class') === 'second code')
    .map((link) => link.text);

test('before there are any, the list says what will appear in it', async () => {
  const text = await list('enterprise-2');
  expect(text).toContain('还没有订单');
  expect(dom(text).tags('table')).toEqual([]);
});

/** The sentence above the list, as its numbers: “2 单轮到您处理： 1 单待核价 ， 1 单待补正 。” */
function turnsIn(text: string): Record<string, number> {
  const sentence = /\d+ 单轮到您处理： (\d+ 单\S+( ， )?)+ 。/.exec(plain(text))?.[0] ?? '';
  return Object.fromEntries(
    [...sentence.matchAll(/(\d+) 单([^\s：]+)/g)].map(([, count, what]) => [what, Number(count)]),
  );
}

/** What has been added to these numbers. */
const since = (before: Record<string, number>, after: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(after)
      .map(([what, count]) => [what, count - (before[what] ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );

test('each row has the button of whoever’s turn it is; the others look', async () => {
  const before = { institution: turnsIn(await list('institution')), enterprise: turnsIn(await list('enterprise')) };
  const [unpaid, priced, paid] = [
    await anOrder(people, 'unpaid'),
    await anOrder(people, 'priced'),
    await anOrder(people, 'paid'),
  ];
  const returned = await anOrder(people, 'redemptionReview');
  await people.zhao.post(`${returned.path}/redemption/return`, { version: returned.version, reason: '请补充' });
  const [reviewed, payable] = [await anOrder(people, 'paymentReview'), await anOrder(people, 'preRedeemed')];
  const [institution, enterprise, park] = [await list('institution'), await list('enterprise'), await list('park')];
  expect(buttonOf(institution, unpaid.id)).toEqual(['核定价格', `/orders/${unpaid.id}/price`]);
  expect(buttonOf(institution, priced.id)).toEqual(['查看', `/orders/${priced.id}`]);
  expect(buttonOf(enterprise, priced.id)).toEqual(['去支付', `/orders/${priced.id}/payment`]);
  expect(buttonOf(institution, paid.id)).toEqual(['申请兑付', `/orders/${paid.id}/redemption`]);
  expect(buttonOf(institution, returned.id)).toEqual(['去补正', `/orders/${returned.id}/supplement`]);
  expect(buttonOf(park, returned.id)).toEqual(['查看', `/orders/${returned.id}`]);
  const desk = expect.stringMatching(/^\/tasks\/[0-9a-f-]{36}$/);
  expect(buttonOf(park, reviewed.id)).toEqual(['去审核', desk]);
  expect(buttonOf(await list('finance'), payable.id)).toEqual(['去拨付', desk]);
  expect(plain(institution)).toContain('退回补正：请补充');
  expect(since(before.institution, turnsIn(institution))).toEqual({ 轮到您处理: 2, 待核价: 1, 待补正: 1 });
  expect(since(before.enterprise, turnsIn(enterprise))).toEqual({ 轮到您处理: 1, 待支付: 1 });
});

test('while money is being paid out, the remark says how much of it has been', async () => {
  const order = await anOrder(people, 'preRedeemed');
  await people.sun.post(`${order.path}/payouts`, { amount: '10000.00', paidOn: today(), reference: 'BF-1' });
  expect(plain(await list('enterprise', '?state=preRedeemed'))).toContain('已拨付 10,000.00 / 应拨付 30,000.00');
});

test('the remark of an order that was sent anew is said to be that of the last round', async () => {
  const order = await anOrder(people, 'paymentReview');
  const reason = `附件不清晰 ${order.id.slice(0, 8)}`;
  const { version } = (await people.li.get(order.path)).body;
  await people.li.post(`${order.path}/payment/rejection`, { reason, version });
  const inList = async () => plain(await list('enterprise')).split(reason)[0] ?? '';
  expect(await inList()).not.toMatch(/上次意见：$/);
  const paid = await people.wang.post(`${order.path}/payment`, await payment(people.wang));
  expect(paid.body.state).toBe('paymentReview');
  expect(await inList()).toMatch(/上次意见：$/);
});

test('tabs count what the search finds, and keep it', async () => {
  await anOrder(people, 'unpaid');
  const text = await list('enterprise', `?q=${encodeURIComponent('高新')}&from=2026-01-01`);
  const tabs = dom(text)
    .role('navigation', '按状态')
    .roles('link')
    .map((tab) => {
      const [label, count] = tab.text.split(' ');
      return { href: decodeURIComponent(tab.attribute('href') ?? ''), label, count: Number(count) };
    });
  expect(tabs).toHaveLength(10);
  expect(tabs[0]?.count).toBe(tabs.slice(1).reduce((sum, { count }) => sum + count, 0));
  expect(tabs[1]).toMatchObject({ label: '未支付', href: '/orders?state=unpaid&q=高新&from=2026-01-01' });
  expect(hrefsIn(text)).toContain('/orders/export.xlsx?q=%E9%AB%98%E6%96%B0&from=2026-01-01');
});

test('a search that finds nothing repeats itself and offers the nearest way back', async () => {
  await anOrder(people, 'unpaid');
  const text = await list('enterprise', `?state=closed&q=${encodeURIComponent('高新')}`);
  expect(plain(text)).toContain('没有符合“已关闭 高新”的订单');
  expect(plain(text)).toMatch(/其他状态中有 \d+ 单。 看全部状态 清除全部条件/);
  expect(plain(await list('enterprise', '?to=2001-01-01'))).toContain('没有符合“– 2001-01-01”的订单');
});

test('the list is walked page by page, and back again', async () => {
  const offer = await anOffer(people.wang);
  for (let count = 0; count < 25; count += 1)
    await people.wang.post('/api/orders', { ...offer, expectedAmount: '50000.00' });
  const wang = await aBrowser(portal, 'enterprise');
  const first = (await wang.open('/orders?state=unpaid')).text;
  expect(numbersIn(first)).toHaveLength(20);
  expect(linkTo(first, 'prev')).toBe('');
  const [, total = ''] = /^1–20 \/ (\d+)$/.exec(rangeIn(first)) ?? [];
  expect(Number(total)).toBeGreaterThanOrEqual(25);
  const second = (await wang.open(linkTo(first, 'next'))).text;
  expect(rangeIn(second)).toBe(`21–${total} / ${total}`);
  expect(numbersIn(second).some((number) => numbersIn(first).includes(number))).toBe(false);
  expect(linkTo(second, 'next')).toBe('');
  expect(numbersIn((await wang.open(linkTo(second, 'prev'))).text)).toEqual(numbersIn(first));
});

test('the list is sorted either way, and walked so page by page and back again; filter and file keep it', async () => {
  const wang = await aBrowser(portal, 'enterprise');
  const open = async (path: string): Promise<string> => (await wang.open(path)).text;
  const walked = async (path: string, rel: 'next' | 'prev'): Promise<string[][]> => {
    const text = await open(path);
    const on = linkTo(text, rel);
    return [numbersIn(text), ...(on === '' ? [] : await walked(on, rel))];
  };
  const newest = (await walked('/orders?state=unpaid', 'next')).flat();
  const oldest = await walked('/orders?state=unpaid&sort=oldest', 'next');
  expect(oldest.flat()).toEqual(newest.toReversed());
  expect(oldest.length).toBeGreaterThan(1);
  const first = await open('/orders?state=unpaid&sort=oldest');
  const second = await open(linkTo(first, 'next'));
  expect(rangeIn(second)).toMatch(/^21–/);
  expect(numbersIn(await open(linkTo(second, 'prev')))).toEqual(numbersIn(first));
  expect(hrefsIn(first)).toContain('/orders/export.csv?state=unpaid&sort=oldest');
  expect(hrefsIn(first)).toContain('/orders?state=paid&sort=oldest');
  const csv = (await wang.open('/orders/export.csv?state=unpaid&sort=oldest')).text;
  expect([...csv.matchAll(/DD\d{8}-\d{6}/g)].map(([number]) => number)).toEqual(oldest.flat());
});

test('a row has the product under its direction, and for staff both parties', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { body } = await people.wang.get(order.path);
  const rowIn = (text: string): string => dom(text).byId(`o-${order.id}`).text;
  for (const who of ['park', 'center'])
    for (const said of [body.product.name, body.product.subcategory.name, body.institution.name, body.enterprise.name])
      expect(rowIn(await list(who))).toContain(said);
  const own = rowIn(await list('enterprise'));
  expect(own).toContain(body.institution.name);
  expect(own).not.toContain(body.enterprise.name);
  expect(rowIn(await list('institution'))).toContain(body.enterprise.name);
});

test('days in the wrong order are told, and an empty list leads an enterprise to the products', async () => {
  expect(plain(await list('enterprise', '?from=2026-02-01&to=2026-01-01'))).toContain('起始日期晚于截止日期');
  expect(plain(await list('enterprise', '?from=2026-01-01&to=2026-01-01'))).not.toContain('起始日期晚于截止日期');
  expect(hrefsIn(await list('enterprise-2'))).toContain('/products');
  expect(plain(await list('enterprise-2'))).toContain('去选服务产品');
});

test('a redemption that was refused waits for the institution again', async () => {
  const order = await anOrder(people, 'paid');
  const { body } = await people.chen.post(`${order.path}/redemption`, await redemption(people.chen));
  await people.zhao.post(`${order.path}/redemption/rejection`, { version: body.version, reason: '发票有误' });
  const text = await list('institution', '?state=redemptionRejected');
  expect(buttonOf(text, order.id)).toEqual(['申请兑付', `/orders/${order.id}/redemption`]);
  expect(plain(text)).toContain('1 单兑付被拒，可重新申请');
});

test('after a rejected payment the enterprise pays again, and the institution may mend the price from its list', async () => {
  const order = await anOrder(people, 'paymentReview');
  const reason = '订单金额与合同金额不一致';
  await people.li.post(`${order.path}/payment/rejection`, { version: order.version, reason });
  const [institution, enterprise] = [
    await list('institution', '?state=paymentRejected'),
    await list('enterprise', '?state=paymentRejected'),
  ];
  expect(buttonOf(institution, order.id)).toEqual(['核定价格', `/orders/${order.id}/price`]);
  expect(buttonOf(enterprise, order.id)).toEqual(['去支付', `/orders/${order.id}/payment`]);
  const inEnglish = { ...people.wang.headers, 'accept-language': 'en' };
  for (const path of ['/orders?state=paymentRejected', '/orders/export.csv?state=paymentRejected']) {
    const { text } = await request(portal.url).get(path).set(inEnglish).buffer(true);
    expect(text).toContain('The order amount differs from the contract amount');
    expect(text).not.toContain(reason);
  }
});
