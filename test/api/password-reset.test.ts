/**
 * New passwords through the center, by the JSON interface.
 *
 * @source L14, D16
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { sql } from 'drizzle-orm';
import { passwordResetActivities } from '../../activities/password-reset.ts';
import { renderClaimedMail } from '../../activities/mail/rendered-mail.ts';
import { getCalendar } from '../../db/reads/calendar.ts';
import { claimMail, decideMails, keepMail } from '../../db/writes/mail.ts';
import { aClient, PASSWORD, signIn, someone } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import {
  NEW_PASSWORD,
  newestReset,
  requestFor,
  requestForNobody,
  resetsOf,
  resetThrottles,
  taskOf,
  tokenIn,
} from './support/password-reset.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { textsIn } from '../replay/history.ts';
import { given } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';

let portal: TestPortal;
let center: TestClient;
let admin: TestClient;

beforeAll(async () => {
  portal = await aPortal();
  [center, admin] = await Promise.all([portal.as('center'), portal.as('admin')]);
});

beforeEach(() => resetThrottles(portal));

afterAll(() => portal.stop());

const CHECK = '拨打登记电话 0371-67981234，与法定代表人核对了营业执照号';

/** Asks as a visitor; answers the id of the reset that is recorded. */
async function ask(body: { username: string }): Promise<string> {
  const before = (await resetsOf(portal, body.username)).length;
  expect((await portal.visitor.post('/api/password-resets', body)).body).toEqual({ received: true });
  const rows = await eventually(
    () => resetsOf(portal, body.username),
    ({ length }) => length > before,
  );
  expect(rows).toHaveLength(before + 1);
  return rows.at(-1)?.id ?? '';
}

const issue = (id: string, who = center, headers = {}) =>
  who.post(`/api/password-resets/${id}/link`, { identityCheck: CHECK, version: 1 }, headers);

/** Asks and issues the link; answers both. */
async function aLink(name: Parameters<typeof requestFor>[0]) {
  const id = await ask(requestFor(name));
  const { body } = await issue(id);
  return { id, link: body.link as string, token: tokenIn(body.link) };
}

const setPassword = (token: string, password = NEW_PASSWORD) =>
  portal.visitor.post('/api/password', { token, password });

test('a forgotten password is asked for, checked, and set anew; every session ends', async () => {
  const name = 'institution-2';
  const [open, elsewhere] = await Promise.all([
    aClient(portal.url, `demo-${name}`),
    aClient(portal.url, `demo-${name}`),
  ]);
  const id = await ask(requestFor(name));

  expect(await taskOf(portal, id)).not.toBe('');
  const { body: shown } = await center.get(`/api/password-resets/${id}`);
  expect(shown).toMatchObject({
    state: 'requested',
    stateLabel: '待核验',
    version: 1,
    requested: requestFor(name),
    account: { username: `demo-${name}`, company: '郑州衡准计量检测有限公司', isCompany: true },
    identityCheck: null,
    linkEndsAt: null,
    timeline: [{ step: 'request', by: null, to: 'requested' }],
  });
  expect(shown).not.toHaveProperty('link');

  const issued = await issue(id);
  expect(issued.status).toBe(200);
  expect(issued.body).toMatchObject({ state: 'linkIssued', identityCheck: CHECK });
  expect(issued.body.link).toMatch(/^http:\/\/portal\.test\/password\/new\?token=[\w-]{43}$/);
  expect(Date.parse(issued.body.linkEndsAt) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  expect(Date.parse(issued.body.linkEndsAt) - Date.now()).toBeLessThan(24.1 * 3_600_000);
  expect((await center.get(`/api/password-resets/${id}`)).body).not.toHaveProperty('link');
  expect((await open.get('/api/session')).status).toBe(200);

  expect((await setPassword(tokenIn(issued.body.link))).status).toBe(204);
  expect((await open.get('/api/session')).status).toBe(401);
  expect((await elsewhere.get('/api/session')).status).toBe(401);
  expect((await signIn(portal.url, `demo-${name}`, PASSWORD)).status).toBe(401);
  expect((await signIn(portal.url, `demo-${name}`, NEW_PASSWORD)).status).toBe(200);

  const { body: done } = await admin.get(`/api/password-resets/${id}`);
  expect(done.state).toBe('done');
  expect(done.timeline.map(({ step, by }: { step: string; by: { name: string } | null }) => [step, by?.name])).toEqual([
    ['request', undefined],
    ['issueLink', '赵敏'],
    ['setPassword', undefined],
  ]);
  const rows = await portal.database.client`
    select n.event from notifications n join accounts a on a.id = n.account_id
    where n.subject_id = ${id} and a.username = ${`demo-${name}`} order by n.id`;
  expect(rows.map(({ event }) => event)).toEqual(['passwordReset.linkIssued', 'passwordReset.done']);
});

test('a refusal has a reason, and ends it', async () => {
  const id = await ask(requestFor('institution'));
  const path = `/api/password-resets/${id}/refusal`;
  expect((await center.post(path, { version: 1 })).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/reason', code: 'form.required' }],
  });
  const refused = await center.post(path, { reason: '未能核验申请人身份', version: 1 });
  expect(refused.body).toMatchObject({ state: 'refused', remark: '未能核验申请人身份', identityCheck: null });
  expect(refused.body).not.toHaveProperty('link');
  expect((await issue(id)).body).toMatchObject({ status: 409 });
  expect((await signIn(portal.url, 'demo-institution')).status).toBe(200);
});

describe('the request', () => {
  test('is refused for what is wrong in it, which says nothing of accounts', async () => {
    const wrong = {
      ...requestFor('enterprise'),
      creditCode: '91410100MA47B8H51X',
      reason: ' ',
      landline: 'x'.repeat(31),
    };
    for (const username of ['demo-enterprise', 'keiner-da'])
      expect((await portal.visitor.post('/api/password-resets', { ...wrong, username })).body).toMatchObject({
        status: 422,
        errors: [
          { pointer: '/creditCode', code: 'form.credit-code' },
          { pointer: '/landline', code: 'form.too-long' },
          { pointer: '/reason', code: 'form.required' },
        ],
      });
    expect(await portal.database.client`select id from commands where body ->> 'username' = 'keiner-da'`).toEqual([]);
  });

  test('of a user name without account is recorded as well, and can only be refused', async () => {
    const id = await ask(requestForNobody());
    expect((await center.get(`/api/password-resets/${id}`)).body).toMatchObject({ state: 'requested', account: null });
    expect((await issue(id)).body).toMatchObject({ status: 409, code: 'passwordReset.no-account' });
    const path = `/api/password-resets/${id}/refusal`;
    expect((await center.post(path, { reason: '没有账号', version: 1 })).body.state).toBe('refused');
  });

  test('of a staff account is recorded as well, and an administrator’s', async () => {
    const id = await ask(requestForNobody('demo-finance'));
    expect((await center.get(`/api/password-resets/${id}`)).body.account).toMatchObject({
      username: 'demo-finance',
      company: null,
      isCompany: false,
    });
    expect((await issue(id)).body).toMatchObject({ status: 409, code: 'passwordReset.staff-account' });
  });

  test('is taken five times an hour from an address', async () => {
    for (let count = 0; count < 5; count += 1) await ask(requestForNobody(`keiner-${count}`));
    for (const body of [requestForNobody('keiner-5'), requestFor('enterprise')]) {
      const refused = await portal.visitor.post('/api/password-resets', body);
      expect(refused.body).toMatchObject({ status: 429, code: 'passwordReset.throttled' });
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(3_500);
      expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(3_600);
    }
    expect(await portal.database.client`select id from commands where body ->> 'username' = 'keiner-5'`).toEqual([]);
  });

  test('is taken three times a day for a user name, and then passed over in silence', async () => {
    const answers = [];
    for (const username of ['vier-mal', 'Vier-Mal', 'VIER-MAL', 'vier-mal'])
      answers.push(await portal.visitor.post('/api/password-resets', requestForNobody(username)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const accepted = await portal.database.client`
      select id from commands where lower(body ->> 'username') = 'vier-mal'`;
    expect(accepted).toHaveLength(3);
  });
});

describe('a link', () => {
  test('that is wrong, used or expired is refused alike', async () => {
    const wrong = await setPassword('x'.repeat(43));
    expect(wrong.body).toMatchObject({ status: 422, code: 'passwordReset.link-invalid' });

    const used = await aLink('enterprise-2');
    expect((await setPassword(used.token)).status).toBe(204);
    expect((await setPassword(used.token)).text).toBe(wrong.text);
    expect((await setPassword(used.token, 'another-password')).text).toBe(wrong.text);

    const expired = await aLink('enterprise-2');
    await portal.database.client`
      update password_resets set link_ends_at = now() - interval '1 second' where id = ${expired.id}`;
    expect((await setPassword(expired.token, 'another-password')).text).toBe(wrong.text);
    expect((await signIn(portal.url, 'demo-enterprise-2', NEW_PASSWORD)).status).toBe(200);
  });

  test('is good no more once another link has set the password', async () => {
    const [first, second] = [await aLink('enterprise-2'), await aLink('enterprise-2')];
    expect((await setPassword(second.token)).status).toBe(204);
    expect((await setPassword(first.token, 'another-password-1')).body).toMatchObject({
      status: 422,
      code: 'passwordReset.link-invalid',
    });
    expect((await signIn(portal.url, 'demo-enterprise-2', NEW_PASSWORD)).status).toBe(200);
  });

  test('ends by the clock, and its holder is told', async () => {
    const { id, token } = await aLink('institution');
    const activities = passwordResetActivities({
      db: portal.database.db,
      calendar: () => getCalendar(portal.database.db),
    });
    const { seq, due } = await activities.loadPasswordReset(id);
    expect(due?.step).toBe('expire');
    const { position } = await activities.recordPasswordReset({
      subjectId: id,
      command: { commandId: `${id}/${seq + 1}/expire`, step: 'expire', actorId: null, version: null },
      seq,
      ruling: { allowed: true },
      now: due?.at ?? '',
    });
    expect(position).toMatchObject({ state: 'expired', due: null, waiting: null });
    expect((await setPassword(token)).body.code).toBe('passwordReset.link-invalid');
    const { body } = await (await portal.as('institution')).get('/api/notifications');
    expect(body.items[0]).toMatchObject({ event: 'passwordReset.expired', subject: { type: 'passwordReset', id } });
  });

  test.each([
    ['kurz', 'form.password'],
    ['', 'form.required'],
    ['x'.repeat(201), 'form.password'],
    ['DEMO-institution', 'form.password-username'],
  ])('does not set the password %j', async (password, code) => {
    const { token } = await aLink('institution');
    expect((await setPassword(token, password)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/password', code }],
    });
    expect((await signIn(portal.url, 'demo-institution')).status).toBe(200);
  });

  test('is good no more once its holder has changed the password themselves, and is in no row of a reset that has ended', async () => {
    const { token } = await aLink('institution');
    const holder = await aClient(portal.url, 'demo-institution');
    const changed = await holder.post('/api/session/password', { currentPassword: PASSWORD, password: NEW_PASSWORD });
    expect(changed.status).toBe(200);
    expect((await setPassword(token, 'another-password-2')).body.code).toBe('passwordReset.link-invalid');
    expect((await signIn(portal.url, 'demo-institution', NEW_PASSWORD)).status).toBe(200);
    const { client: sql } = portal.database;
    expect(await sql`select state from password_resets where token_hash is not null and state <> 'linkIssued'`).toEqual(
      [],
    );
    const ended = await sql`select distinct state from password_resets where token_hash is null`;
    expect(ended.map(({ state }) => state)).toEqual(expect.arrayContaining(['done', 'expired', 'refused']));
  });

  test('is issued by the center alone, who says how the identity was checked, and on what was seen', async () => {
    const id = await ask(requestFor('enterprise'));
    expect((await issue(id, admin)).body).toMatchObject({ status: 403, code: 'passwordReset.not-your-step' });
    expect((await issue(id, await portal.as('park'))).body.code).toBe('passwordReset.not-your-step');
    const path = `/api/password-resets/${id}/link`;
    expect((await center.post(path, { identityCheck: '电话', version: 1 })).body.errors).toMatchObject([
      { pointer: '/identityCheck', code: 'form.too-short' },
    ]);
    expect((await center.post(path, { identityCheck: CHECK })).body.errors).toMatchObject([{ pointer: '/version' }]);
    expect((await center.post(path, { identityCheck: CHECK, version: 2 })).body.code).toBe(
      'passwordReset.content-changed',
    );
  });

  test('is answered to the repeat of the same call, byte for byte, and kept nowhere for it', async () => {
    const id = await ask(requestFor('enterprise'));
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [await issue(id, center, headers), await issue(id, center, headers)];
    expect(second.text).toBe(first.text);
    expect(tokenIn(second.body.link)).toHaveLength(43);
    const kept = await portal.database.client`
      select state, body from idempotency_keys where key = ${headers['idempotency-key']}`;
    expect(kept).toEqual([{ state: 'accepted', body: null }]);
    expect((await issue(id, center, { 'idempotency-key': randomUUID() })).body.status).toBe(409);
  });
});

describe('for staff', () => {
  const staff = (username: string, who = admin, headers = {}) =>
    who.post('/api/password-resets/staff', { username, identityCheck: '当面核对工作证' }, headers);

  test('an administrator begins with the link', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const issued = await staff('demo-park-2', admin, headers);
    expect(issued.status).toBe(201);
    expect(issued.get('Location')).toBe(`/api/password-resets/${issued.body.id}`);
    expect(issued.body).toMatchObject({ state: 'linkIssued', requested: null, account: { username: 'demo-park-2' } });
    expect((await staff('demo-park-2', admin, headers)).text).toBe(issued.text);
    expect((await setPassword(tokenIn(issued.body.link))).status).toBe(204);
    expect((await signIn(portal.url, 'demo-park-2', NEW_PASSWORD)).status).toBe(200);
  });

  test('and for nobody else, nor for themselves', async () => {
    expect((await staff('demo-enterprise')).body).toMatchObject({ status: 422, code: 'passwordReset.not-staff' });
    expect((await staff('keiner-da')).body).toMatchObject({ status: 422, code: 'passwordReset.not-staff' });
    expect((await staff('demo-admin')).body).toMatchObject({ status: 409, code: 'passwordReset.own-account' });
    expect((await staff('demo-park', center)).body).toMatchObject({ status: 403, code: 'passwordReset.not-your-step' });
  });
});

describe('without a worker', () => {
  let slow: TestPortal;

  beforeAll(async () => {
    slow = await aPortal({ commandWaitMs: 150 });
  });

  afterAll(() => slow.stop());

  test('the visitor is answered the same, and the link comes with the repeat once there is one', async () => {
    const visitor = someone(slow.url);
    const answered = await visitor.post('/api/password-resets', requestFor('enterprise'));
    const id = await newestReset(slow, 'demo-enterprise');
    const reviewer = await slow.as('center');
    await slow.stopWorker();
    const unanswered = await visitor.post('/api/password-resets', requestFor('institution'));
    expect([unanswered.status, unanswered.text]).toEqual([answered.status, answered.text]);

    const headers = { 'idempotency-key': randomUUID() };
    const accepted = await issue(id, reviewer, headers);
    expect(accepted.status).toBe(202);
    await slow.startWorker();
    await newestReset(slow, 'demo-institution');
    const issued = await eventually(
      () => issue(id, reviewer, headers),
      ({ status }) => status !== 202,
    );
    expect(issued.status).toBe(200);
    expect(issued.body).toMatchObject({ state: 'linkIssued', link: expect.stringContaining('/password/new?token=') });
  });
});

test('nothing secret lies anywhere but the hash of a password in its account', async () => {
  const password = `geheim-${randomUUID()}`;
  const { id, token } = await aLink('institution-2');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const stored = async (): Promise<string> => {
    const tables = await portal.database.client<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`;
    const texts = await Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await portal.database.db.execute(
          sql`select coalesce(string_agg(row::text, ' '), '') as text from ${sql.identifier(name)} row`,
        );
        return name === 'accounts' ? '' : `${name}: ${String(rows[0]?.['text'])}`;
      }),
    );
    return texts.join('\n');
  };
  expect(await stored()).not.toContain(token);

  expect((await setPassword(token, password)).status).toBe(204);
  const db = portal.database.db;
  await decideMails(db, 1_000, new Date().toISOString());
  const holder = randomUUID();
  for (let mail = await claimMail(db, holder); mail; mail = await claimMail(db, holder)) {
    const rendered = await renderClaimedMail(db, mail, portal.url, new Date().toISOString());
    if (rendered) await keepMail(db, { id: mail.id, holder }, rendered);
  }
  const [{ passwordHash } = { passwordHash: '' }] = await portal.database.client<{ passwordHash: string }>`
    select password_hash as "passwordHash" from accounts where username = 'demo-institution-2'`;
  expect(passwordHash).toMatch(/^\$argon2id\$/);

  const connection = await Connection.connect({ address: given('TEST_TEMPORAL_ADDRESS') });
  const handle = new Client({ connection }).workflow.getHandle(`password-reset/${id}`);
  const history = textsIn(JSON.parse(historyToJSON(await handle.fetchHistory()))).join('\n');
  await connection.close();
  expect(history).toContain(id);
  expect(history).toContain('setPassword');
  const everything = await stored();
  expect(everything).toContain('kept_mails: (');
  expect(everything).toContain(id);
  for (const secret of [token, tokenHash, password, passwordHash]) {
    expect(everything).not.toContain(secret);
    expect(history).not.toContain(secret);
  }
  for (const text of Object.values(requestFor('institution-2'))) expect(history).not.toContain(text);
});
