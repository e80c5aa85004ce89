import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hiddenIn, hrefsIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOffer, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let wang: TestBrowser;
let offer: { productId: string; voucherLineId: string };

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  wang = await aBrowser(portal, 'enterprise');
  offer = await anOffer(people.wang);
});

afterAll(() => portal.stop());

const visitor = (path: string) => request(portal.url).get(path).set({ accept: 'text/html' });
const pageOf = (): string => `/products/${offer.productId}`;

test('anyone finds products by word, initials, institution and category', async () => {
  const all = (await visitor('/products')).text;
  for (const name of ['高新技术企业申报', '版权服务', '计量器具校准']) expect(all).toContain(name);
  for (const q of ['校准', 'jl', 'JLQJ', 'hzjljc', '衡准', '校准 衡准']) {
    const { text } = await visitor(`/products?q=${encodeURIComponent(q)}`);
    expect(text).toContain('计量器具校准');
    expect(text).not.toContain('版权服务');
  }
  for (const [q, name] of [
    ['zscq', '版权服务'],
    ['hnzc', '版权服务'],
    ['gxjs', '高新技术企业申报'],
  ] as const)
    expect([q, (await visitor(`/products?q=${q}`)).text]).toEqual([q, expect.stringContaining(name)]);
  const category = dom(all).role('option', /^知识产权服务/).value;
  const { text } = await visitor(`/products?category=${category}`);
  expect(text).toContain('版权服务');
  expect(text).not.toContain('计量器具校准');
});

test('a product is found by its price, as people write it', async () => {
  const { price } = (await request(portal.url).get(`/api/products/${offer.productId}`)).body;
  for (const q of [price.amount, `¥${price.amount}`, String(Number(price.amount))])
    expect([q, (await visitor(`/products?q=${encodeURIComponent(q)}`)).text]).toEqual([
      q,
      expect.stringContaining('高新技术企业申报'),
    ]);
  expect((await visitor('/products?q=59999.99')).text).toContain('没有匹配的产品');
});

test('two lines of one voucher for one direction are told apart', async () => {
  const { client } = portal.database;
  await client`insert into voucher_lines (id, voucher_id, subcategory_id)
    select uuidv7(), voucher_id, subcategory_id from voucher_lines where id = ${offer.voucherLineId}`;
  const labels = dom((await wang.open(pageOf())).text)
    .classed('code')
    .map(({ text }) => text);
  const [number] = await client`select number from vouchers v, voucher_lines l
    where l.voucher_id = v.id and l.id = ${offer.voucherLineId}`;
  expect(labels).toEqual(
    expect.arrayContaining([`${number?.['number']}（第 1 笔）`, `${number?.['number']}（第 2 笔）`]),
  );
});

test('a search that finds nothing says so and offers the way back', async () => {
  const { status, text } = await visitor(`/products?q=${encodeURIComponent('量子计算')}`);
  expect(status).toBe(200);
  expect(text).toContain('“量子计算”没有匹配的产品');
  expect(text).toContain('清除筛选');
});

test('a visitor sees a product and is asked to sign in to order; one that is not there is a page of its own', async () => {
  const { text } = await visitor(pageOf());
  expect(text).toContain('¥60,000.00');
  const steps = ['签订服务合同', '下单，核定订单价格', '支付', '开始服务'].map((head) => text.indexOf(`>${head}<`));
  expect(steps).toEqual(steps.filter((at) => at > 0).toSorted((one, other) => one - other)); // the guide's order
  expect(text).toContain(`/sign-in?next&#x3D;${encodeURIComponent(pageOf())}`);
  for (const id of ['0', '019389aa-0000-7000-8000-000000000000'])
    expect((await visitor(`/products/${id}`)).status).toBe(404);
});

test('an enterprise orders at the price, and can pay at once', async () => {
  const sent = await wang.send(pageOf(), pageOf(), { voucherLineId: offer.voucherLineId, way: 'order', note: '' });
  expect(sent.status).toBe(303);
  const [, id] = /^\/orders\/([0-9a-f-]+)\?done=place$/.exec(sent.get('Location') ?? '') ?? [];
  const { body } = await people.wang.get(`/api/orders/${id}`);
  expect(body).toMatchObject({ state: 'unpaid', orderAmount: { amount: '60000.00' }, expectedAmount: null });
  expect(body.steps).toContainEqual({ step: 'pay', allowed: true });
});

test('an enterprise applies at another amount, which the institution sees', async () => {
  const sent = await wang.send(pageOf(), pageOf(), {
    voucherLineId: offer.voucherLineId,
    way: 'apply',
    expectedAmount: '４５,０００。５０',
    note: '请在十二月前完成。',
  });
  const id = /orders\/([0-9a-f-]+)/.exec(sent.get('Location') ?? '')?.[1];
  expect((await people.chen.get(`/api/orders/${id}`)).body).toMatchObject({
    expectedAmount: { amount: '45000.50' },
    note: '请在十二月前完成。',
  });
});

test.each([
  [{ way: 'apply', expectedAmount: '60000.01' }, 'field-expectedAmount', '期望金额须大于零且不大于产品价格'],
  [{ way: 'apply', expectedAmount: '' }, 'field-expectedAmount', '必须填写'],
  [{ way: 'apply', expectedAmount: '1,20' }, 'field-expectedAmount', '金额请填数字，最多两位小数，如 50000.00。'],
  [{ way: 'apply', expectedAmount: '-5' }, 'field-expectedAmount', '金额不能小于 0。'],
  [{ way: '' }, 'field-way', '请选择。'],
])('%j comes back with what is wrong', async (values, field, why) => {
  const back = await wang.send(pageOf(), pageOf(), { voucherLineId: offer.voucherLineId, note: '急用', ...values });
  expect(back.status).toBe(422);
  expect(hrefsIn(back.text)).toContain(`#${field}`);
  expect(back.text).toContain(why);
  expect(dom(back.text).field('note').value).toBe('急用');
});

test('the same form sent twice is one order', async () => {
  const { text } = await wang.open(pageOf());
  const click = hiddenIn(text, 'click');
  const same = { voucherLineId: offer.voucherLineId, way: 'order', note: '', click };
  const answers = await Promise.all([wang.send(pageOf(), pageOf(), same), wang.send(pageOf(), pageOf(), same)]);
  expect(answers[0]?.get('Location')).toBe(answers[1]?.get('Location'));
});

test('who has no voucher for a product, or nothing left on it, is told why', async () => {
  const { client: sql } = portal.database;
  const lines = await sql`select subcategory_id from voucher_lines where id = ${offer.voucherLineId}`;
  const other = await sql`insert into subcategories (category_id, name)
    select category_id, '测试小类' from subcategories where id = ${lines[0]?.['subcategory_id']} returning id`;
  await sql`update products set subcategory_id = ${other[0]?.['id']} where id = ${offer.productId}`;
  const { text } = await wang.open(pageOf());
  expect(text).toContain('现在不能购买');
  expect(text).toContain('测试小类”的服务券');
  expect(text).toContain('贵企业还有余额的使用方向');
  expect(hrefsIn(text)).toContain('/products?fits=1');
  const fitting = (await wang.open('/products?fits=1')).text;
  expect(fitting).toContain('版权服务');
  expect(fitting).not.toContain('¥60,000.00');
  await sql`update products set subcategory_id = ${lines[0]?.['subcategory_id']} where id = ${offer.productId}`;
});

test('institutions and staff look, and do not order', async () => {
  for (const who of ['institution', 'park']) {
    const one = await aBrowser(portal, who);
    expect(dom((await one.open(pageOf())).text).roles('heading', '用服务券购买')).toEqual([]);
    expect((await one.send(pageOf(), pageOf(), { way: 'order' })).status).toBe(404);
  }
});

test('every page that says where one gets an account says the same', async () => {
  for (const path of ['/', `/products/${offer.productId}`]) {
    const { text } = await visitor(path);
    expect([path, text]).toEqual([path, expect.stringContaining('还没有账号的服务机构和申券企业，请先注册。')]);
    expect(hrefsIn(text)).toContain('/register');
    expect([path, text]).toEqual([path, expect.not.stringContaining('创新协同中心开通')]);
  }
});
