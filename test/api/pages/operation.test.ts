import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { keepReport } from '../../../db/writes/reconciliation.ts';
import { PASSWORD } from '../support/client.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.stop());

const html = { accept: 'text/html' };

async function browser(username: string) {
  const agent = request.agent(portal.url);
  await agent.post('/sign-in').set(html).type('form').send({ username, password: PASSWORD });
  return agent;
}

test('an administrator sees that every part runs, and what reconciliations found', async () => {
  const agent = await browser('demo-admin');
  const before = (await agent.get('/operation').set(html)).text;
  expect(before).toContain('还没有对账');
  expect(before).toContain('href="http://temporal.test"');
  expect([...before.matchAll(/<span class="tag tag-(\w+)">/g)].map(([, meaning]) => meaning)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
  const report = { openOrders: 7, broughtBack: ['a'], resent: [] };
  await keepReport(portal.database.db, { ...report, differences: [] });
  await keepReport(portal.database.db, {
    ...report,
    differences: ['voucher line x is not what its entries and orders say'],
  });
  const after = (await agent.get('/operation').set(html)).text;
  expect(after.indexOf('voucher line x')).toBeLessThan(after.indexOf('一致</span>'));
});

test('a worker that is gone is said', async () => {
  const idle = await aPortal({ withoutWorker: true });
  const agent = request.agent(idle.url);
  await agent.post('/sign-in').set(html).type('form').send({ username: 'demo-admin', password: PASSWORD });
  expect((await agent.get('/operation').set(html)).text).toContain('没有工作进程');
  await idle.stop();
});

test.each(['demo-center', 'demo-enterprise'])('for %s the page does not exist', async (username) => {
  const agent = await browser(username);
  expect((await agent.get('/operation').set(html)).status).toBe(404);
  expect((await agent.get('/orders').set(html)).text).not.toContain('/operation');
});
