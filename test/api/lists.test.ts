import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;
let numbers: string[];

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  for (const state of ['unpaid', 'paid', 'unpaid', 'preRedeemed', 'unpaid'] as const) await anOrder(people, state);
  numbers = (await people.wang.get('/api/orders')).body.items.map(({ number }: { number: string }) => number);
});

afterAll(() => portal.stop());

/** All pages of a list, one after the other. */
async function walked(who: TestClient, path: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body } = await who.get(`${path}&after=${after}`);
    pages.push(body.items.map((item: { id: string }) => item.id));
    after = body.next;
  }
  return pages;
}

test('orders come newest first, page by page, each once', async () => {
  expect(numbers).toEqual(numbers.toSorted().toReversed());
  const whole = (await people.wang.get('/api/orders?limit=100')).body;
  expect(whole.next).toBeNull();
  const pages = await walked(people.wang, '/api/orders?limit=2');
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages.flat()).toEqual(whole.items.map(({ id }: { id: string }) => id));
});

test('a page of several placed at the same instant loses none', async () => {
  await portal.database.client`update orders set placed_at = '2021-07-06 09:30:54+08'`;
  expect((await walked(people.wang, '/api/orders?limit=2')).flat()).toHaveLength(5);
});

test('a tab shows one state', async () => {
  const states = async (query: string) =>
    (await people.chen.get(`/api/orders?${query}`)).body.items.map(({ state }: { state: string }) => state);
  expect(await states('state=unpaid')).toEqual(['unpaid', 'unpaid', 'unpaid']);
  expect(await states('state=paid')).toEqual(['paid']);
  expect(await states('state=closed')).toEqual([]);
  expect((await walked(people.chen, '/api/orders?state=unpaid&limit=1')).map((page) => page.length)).toEqual([1, 1, 1]);
});

test.each(['enterprise-2', 'institution-2', 'park-2'])('%s sees none of them', async (name) => {
  expect((await (await portal.as(name)).get('/api/orders')).body).toEqual({ items: [], next: null });
});

test('finance sees what is to be paid out; center, admin and the park see all five', async () => {
  const count = async (name: string) => (await (await portal.as(name)).get('/api/orders')).body.items.length;
  expect(await count('finance')).toBe(1);
  for (const name of ['center', 'admin', 'park']) expect(await count(name)).toBe(5);
});

test.each([
  '高新技术',
  '新技',
  '企业申报',
  '知创',
  '协同中心',
  'gxjsqysb',
  'GXJSQYSB',
  '项目申报服务',
  '创新 高新',
  '  高新  ',
])('%s finds them', async (q) => {
  expect((await people.wang.get(`/api/orders?q=${encodeURIComponent(q)}`)).body.items).toHaveLength(5);
});

test('a number finds one, in any case; what is not there finds nothing', async () => {
  const found = async (q: string) =>
    (await people.wang.get(`/api/orders?q=${encodeURIComponent(q)}`)).body.items.length;
  expect(await found((numbers[0] ?? '').toLowerCase())).toBe(1);
  expect(await found((numbers[0] ?? '').split('-')[1] ?? '')).toBe(1);
  expect(await found('高新 版权')).toBe(0);
  expect(await found('计量')).toBe(0);
});

test('a list reads the same as its orders', async () => {
  const [item] = (await people.wang.get('/api/orders?limit=1')).body.items;
  expect(item).toEqual((await people.wang.get(`/api/orders/${item.id}`)).body);
});

test('an institution sees of a voucher the line its order names, and no entries', async () => {
  const [own] = (await people.wang.get('/api/vouchers')).body.items;
  expect(own.lines).toHaveLength(4);
  const [seen] = (await people.chen.get('/api/vouchers')).body.items;
  expect(seen.id).toBe(own.id);
  expect(seen.lines).toHaveLength(1);
  expect(seen.lines[0]).toMatchObject({
    granted: { amount: '1000000.00' },
    held: { amount: '0.00' },
    committed: { amount: '60000.00' },
  });
  expect((await people.chen.get(`/api/vouchers/${own.id}`)).body.lines).toHaveLength(1);
  expect((await people.chen.get(`/api/vouchers/${own.id}/entries`)).body.code).toBe('voucher.not-found');
  expect((await (await portal.as('institution-2')).get('/api/vouchers')).body.items).toEqual([]);
});

test('a park sees the vouchers of its own enterprises, and an enterprise its own', async () => {
  const owners = async (name: string) =>
    (await (await portal.as(name)).get('/api/vouchers')).body.items
      .map(({ enterprise }: { enterprise: { name: string } }) => enterprise.name)
      .toSorted();
  expect(await owners('park')).toEqual(['创新协同中心测试']);
  expect(await owners('enterprise')).toEqual(['创新协同中心测试']);
  expect(await owners('enterprise-2')).toEqual(['郑州启明软件有限公司']);
  expect(await owners('center')).toHaveLength(2);
});

test('the entries of a voucher add up to its balances', async () => {
  const [voucher] = (await people.wang.get('/api/vouchers')).body.items;
  const entries = (await people.wang.get(`/api/vouchers/${voucher.id}/entries?limit=100`)).body.items as {
    lineId: string;
    from: string;
    to: string;
    amount: { amount: string };
  }[];
  for (const line of voucher.lines) {
    for (const account of ['available', 'held', 'committed', 'redeemed', 'lapsed']) {
      const fen = entries
        .filter(({ lineId }) => lineId === line.id)
        .reduce(
          (sum, { from, to, amount }) =>
            sum + (to === account ? 1 : from === account ? -1 : 0) * Math.round(Number(amount.amount) * 100),
          0,
        );
      expect(fen).toBe(Math.round(Number(line[account].amount) * 100));
    }
  }
  const pages = await walked(people.wang, `/api/vouchers/${voucher.id}/entries?limit=3`);
  expect(pages.flat()).toHaveLength(entries.length);
});

test('products are published ones alone, for anyone', async () => {
  const { items } = (await portal.visitor.get('/api/products')).body;
  expect(items).toHaveLength(4);
  await portal.database.client`update products set state = 'underReview' where id = ${items[0].id}`;
  expect((await portal.visitor.get('/api/products')).body.items).toHaveLength(3);
  expect((await portal.visitor.get(`/api/products/${items[0].id}`)).body.code).toBe('product.not-found');
  expect((await walked(portal.visitor, '/api/products?limit=2')).map((page) => page.length)).toEqual([2, 1]);
  await portal.database.client`update products set state = 'approved' where id = ${items[0].id}`;
});

const nothingIsRead = () => portal.database.client`update notifications set read_at = null`;

test('notifications are one’s own, newest first, in one’s language, and are read once', async () => {
  const { chen, wang } = people;
  await nothingIsRead();
  const { items } = (await wang.get('/api/notifications')).body;
  expect(items[0]).toMatchObject({ event: 'order.preRedeemed', subject: { type: 'order' }, readAt: null });
  expect(items[0].text).toMatch(/兑付审核通过/);
  expect((await wang.get('/api/notifications', { 'accept-language': 'en' })).body.items[0].text).toMatch(/approved/);
  const read = await wang.post(`/api/notifications/${items[0].id}/read`);
  expect(read.body.readAt).toEqual(expect.any(String));
  expect((await wang.post(`/api/notifications/${items[0].id}/read`)).body.readAt).toBe(read.body.readAt);
  expect((await chen.post(`/api/notifications/${items[0].id}/read`)).status).toBe(404);
  expect((await walked(wang, '/api/notifications?limit=2')).flat()).toHaveLength(items.length);
});

test('up to one, all notifications are read at once; what came since stays unread', async () => {
  const { wang } = people;
  const unread = async () =>
    (await wang.get('/api/notifications?limit=100')).body.items.filter(
      ({ readAt }: { readAt: unknown }) => readAt === null,
    ).length;
  await nothingIsRead();
  const { items } = (await wang.get('/api/notifications?limit=100')).body;
  const before = await unread();
  expect(before).toBeGreaterThan(3);
  const read = await wang.post('/api/notifications/read', { upTo: items[2].id });
  expect(read.body).toEqual({ unread: await unread() });
  expect(await unread()).toBeLessThan(3);
  expect((await people.chen.post('/api/notifications/read', { upTo: items[0].id })).body.unread).toBeGreaterThan(0); // one's own alone
  expect(await unread()).toBeLessThan(3);
  expect((await wang.post('/api/notifications/read', { upTo: items[0].id })).body).toEqual({ unread: 0 });
  expect((await wang.post('/api/notifications/read', {})).body.errors[0].pointer).toBe('/upTo');
});

test('whoever may see an order sees the voucher line it names, and no other line', async () => {
  const { wang, chen, li, zhao, sun } = people;
  const { items } = (await wang.get('/api/orders')).body;
  const of = (state: string) => items.find((order: { state: string }) => order.state === state);
  const path = `/api/orders/${of('paid').id}/voucher`;
  const { body } = await chen.get(path);
  expect(body).toMatchObject({
    number: 'Q2026-0001',
    enterprise: { name: '创新协同中心测试' },
    lines: [{ id: of('paid').voucherLineId, granted: { amount: '1000000.00' } }],
  });
  expect(body.lines).toHaveLength(1);
  for (const who of [wang, li, zhao]) expect((await who.get(path)).body).toEqual(body);
  expect((await sun.get(path)).body.code).toBe('order.not-found');
  expect((await sun.get(`/api/orders/${of('preRedeemed').id}/voucher`)).status).toBe(200);
  expect((await (await portal.as('institution-2')).get(path)).status).toBe(404);
});

test('an entry names the order that moved the money, and by which step; of one line there are fewer', async () => {
  const [voucher] = (await people.wang.get('/api/vouchers')).body.items;
  const path = `/api/vouchers/${voucher.id}/entries`;
  const { items } = (await people.wang.get(`${path}?limit=100`)).body;
  const order = (await people.wang.get(`/api/orders/${items[0].orderId}`)).body;
  expect(items[0]).toMatchObject({ orderNumber: order.number, step: 'approvePayment', stepLabel: '支付审核通过' });
  expect(items.at(-1)).toMatchObject({ orderId: null, orderNumber: null, step: 'grant', stepLabel: '发放' });
  const english = (await people.wang.get(path, { 'accept-language': 'en' })).body.items;
  expect(english[0].stepLabel).toBe('Approve payment');
  const own = (await people.wang.get(`${path}?lineId=${order.voucherLineId}`)).body.items;
  expect(new Set(own.map(({ lineId }: { lineId: string }) => lineId))).toEqual(new Set([order.voucherLineId]));
  expect(own.length).toBeLessThan(items.length);
  expect((await people.wang.get(`${path}?lineId=${order.id}`)).body.items).toEqual([]);
});
