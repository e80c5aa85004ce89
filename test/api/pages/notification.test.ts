import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { PASSWORD } from '../support/client.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';

let portal: TestPortal;
let orderId: string;

beforeAll(async () => {
  portal = await aPortal();
  orderId = (await anOrder(await cast(portal), 'paid')).id;
});
afterAll(() => portal.stop());

const html = { accept: 'text/html' };

async function browser(username: string) {
  const agent = request.agent(portal.url);
  await agent.post('/sign-in').set(html).type('form').send({ username, password: PASSWORD });
  return agent;
}

const unread = (text: string): number => [...text.matchAll(/<li class="unread">/g)].length;
const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';

test('one reads what happened, latest first, and is led to the order', async () => {
  const agent = await browser('demo-enterprise');
  const { text } = await agent.get('/notifications').set(html);
  expect(unread(text)).toBe(2); // price confirmed, payment approved
  expect(text.indexOf('支付审核通过')).toBeLessThan(text.indexOf('已核定价格'));
  const [, href = ''] = /<a href="(\/notifications\/[0-9a-f-]{36})">/.exec(text) ?? [];
  const opened = await agent.get(href).set(html);
  expect([opened.status, opened.get('Location')]).toEqual([303, `/orders/${orderId}`]);
  expect(unread((await agent.get('/notifications').set(html)).text)).toBe(1);
});

test('all are marked as read at once, and the bell falls silent', async () => {
  const agent = await browser('demo-institution');
  const { text } = await agent.get('/notifications').set(html);
  expect(unread(text)).toBeGreaterThan(0);
  expect((await agent.get('/notifications/bell').set(html)).text).toContain('class="count"');
  const sent = await agent
    .post('/notifications/read')
    .type('form')
    .send({ _csrf: hidden(text.slice(text.indexOf('notifications/read')), '_csrf'), upTo: hidden(text, 'upTo') });
  expect([sent.status, sent.get('Location')]).toEqual([303, '/notifications']);
  expect(unread((await agent.get('/notifications').set(html)).text)).toBe(0);
  expect((await agent.get('/notifications/bell').set(html)).text).not.toContain('class="count"');
});

test("another's notification does not exist", async () => {
  const wang = await browser('demo-enterprise');
  const { text } = await wang.get('/notifications').set(html);
  const [, href = ''] = /<a href="(\/notifications\/[0-9a-f-]{36})">/.exec(text) ?? [];
  expect((await (await browser('demo-enterprise-2')).get(href).set(html)).status).toBe(404);
});

test('who has been told nothing yet is told what will stand here', async () => {
  const { text } = await (await browser('demo-enterprise-2')).get('/notifications').set(html);
  expect(text).toContain('还没有消息');
});
