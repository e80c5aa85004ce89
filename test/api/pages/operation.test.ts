import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { keepReport } from '../../../db/writes/reconciliation.ts';
import { aBrowser, hrefsIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.stop());

test('an administrator sees that every part runs, and what reconciliations found', async () => {
  const agent = await aBrowser(portal, 'admin');
  const before = (await agent.open('/operation')).text;
  expect(before).toContain('还没有对账');
  expect(hrefsIn(before)).toContain('http://temporal.test');
  expect(
    dom(before)
      .classed('tag')
      .map((tag) => tag.attribute('class')?.replace('tag tag-', '')),
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  const report = { openOrders: 7, broughtBack: ['a'], resent: [] };
  await keepReport(portal.database.db, { ...report, differences: [] });
  await keepReport(portal.database.db, {
    ...report,
    differences: ['voucher line x is not what its entries and orders say'],
  });
  const after = (await agent.open('/operation')).text;
  expect(after.indexOf('voucher line x')).toBeLessThan(after.indexOf('一致</span>'));
});

test('a worker that is gone is said', async () => {
  const idle = await aPortal({ withoutWorker: true });
  const agent = await aBrowser(idle, 'admin');
  expect((await agent.open('/operation')).text).toContain('没有工作进程');
  await idle.stop();
});

test.each(['center', 'enterprise'])('for %s the page does not exist', async (name) => {
  const agent = await aBrowser(portal, name);
  expect((await agent.open('/operation')).status).toBe(404);
  expect((await agent.open('/orders')).text).not.toContain('/operation');
});
