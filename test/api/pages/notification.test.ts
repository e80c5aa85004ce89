import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, redemption } from '../support/story.ts';

let portal: TestPortal;
let orderId: string;

beforeAll(async () => {
  portal = await aPortal();
  orderId = (await anOrder(await cast(portal), 'paid')).id;
});
afterAll(() => portal.stop());

const firstOf = (text: string): string =>
  hrefsIn(text).find((href) => /^\/notifications\/[0-9a-f-]{36}$/.test(href)) ?? '';
const unread = (text: string): number =>
  dom(text)
    .roles('listitem')
    .filter((line) => line.attribute('class') === 'unread').length;
const counts = async (agent: TestBrowser) => dom((await agent.open('/notifications/bell')).text).classed('count');

test('what is unread can be shown alone', async () => {
  const agent = await aBrowser(portal, 'institution');
  const all = (await agent.open('/notifications')).text;
  const alone = (await agent.open('/notifications?unread=1')).text;
  expect(unread(alone)).toBe(unread(all));
  expect(unread(alone)).toBeGreaterThan(0);
  await agent.open(firstOf(alone));
  const rest = (await agent.open('/notifications?unread=1')).text;
  expect(unread(rest)).toBe(unread(alone) - 1);
  expect(dom(rest).role('navigation', '分页').tags('span')[0]?.text).toBe(`1–${unread(rest)} / ${unread(rest)}`);
  expect(dom(rest).classed('tag')).toEqual([]);
});

test('one reads what happened, latest first, and is led to the order', async () => {
  const agent = await aBrowser(portal, 'enterprise');
  const { text } = await agent.open('/notifications');
  expect(unread(text)).toBe(2); // price confirmed, payment approved
  expect(text.indexOf('支付审核通过')).toBeLessThan(text.indexOf('已核定价格'));
  const href = firstOf(text);
  const opened = await agent.open(href);
  expect([opened.status, opened.get('Location')]).toEqual([303, `/orders/${orderId}`]);
  expect(unread((await agent.open('/notifications')).text)).toBe(1);
});

test('of what was returned, the institution is led to the supplement while it waits for one', async () => {
  const people = await cast(portal);
  const order = await anOrder(people, 'redemptionReview');
  const returned = { reason: '请补充启动会记录。', version: order.version };
  expect((await people.zhao.post(`${order.path}/redemption/return`, returned)).status).toBe(200);
  const agent = await aBrowser(portal, 'institution');
  const href = firstOf((await agent.open('/notifications')).text);
  expect((await agent.open(href)).get('Location')).toBe(`/orders/${order.id}/supplement`);
  await people.chen.post(`${order.path}/redemption/supplement`, await redemption(people.chen));
  expect((await agent.open(href)).get('Location')).toBe(`/orders/${order.id}`);
});

test('a page of the unread that has been read meanwhile leads to the first', async () => {
  const agent = await aBrowser(portal, 'enterprise');
  const after = Buffer.from(JSON.stringify(['00000000-0000-7000-8000-000000000000'])).toString('base64url');
  const emptied = await agent.open(`/notifications?unread=1&after=${after}`);
  expect([emptied.status, emptied.get('Location')]).toEqual([302, '/notifications?unread=1']);
});

test('the bell brings the counts of the menu with it, each of those who have them', async () => {
  const badges = async (who: string) =>
    dom((await (await aBrowser(portal, who)).open('/notifications/bell')).text)
      .classed('tail')
      .map((badge) => [badge.attribute('id'), badge.attribute('hx-swap-oob')]);
  expect(await badges('enterprise')).toEqual([['badge-unread', 'true']]);
  expect(await badges('park')).toEqual([
    ['badge-tasks', 'true'],
    ['badge-unread', 'true'],
  ]);
});

test('all are marked as read at once, and the bell falls silent', async () => {
  const agent = await aBrowser(portal, 'institution');
  const { text } = await agent.open('/notifications');
  expect(unread(text)).toBeGreaterThan(0);
  expect(await counts(agent)).toHaveLength(1);
  const sent = await agent.send('/notifications', '/notifications/read');
  expect([sent.status, sent.get('Location')]).toEqual([303, '/notifications']);
  expect(unread((await agent.open('/notifications')).text)).toBe(0);
  expect(await counts(agent)).toEqual([]);
});

test("another's notification does not exist", async () => {
  const wang = await aBrowser(portal, 'enterprise');
  const { text } = await wang.open('/notifications');
  const href = firstOf(text);
  expect((await (await aBrowser(portal, 'enterprise-2')).open(href)).status).toBe(404);
});

test('who has been told nothing yet is told what will stand here', async () => {
  const { text } = await (await aBrowser(portal, 'enterprise-2')).open('/notifications');
  expect(text).toContain('还没有消息');
});
