/**
 * A password reset from asking to its end, over the real database and the real Temporal server.
 *
 * @source L14, D16
 */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eq } from 'drizzle-orm';
import { findPasswordReset } from '../../db/reads/password-reset.ts';
import { notifications } from '../../db/schema/notification.ts';
import { accounts } from '../../db/schema/organization.ts';
import { passwordResetEvents, passwordResets } from '../../db/schema/password-reset.ts';
import { sessions } from '../../db/schema/portal.ts';
import { commands } from '../../db/schema/process.ts';
import { tasks } from '../../db/schema/task.ts';
import type { PasswordResetBodies } from '../../domain/password-reset/password-reset.ts';
import type { StepRequest } from '../../domain/process/steps.ts';
import type { Subject } from '../../domain/process/subject.ts';
import type { DeadlinePlan } from '../../domain/process/wait.ts';
import { PASSWORD_RESET, PASSWORD_RESET_SIGNALS } from '../../workflows/messages/password-reset.ts';
import { executionOf } from '../../workflows/messages/executions.ts';
import { textsIn } from '../replay/history.ts';
import { acceptCommand } from '../setup/commands.ts';
import { eventually } from '../setup/eventually.ts';
import { one } from '../setup/scheme.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

type Request = StepRequest<PasswordResetBodies>;
type Person = Pick<World['zhao'], 'id'> | null;

const subjectOf = (id: string): Subject => ({ type: 'passwordReset', id });
const handleOf = (id: string) => world.temporal.client.workflow.getHandle(executionOf(subjectOf(id)));

/** A click, as the portal accepts and sends it; null when done, else the refusal's code. Nobody in particular is a visitor. */
async function click(
  id: string,
  who: Person,
  request: Request,
  { plan, version = null }: { readonly plan?: DeadlinePlan; readonly version?: number | null } = {},
): Promise<string | null> {
  const { step } = request;
  const actorId = who?.id ?? null;
  const commandId = await acceptCommand(world.db, { subject: subjectOf(id), accountId: actorId, request, version });
  await world.temporal.client.workflow.signalWithStart(PASSWORD_RESET, {
    workflowId: executionOf(subjectOf(id)),
    taskQueue: world.temporal.taskQueue,
    args: [{ subjectId: id, clicked: true, ...(plan && { plan }) }],
    signal: PASSWORD_RESET_SIGNALS[step],
    signalArgs: [{ commandId, step, actorId, version }],
    workflowTaskTimeout: '5s',
  });
  return world.temporal.outcomeOf(commandId);
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a visitor writes: none of it may reach a history. */
const WRITTEN = {
  company: '深圳某某科技有限公司',
  creditCode: '91350100M000100Y43',
  contact: '王经理',
  landline: '0755-12345678',
  reason: '离职交接遗失密码',
};

const request = (username: string): Request => ({ step: 'request', body: { username, ...WRITTEN } });
const IDENTITY_CHECK = '回拨登记座机，核对统一社会信用代码';
const issueLink = (token: string): Request => ({
  step: 'issueLink',
  body: { identityCheck: IDENTITY_CHECK, tokenHash: hashOf(token) },
});
const setPassword = (token: string, password = 'new'): Request => ({
  step: 'setPassword',
  body: { tokenHash: hashOf(token), passwordHash: `scrypt$${hashOf(password)}` },
});

/** A request for wang's account, or another's, and the id it has. */
async function aRequest(username = world.wang.username, plan?: DeadlinePlan): Promise<string> {
  const id = randomUUID();
  expect(await click(id, null, request(username), plan && { plan })).toBeNull();
  return id;
}

async function recordOf(id: string) {
  const record = await findPasswordReset(world.db, id);
  if (!record) throw new Error(`no password reset ${id}`);
  return record;
}

const passwordOf = async (accountId: string): Promise<string> =>
  (await one(world.db.select().from(accounts).where(eq(accounts.id, accountId)))).passwordHash;
const tasksOf = (id: string) => world.db.select().from(tasks).where(eq(tasks.subjectId, id));
const eventsOf = (id: string) =>
  world.db
    .select()
    .from(passwordResetEvents)
    .where(eq(passwordResetEvents.subjectId, id))
    .orderBy(passwordResetEvents.seq);
const told = async (id: string): Promise<string[]> =>
  (
    await world.db
      .select({ event: notifications.event, name: accounts.name })
      .from(notifications)
      .innerJoin(accounts, eq(accounts.id, notifications.accountId))
      .where(eq(notifications.subjectId, id))
  )
    .map(({ event, name }) => `${event} → ${name}`)
    .toSorted();

/** A session of this account, as signing in leaves it. */
async function aSession(accountId: string): Promise<string> {
  const id = randomUUID();
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  await world.db.insert(sessions).values({ id, accountId, content: {}, expiresAt });
  return id;
}

const sessionsOf = async (accountId: string): Promise<string[]> =>
  (await world.db.select().from(sessions).where(eq(sessions.accountId, accountId))).map(({ id }) => id);

describe('a request', () => {
  test('opens a task of the center, who are told of it, and waits without a deadline of its own', async () => {
    const id = await aRequest();
    const { reset, task, onRecord, dueAt } = await recordOf(id);
    expect(reset).toMatchObject({
      state: 'requested',
      version: 1,
      seq: 1,
      account: { id: world.wang.id, isCompany: true },
    });
    expect(onRecord?.username).toBe(world.wang.username);
    expect(task).toMatchObject({ kind: 'passwordReset', claimedBy: null });
    expect(await tasksOf(id)).toMatchObject([
      { group: 'center', state: 'open', title: { number: reset.number, name: WRITTEN.company }, dueAt },
    ]);
    expect(await told(id)).toEqual(['passwordReset.requested → zhao', 'passwordReset.requested → zhou']);
    const { searchAttributes } = await eventually(
      () => handleOf(id).describe(),
      (seen) => seen.searchAttributes['CaseState'] !== undefined,
    );
    expect(searchAttributes).toMatchObject({ CaseState: ['待核验'], WaitingFor: ['创新协同中心'] });
  });

  test('is recorded as well when it fits no account, and can then only be refused', async () => {
    const id = await aRequest(`nobody-${randomUUID()}`);
    expect((await recordOf(id)).reset).toMatchObject({ state: 'requested', account: null });
    expect(await click(id, world.zhao, issueLink('a'))).toBe('passwordReset.no-account');
    expect(await click(id, world.zhao, { step: 'refuse', body: { reason: '申请信息与平台账号不符' } })).toBeNull();
    expect(await handleOf(id).result()).toMatchObject({ state: 'refused', seq: 2 });
    expect(await told(id)).toEqual(['passwordReset.requested → zhao', 'passwordReset.requested → zhou']);
  });

  test('for an account of staff gets no link from the center', async () => {
    const id = await aRequest(world.li.username);
    expect(await click(id, world.zhao, issueLink('a'))).toBe('passwordReset.staff-account');
    expect((await recordOf(id)).reset).toMatchObject({ state: 'requested', version: 1, tokenHash: null });
  });

  test('is decided by the center alone, over the version it has seen, and not while another has claimed it', async () => {
    const id = await aRequest();
    expect(await click(id, world.wang, issueLink('a'))).toBe('passwordReset.not-your-step');
    expect(await click(id, world.zheng, issueLink('a'))).toBe('passwordReset.not-your-step');
    expect(await click(id, world.zhao, issueLink('a'), { version: 2 })).toBe('passwordReset.content-changed');
    await world.db.update(tasks).set({ state: 'claimed', claimedBy: world.zhou.id }).where(eq(tasks.subjectId, id));
    expect(await click(id, world.zhao, issueLink('a'))).toBe('task.claimed-by-another');
    expect(await click(id, world.zhou, issueLink('a'), { version: 1 })).toBeNull();
  });

  test('reminds the center when nobody decides', async () => {
    const id = await aRequest(world.wang.username, { requested: [{ step: 'remind', afterMs: 100 }] });
    await eventually(
      () => eventsOf(id),
      (events) => events.length === 2,
    );
    expect((await told(id)).filter((each) => each.startsWith('task.'))).toEqual([
      'task.reminder → zhao',
      'task.reminder → zhou',
    ]);
    expect((await recordOf(id)).reset).toMatchObject({ state: 'requested', version: 1, seq: 2 });
  });
});

describe('a link', () => {
  test('sets the password once, ends every session of the account and the case', async () => {
    const id = await aRequest();
    const token = randomUUID();
    await aSession(world.wang.id);
    const others = await aSession(world.chen.id);
    expect(await click(id, world.zhao, issueLink(token))).toBeNull();
    const { reset, task } = await recordOf(id);
    expect([reset.state, reset.identityCheck, task]).toEqual(['linkIssued', IDENTITY_CHECK, null]);
    expect((await tasksOf(id)).map(({ state, closedBy }) => [state, closedBy])).toEqual([['done', world.zhao.id]]);
    const lasts = Date.parse(reset.linkEndsAt ?? '') - Date.parse((await eventsOf(id))[1]?.at ?? '');
    expect(lasts).toBe(24 * 3_600_000);

    const before = await passwordOf(world.wang.id);
    expect(await click(id, null, setPassword('another'))).toBe('passwordReset.link-invalid');
    expect(await passwordOf(world.wang.id)).toBe(before);
    expect(await sessionsOf(world.wang.id)).toHaveLength(1);

    expect(await click(id, null, setPassword(token))).toBeNull();
    expect(await handleOf(id).result()).toMatchObject({ state: 'done', version: 3, seq: 3, waiting: null, due: null });
    expect(await passwordOf(world.wang.id)).toBe(`scrypt$${hashOf('new')}`);
    expect(await sessionsOf(world.wang.id)).toEqual([]);
    expect(await sessionsOf(world.chen.id)).toEqual([others]);
    expect((await told(id)).filter((each) => each.endsWith('wang'))).toEqual([
      'passwordReset.done → wang',
      'passwordReset.linkIssued → wang',
    ]);

    expect(await click(id, null, setPassword(token, 'second'))).toBe('passwordReset.wrong-state');
    expect(await passwordOf(world.wang.id)).toBe(`scrypt$${hashOf('new')}`);
    expect((await eventsOf(id)).map(({ step, actorId }) => [step, actorId])).toEqual([
      ['request', null],
      ['issueLink', world.zhao.id],
      ['setPassword', null],
    ]);
  });

  test('ends by the clock when nobody uses it: the password stays, and the account is told', async () => {
    const plan: DeadlinePlan = { linkIssued: [{ step: 'expire', afterMs: 200 }] };
    const id = await aRequest(world.wang.username, plan);
    const token = randomUUID();
    const before = await passwordOf(world.wang.id);
    expect(await click(id, world.zhao, issueLink(token))).toBeNull();
    expect(await handleOf(id).result()).toMatchObject({ state: 'expired', version: 3, seq: 3 });
    expect((await recordOf(id)).reset).toMatchObject({ state: 'expired', tokenHash: null });
    expect(await click(id, null, setPassword(token))).toBe('passwordReset.wrong-state');
    expect(await passwordOf(world.wang.id)).toBe(before);
    expect(await told(id)).toContain('passwordReset.expired → wang');
    expect((await eventsOf(id)).at(-1)).toMatchObject({ step: 'expire', actorId: null, fromState: 'linkIssued' });
  });

  test('is refused by its recording once it has ended, though the clock has not come to it yet', async () => {
    const id = await aRequest(world.wang.username);
    const token = randomUUID();
    const before = await passwordOf(world.wang.id);
    expect(await click(id, world.zhao, issueLink(token))).toBeNull();
    await world.db
      .update(passwordResets)
      .set({ linkEndsAt: new Date(Date.now() - 1000).toISOString() })
      .where(eq(passwordResets.id, id));
    expect(await click(id, null, setPassword(token))).toBe('passwordReset.link-invalid');
    expect(await passwordOf(world.wang.id)).toBe(before);
  });

  test('is issued by an administrator for staff, never for a company or for themselves', async () => {
    const issueFor = (username: string, token = 'a'): Request => ({
      step: 'issueForStaff',
      body: { username, identityCheck: IDENTITY_CHECK, tokenHash: hashOf(token) },
    });
    expect(await click(randomUUID(), world.zheng, issueFor(world.wang.username))).toBe('passwordReset.not-staff');
    expect(await click(randomUUID(), world.zheng, issueFor(`nobody-${randomUUID()}`))).toBe('passwordReset.not-staff');
    expect(await click(randomUUID(), world.zheng, issueFor(world.zheng.username))).toBe('passwordReset.own-account');
    expect(await click(randomUUID(), world.zhao, issueFor(world.li.username))).toBe('passwordReset.not-your-step');
    const [id, token] = [randomUUID(), randomUUID()];
    expect(await click(id, world.zheng, issueFor(world.li.username.toUpperCase(), token))).toBeNull();
    expect((await recordOf(id)).reset).toMatchObject({
      state: 'linkIssued',
      requested: null,
      account: { isCompany: false },
    });
    expect(await tasksOf(id)).toEqual([]);
    expect(await click(id, null, setPassword(token, 'staff'))).toBeNull();
    expect(await passwordOf(world.li.id)).toBe(`scrypt$${hashOf('staff')}`);
  });
});

test('a refusal ends the case with its reason, and the account is told', async () => {
  const id = await aRequest();
  expect(await click(id, world.zhou, { step: 'refuse', body: { reason: '未能核验申请人身份' } })).toBeNull();
  expect(await handleOf(id).result()).toMatchObject({ state: 'refused', version: 2, seq: 2, due: null });
  expect((await recordOf(id)).reset).toMatchObject({ remark: '未能核验申请人身份', tokenHash: null });
  expect((await tasksOf(id)).map(({ state }) => state)).toEqual(['done']);
  expect(await told(id)).toContain('passwordReset.refused → wang');
  expect(await click(id, null, setPassword('a'))).toBe('passwordReset.wrong-state');
});

describe('secrets', () => {
  test('are in no history, no event, no notice and no answered command, and texts of people in no history', async () => {
    const id = await aRequest();
    const [token, password] = [randomUUID(), randomUUID()];
    expect(await click(id, world.zhao, issueLink(token))).toBeNull();
    expect(await click(id, null, setPassword('wrong', password))).toBe('passwordReset.link-invalid');
    expect(await click(id, null, setPassword(token, password))).toBeNull();
    await handleOf(id).result();

    const history = textsIn(JSON.parse(historyToJSON(await handleOf(id).fetchHistory()))).join('\n');
    const own = eq(commands.subjectId, id);
    const kept = JSON.stringify([
      await world.db.select().from(commands).where(own),
      await eventsOf(id),
      await world.db.select().from(notifications).where(eq(notifications.subjectId, id)),
      await tasksOf(id),
      await world.db.select().from(passwordResets).where(eq(passwordResets.id, id)),
    ]);
    const secrets = [token, password, hashOf(token), hashOf(password), hashOf('wrong')];
    const texts = [...Object.values(WRITTEN), world.wang.username, IDENTITY_CHECK];
    expect([...secrets, ...texts].filter((text) => history.includes(text))).toEqual([]);
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
    expect(texts.filter((text) => !kept.includes(text))).toEqual([]); // the search finds what is there
    expect(['resetRequested', '待核验', '设置新密码', id].filter((word) => !history.includes(word))).toEqual([]);
  });
});
