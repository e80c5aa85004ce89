import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { commands } from '../../../db/schema/process.ts';
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
  ).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'mute', 'mute']);
  const report = { openOrders: 7, broughtBack: ['a'], resent: [] };
  await keepReport(portal.database.db, { ...report, differences: [] });
  await keepReport(portal.database.db, {
    ...report,
    differences: ['voucher line x is not what its entries and orders say'],
  });
  const after = (await agent.open('/operation')).text;
  expect(after.indexOf('voucher line x')).toBeLessThan(after.indexOf('一致</span>'));
});

test('clicks that nobody was answered about are counted, also those that are being sent still', async () => {
  const agent = await aBrowser(portal, 'admin');
  const command = { subjectType: 'order' as const, subjectId: randomUUID(), step: 'close', body: {} };
  const old = { ...command, acceptedAt: new Date(Date.now() - 3_600_000).toISOString() };
  await portal.database.db.insert(commands).values([
    { ...old, id: randomUUID(), state: 'accepted' },
    { ...old, id: randomUUID(), state: 'sending' },
    { ...old, id: randomUUID(), state: 'done', settledAt: new Date().toISOString() },
    { ...command, id: randomUUID(), state: 'sending' },
  ]);
  expect((await agent.open('/operation')).text).toContain('2 个操作超过 60 秒未答复');
  await portal.database.db.delete(commands).where(eq(commands.subjectId, command.subjectId));
});

test('a worker that is gone is said', async () => {
  const idle = await aPortal({ withoutWorker: true });
  const agent = await aBrowser(idle, 'admin');
  const { text } = await agent.open('/operation');
  expect(text).toContain('没有工作进程');
  expect(text).toContain('没有文件识别进程');
  await idle.stop();
});

test.each(['center', 'enterprise'])('for %s the page does not exist', async (name) => {
  const agent = await aBrowser(portal, name);
  expect((await agent.open('/operation')).status).toBe(404);
  expect((await agent.open('/orders')).text).not.toContain('/operation');
});

test('what is done again and again is red when it is late: the oldest mail, reconciliation', async () => {
  const { client: ask } = portal.database;
  const agent = await aBrowser(portal, 'admin');
  const shown = async (): Promise<(string | undefined)[]> =>
    dom((await agent.open('/operation')).text)
      .classed('tag')
      .slice(-3)
      .map((tag) => tag.attribute('class')?.replace('tag tag-', ''));
  await keepReport(portal.database.db, { openOrders: 0, broughtBack: [], resent: [], differences: [] });
  expect((await shown()).slice(0, 2)).toEqual(['ok', 'ok']);
  await ask`update reconciliations set at = now() - interval '31 minutes'`;
  await ask`insert into notifications (account_id, subject_type, subject_id, event, facts, at)
    select id, 'order', gen_random_uuid(), 'order.placed', '{}', now() - interval '16 minutes' from accounts limit 1`;
  expect((await shown()).slice(0, 2)).toEqual(['bad', 'bad']);
  expect((await agent.open('/operation')).text).toContain('，已超过应有的间隔');
  await ask`update notifications set at = now() - interval '14 minutes'`;
  await ask`update reconciliations set at = now() - interval '29 minutes'`;
  expect((await shown()).slice(0, 2)).toEqual(['ok', 'ok']);
});
