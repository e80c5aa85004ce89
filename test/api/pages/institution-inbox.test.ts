import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn, linkTo, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOffer, anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const inbox = async (query = '', who = 'institution'): Promise<string> =>
  (await (await aBrowser(portal, who)).open(`/tasks${query}`)).text;

/** The orders that wait for their price on a page, by their ids. */
const pricesIn = (text: string): string[] =>
  dom(text)
    .roles('row')
    .map((row) => row.attribute('id') ?? '')
    .filter((id) => id.startsWith('price-'))
    .map((id) => id.slice('price-'.length));

/** What can be chosen beside the list, with its counts. */
const choicesIn = (text: string): string[] =>
  dom(text)
    .role('navigation', '筛选')
    .roles('link')
    .map((link) => link.text);

const rangesIn = (text: string): string[] =>
  dom(text)
    .roles('navigation', '分页')
    .flatMap((pager) => pager.tags('span').map((part) => part.text));

async function aReturned(): Promise<string> {
  const order = await anOrder(people, 'redemptionReview');
  await people.zhao.post(`${order.path}/redemption/return`, { version: order.version, reason: '请补充' });
  return order.id;
}

test('the inbox of an institution holds what waits for its price beside its supplements, and both are counted', async () => {
  expect(plain(await inbox())).toContain('还没有待办');
  const [first, second] = [await anOrder(people, 'unpaid'), await anOrder(people, 'unpaid')];
  await anOrder(people, 'priced');
  const onlyPrices = await inbox();
  expect(pricesIn(onlyPrices)).toEqual([first.id, second.id]); // longest waiting first
  expect(plain(onlyPrices)).not.toContain('还没有待办');
  expect(hrefsIn(onlyPrices)).toContain(`/orders/${first.id}/price`);
  expect(plain(onlyPrices)).toContain('今天下单');
  await aReturned();
  const both = await inbox();
  expect(plain(both)).toContain('3 件');
  expect(choicesIn(both)).toEqual(['全部待办 3', '已超期 0', '全部类型 3', '补正 1', '核定价格 2']);
  expect(dom(both).role('navigation', '主导航').text).toContain('待办 3');
  expect(pricesIn(await inbox('?kind=supplement'))).toEqual([]);
  expect(pricesIn(await inbox('?state=overdue'))).toEqual([]);
  const alone = await inbox('?kind=confirmPrice');
  expect(pricesIn(alone)).toEqual([first.id, second.id]);
  expect(plain(alone)).not.toContain('去补正');
  await people.chen.post(`${first.path}/price`, { orderAmount: '50000.00' });
  expect(pricesIn(await inbox())).toEqual([second.id]);
});

test('nobody there claims: no filter, no column, no key', async () => {
  await aReturned();
  const text = await inbox();
  expect(plain(text)).not.toContain('认领');
  expect(text).not.toContain('data-key="c"');
  expect(
    dom(text)
      .tags('kbd')
      .map((key) => key.text),
  ).not.toContain('c');
  const staff = await inbox('', 'park');
  expect(plain(staff)).toContain('未认领');
  expect(
    dom(staff)
      .tags('kbd')
      .map((key) => key.text),
  ).toContain('c');
});

test('others have no orders to price there, and another institution not these', async () => {
  await anOrder(people, 'unpaid');
  for (const who of ['park', 'center', 'finance', 'institution-2']) {
    expect(pricesIn(await inbox('', who))).toEqual([]);
    expect(plain(await inbox('', who))).not.toContain('核定价格');
  }
  const asked = await (await aBrowser(portal, 'park')).open('/tasks?kind=confirmPrice');
  expect([400, 422]).toContain(asked.status);
});

test('the prices are searched, and walked page by page and back again', async () => {
  const offer = await anOffer(people.wang);
  for (let count = 0; count < 25; count += 1)
    await people.wang.post('/api/orders', { ...offer, expectedAmount: '50000.00' });
  const chen = await aBrowser(portal, 'institution');
  const beside = (await chen.open('/tasks')).text;
  expect(pricesIn(beside)).toHaveLength(20);
  const [all] = hrefsIn(beside).filter((href) => href === '/tasks?kind=confirmPrice');
  const first = (await chen.open(all ?? '')).text;
  const total = Number(rangesIn(first)[0]?.split(' / ')[1]);
  expect(rangesIn(first)).toEqual([`1–20 / ${total}`]);
  const second = (await chen.open(linkTo(first, 'next'))).text;
  expect(rangesIn(second)).toEqual([`21–${total} / ${total}`]);
  expect(new Set([...pricesIn(first), ...pricesIn(second)]).size).toBe(total);
  const again = (await chen.open(linkTo(second, 'prev'))).text;
  expect(pricesIn(again)).toEqual(pricesIn(first));
  expect(pricesIn(await inbox(`?q=${encodeURIComponent('没有这样的')}`))).toEqual([]);
  expect(pricesIn(await inbox(`?q=${encodeURIComponent('高新')}`))).toHaveLength(20);
});
