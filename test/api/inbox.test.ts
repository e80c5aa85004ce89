import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countTasks, inboxQuery, listInbox } from '../../api/actions/inbox.ts';
import { findCredentials } from '../../db/reads/account.ts';
import type { Account } from '../../db/reads/account.ts';
import { removeOldViewings } from '../../db/writes/portal/viewing.ts';
import type { TestClient } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;
let orders: Awaited<ReturnType<typeof anOrder>>[];

/**
 * Four redemptions before the center: one is late, one claimed by zhao, one approved by zhou, one untouched. A fifth has been
 * returned by zhou. A payment before the park; a payout before finance.
 */
beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  orders = await Promise.all([0, 1, 2, 3, 4].map(() => anOrder(people, 'redemptionReview')));
  await Promise.all([anOrder(people, 'paymentReview'), anOrder(people, 'preRedeemed')]);
  const { client: sql } = portal.database;
  const { zhao, zhou } = people;
  const [late, claimed, approved, , returned] = orders;
  await sql`update tasks set due_at = now() - interval '1 day' where subject_id = ${late?.id ?? ''} and state = 'open'`;
  const tasks = (await zhao.get('/api/tasks')).body.items as { id: string; subject: { id: string } }[];
  const task = tasks.find(({ subject }) => subject.id === claimed?.id);
  await zhao.post(`/api/tasks/${task?.id}/claim`);
  await zhou.post(`${approved?.path}/redemption/approval`, {
    confirmed: true,
    amount: '30000.00',
    version: approved?.version,
  });
  await zhou.post(`${returned?.path}/redemption/return`, { reason: '请补充发票', version: returned?.version });
}, 60_000);
afterAll(() => portal.stop());

const accountOf = async (name: string): Promise<Account> => {
  const found = await findCredentials(portal.database.db, `demo-${name}`);
  if (!found) throw new Error(`no account ${name}`);
  return found.account;
};
const inbox = async (name: string, query: object = {}) =>
  listInbox(portal.database, await accountOf(name), inboxQuery.parse(query));
const numbers = async (name: string, query: object = {}) =>
  (await inbox(name, query)).lines.map(({ task }) => task.subjectId);
const ids = (...indexes: number[]) => indexes.map((index) => orders[index]?.id);

test('a line has the task, its order as the rules know it, and what the asker may do', async () => {
  const { lines } = await inbox('center');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({
    task: { kind: 'redemptionReview', state: 'open', claimedBy: null, title: { number: expect.stringMatching(/^DD/) } },
    subject: {
      type: 'order',
      record: {
        order: { orderAmountFen: 5_000_000, voucherAmountFen: 3_000_000, claim: { actualAmountFen: 5_000_000 } },
        names: { institution: expect.any(String), enterprise: '创新协同中心测试' },
      },
    },
    viewers: [],
    mayClaim: { allowed: true },
    mayDecide: { allowed: true },
  });
  expect((await inbox('finance')).lines[0]).toMatchObject({
    task: { kind: 'payout' },
    subject: { record: { order: { redemptionFen: 3_000_000 } } },
    mayDecide: { allowed: true },
  });
  expect((await inbox('park-2')).lines).toEqual([]);
});

test('pages are walked forwards and back', async () => {
  const first = await inbox('center', { limit: '3' });
  const second = await inbox('center', { limit: '3', after: first.next ?? '' });
  expect([first, second].map(({ lines, next, previous }) => [lines.length, next === null, previous === null])).toEqual([
    [3, false, true],
    [1, true, false],
  ]);
  const back = await inbox('center', { limit: '3', before: second.previous ?? '' });
  expect(back.lines.map(({ task }) => task.id)).toEqual(first.lines.map(({ task }) => task.id));
});

test('the filters narrow, and each knows its count', async () => {
  const { zhao } = people;
  const [late] = orders;
  expect(await numbers('center', { overdue: 'true' })).toEqual(ids(0));
  expect((await numbers('center'))[0]).toBe(late?.id); // earliest due first
  expect(await numbers('center', { mine: '1' })).toEqual(ids(1));
  expect(await numbers('center-2', { mine: '1' })).toEqual([]);
  expect(await numbers('center', { state: 'claimed' })).toEqual(ids(1));
  expect(new Set(await numbers('center', { state: 'open' }))).toEqual(new Set(ids(0, 2, 3)));
  expect(await numbers('center', { kind: 'payout' })).toEqual([]);
  expect(await numbers('center', { group: 'finance' })).toEqual([]);
  expect(await numbers('center', { state: 'done' })).toHaveLength(2); // the one that went to finance, the one returned
  const [line] = (await inbox('center')).lines;
  expect(await numbers('center', { q: line?.task.title.number })).toEqual(ids(0));
  expect(await numbers('center', { q: '50,000' })).toHaveLength(4);
  expect(await numbers('center', { q: '1.23' })).toEqual([]);

  const counts = async (name: string, query: object = {}) =>
    countTasks(portal.database, await accountOf(name), inboxQuery.parse(query));
  const nothing = { paymentReview: 0, supplement: 0, payout: 0, contractChange: 0, closure: 0, passwordReset: 0 };
  expect(await counts('center')).toEqual({
    ...nothing,
    todo: 4,
    open: 3,
    claimed: 1,
    mine: 1,
    overdue: 1,
    done: 2,
    redemptionReview: 4,
  });
  expect(await counts('center', { q: line?.task.title.number })).toMatchObject({ todo: 1, overdue: 1, mine: 0 });
  expect(await counts('finance')).toMatchObject({ todo: 1, payout: 1 });
  expect(await counts('park-2')).toMatchObject({ todo: 0, done: 0 });
  expect((await zhao.get('/api/tasks?overdue=true')).body.items).toHaveLength(1);
  expect((await zhao.get('/api/tasks?q=nothing')).body.items).toEqual([]);
  expect((await zhao.get('/api/tasks?limit=1')).body).not.toHaveProperty('previous');
});

test('four eyes, others’ claims and declared companies are known before anyone clicks', async () => {
  const of = async (name: string, index: number) =>
    (await inbox(name)).lines.find(({ task }) => task.subjectId === orders[index]?.id);
  expect((await of('center-2', 1))?.mayDecide).toEqual({ allowed: false, code: 'task.claimed-by-another' });
  expect((await of('center', 1))?.mayDecide).toEqual({ allowed: true });
  expect(await of('center-2', 2)).toMatchObject({
    mayClaim: { code: 'redemption.second-person-needed' },
    mayDecide: { code: 'redemption.second-person-needed' },
  });
  expect((await of('center', 2))?.mayDecide).toEqual({ allowed: true });
  const { client: sql } = portal.database;
  await sql`update accounts set declared_credit_codes = array['91410100MA47B8H51D'] where username = 'demo-center'`;
  expect(await of('center', 0)).toMatchObject({
    mayClaim: { code: 'order.declared-company' },
    mayDecide: { code: 'order.declared-company' },
  });
  await sql`update accounts set declared_credit_codes = '{}' where username = 'demo-center'`;
  expect((await inbox('center', { state: 'done' })).lines[0]?.mayDecide).toEqual({
    allowed: false,
    code: 'task.not-open',
  });
});

test('a person’s decisions are theirs alone, newest first, with the reason given', async () => {
  const { zhao, zhou, li } = people;
  const order = orders[4];
  const { items } = (await zhou.get('/api/decisions')).body;
  expect(items[0]).toMatchObject({
    step: 'returnRedemption',
    stepLabel: '退回补正',
    order: { id: order?.id },
    to: 'redemptionReview',
    reason: '请补充发票',
  });
  expect(items.map(({ step }: { step: string }) => step)).toEqual([
    'returnRedemption',
    'approveRedemption',
    'approveRedemption',
  ]);
  expect((await zhao.get('/api/decisions')).body.items).toHaveLength(1);
  expect((await (await portal.as('park-2')).get('/api/decisions')).body.items).toEqual([]);
  const walked: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { body } = await li.get(`/api/decisions?limit=2&after=${after}`);
    walked.push(...body.items.map(({ order: { id } }: { order: { id: string } }) => id));
    after = body.next;
  }
  expect(walked).toHaveLength(6); // every payment approved
  expect(new Set(walked).size).toBe(6);
  expect((await li.get('/api/decisions?limit=1', { 'accept-language': 'en' })).body.items[0].stepLabel).toBe(
    'Approve payment',
  );
  expect((await li.get('/api/decisions?after=x')).status).toBe(422);
});

test('colleagues see who has a task before them, for a minute, and companies do not', async () => {
  const { zhao, zhou, chen } = people;
  const { client: sql, db } = portal.database;
  const line = async () => (await inbox('center')).lines.find(({ task }) => task.subjectId === orders[3]?.id);
  const path = `/api/tasks/${(await line())?.task.id}/viewing`;
  const viewing = async (who: TestClient) => (await who.post(path)).body.viewers;
  expect(await viewing(zhao)).toEqual([]);
  expect(await viewing(zhou)).toEqual([{ id: zhao.actor.id, name: zhao.actor.name }]);
  expect(await viewing(zhao)).toEqual([{ id: zhou.actor.id, name: zhou.actor.name }]);
  expect((await chen.post(path)).status).toBe(403);
  expect((await (await portal.as('finance')).post(path)).body.code).toBe('task.not-found');
  expect((await line())?.viewers).toEqual([{ id: zhou.actor.id, name: zhou.actor.name }]);
  expect((await zhou.delete(path)).status).toBe(204);
  expect((await line())?.viewers).toEqual([]);
  await viewing(zhou);
  await sql`update viewings set seen_at = seen_at - interval '61 seconds' where account_id = ${zhou.actor.id}`;
  expect(await viewing(zhao)).toEqual([]);
  await removeOldViewings(db);
  expect(await sql`select account_id from viewings`).toEqual([{ account_id: zhao.actor.id }]);
});
