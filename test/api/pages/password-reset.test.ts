/**
 * New passwords through the center, on the pages: as a visitor, the center and an administrator meet them.
 *
 * @source L14, D16
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { buildPasswordResetMail } from '../../../activities/mail/password-reset.ts';
import { dom } from '../../setup/dom.ts';
import { eventually } from '../../setup/eventually.ts';
import { signIn, someone } from '../support/client.ts';
import { aBrowser, errorsIn, formOf, hrefsIn, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import {
  NEW_PASSWORD,
  newestReset,
  requestFor,
  requestForNobody,
  resetsOf,
  resetThrottles,
  taskOf,
} from '../support/password-reset.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let center: TestBrowser;
let admin: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  [center, admin] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'admin')]);
});

beforeEach(() => resetThrottles(portal));

afterAll(() => portal.stop());

const html = { accept: 'text/html' };
const REQUEST = '/password/forgotten';
const RECEIVED = '/password/forgotten/received';

const open = (path: string, url = portal.url) => request(url).get(path).set(html);
const post = (path: string, values: object, url = portal.url) =>
  request(url).post(path).set(html).type('form').send(values);

/** The form by which a visitor asks, filled in. */
const filled = async (values: object, url = portal.url) => ({
  ...formOf((await open(REQUEST, url)).text, REQUEST),
  ...values,
});

/** Asks as a visitor; answers the task. */
async function aTask(values: { username: string }): Promise<{ id: string; taskId: string; desk: string }> {
  const before = (await resetsOf(portal, values.username)).length;
  expect((await post(REQUEST, await filled(values))).status).toBe(303);
  const id = await newestReset(portal, values.username, before);
  const taskId = await taskOf(portal, id);
  return { id, taskId, desk: `/tasks/${taskId}` };
}

const decision = (taskId: string, step: string): string => `/tasks/${taskId}/decisions/${step}`;

/** The link that a page shows. */
const linkIn = (text: string): string => new URL(dom(text).tags('code')[0]?.text ?? '').pathname + linkQuery(text);
const linkQuery = (text: string): string => new URL(dom(text).tags('code')[0]?.text ?? '').search;

const CHECK = '拨打登记电话核对了营业执照号';

test('from 忘记密码 to a new password', async () => {
  const signInPage = await open('/sign-in');
  expect(dom(signInPage.text).role('link', '忘记密码').attribute('href')).toBe(REQUEST);
  const values = requestFor('institution');
  const sent = await post(REQUEST, await filled(values));
  expect([sent.status, sent.get('Location')]).toEqual([303, RECEIVED]);
  expect(plain((await open(RECEIVED)).text)).toContain('申请已收到');

  const id = await newestReset(portal, values.username);
  const taskId = await taskOf(portal, id);
  expect(plain((await center.open('/tasks')).text)).toContain(values.company);
  const desk = dom((await center.open(`/tasks/${taskId}`)).text);
  expect(desk.role('heading', `密码重置：${values.company}`)).toBeDefined();
  for (const text of [values.creditCode, values.contact, values.landline, values.reason])
    expect(desk.text).toContain(text);
  expect(desk.role('row', /^统一社会信用代码/).text).toMatch(/一致$/);

  const issued = await center.send(`/tasks/${taskId}`, decision(taskId, 'issueLink'), { identityCheck: CHECK });
  expect([issued.status, issued.get('Cache-Control')]).toEqual([200, 'no-store']);
  const link = linkIn(issued.text);
  expect(link).toMatch(/^\/password\/new\?token=[\w-]{43}$/);
  const later = (await center.open(`/tasks/${taskId}`)).text;
  expect(later).not.toContain(link.split('=')[1]);
  expect(plain(later)).toContain(CHECK);

  const old = await aBrowser(portal, 'institution');
  const page = await open(link);
  expect([page.status, page.get('Referrer-Policy'), page.get('Cache-Control')]).toEqual([
    200,
    'strict-origin',
    'no-store',
  ]);
  const form = formOf(page.text, '/password/new');
  const set = await post('/password/new', { ...form, password: NEW_PASSWORD, repeat: NEW_PASSWORD });
  expect([set.status, set.get('Location')]).toEqual([303, '/sign-in?password=set']);
  expect(plain((await open('/sign-in?password=set')).text)).toContain('新密码已设置，请用新密码登录。');
  expect((await old.open('/orders')).get('Location')).toBe('/sign-in?next=%2Forders');
  expect((await signIn(portal.url, values.username, NEW_PASSWORD)).status).toBe(200);

  const again = await post('/password/new', { ...form, password: NEW_PASSWORD, repeat: NEW_PASSWORD });
  expect(again.get('Location')).toBe('/sign-in?password=set'); // the same form sent twice is one click
  const other = await post('/password/new', { ...form, password: `${NEW_PASSWORD}!`, repeat: `${NEW_PASSWORD}!` });
  expect([other.status, dom(other.text).role('heading', '链接不能使用') !== undefined]).toEqual([422, true]);
  expect(plain((await open(link)).text)).toContain('链接不能使用');
});

describe('the request', () => {
  test('is one, however often its form is sent', async () => {
    const values = requestFor('enterprise-2');
    const form = await filled(values);
    const answers = await Promise.all([post(REQUEST, form), post(REQUEST, form)]);
    answers.push(await post(REQUEST, form));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers['location']}`))).toEqual(
      new Set([`303 ${RECEIVED}`]),
    );
    await newestReset(portal, values.username);
    expect(await resetsOf(portal, values.username)).toHaveLength(1);
    expect(
      await portal.database
        .client`select id from commands where step = 'request' and body ->> 'username' = ${values.username}`,
    ).toHaveLength(1);
  });

  test('says what is wrong, and keeps what was typed', async () => {
    const { text, status } = await post(
      REQUEST,
      await filled({ ...requestFor('enterprise'), creditCode: '123', reason: '' }),
    );
    expect(status).toBe(422);
    expect(errorsIn(text)).toEqual([
      ['#field-creditCode', '统一社会信用代码：统一社会信用代码应为 18 位，且校验位正确，请核对。'],
      ['#field-reason', '申请原因：必须填写。'],
    ]);
    expect(dom(text).field('username').value).toBe('demo-enterprise');
    expect(dom(text).field('creditCode').value).toBe('123');
  });

  test('from an address that asks too often is answered when to come again, and whom to call', async () => {
    for (let count = 0; count < 5; count += 1)
      expect((await post(REQUEST, await filled(requestForNobody(`oft-${count}`)))).status).toBe(303);
    const { status, text, headers } = await post(REQUEST, await filled(requestFor('enterprise')));
    expect([status, Number(headers['retry-after']) > 3_500]).toEqual([429, true]);
    const notice = dom(text).role('alert');
    expect(notice.text).toMatch(/请在 60 分钟后再试。急需办理请拨打咨询电话： [-0-9]+/);
    expect(notice.role('link').attribute('href')).toMatch(/^tel:/);
    expect(dom(text).field('username').value).toBe('demo-enterprise');
  });
});

describe('the inbox', () => {
  test('finds a reset by the beginning of its number and by what it is called', async () => {
    const { id, taskId } = await aTask(requestForNobody('unauffindbar'));
    const { number } = (await (await portal.as('center')).get(`/api/password-resets/${id}`)).body;
    for (const q of [number.slice(0, 6), number.slice(0, 10), number, '重置', '找回密码', 'mmcz', 'password']) {
      const { text } = await center.open(`/tasks?q=${encodeURIComponent(q)}`);
      expect([q, text.includes(`/tasks/${taskId}`)]).toEqual([q, true]);
    }
    for (const q of ['DD2026', 'MM1999', '订单']) {
      const { text } = await center.open(`/tasks?q=${encodeURIComponent(q)}`);
      expect([q, text.includes(`/tasks/${taskId}`)]).toEqual([q, false]);
    }
  });
});

describe('the desk', () => {
  test('says that there is no such account, and suggests to refuse', async () => {
    const { desk, taskId, id } = await aTask(requestForNobody('niemand'));
    const page = dom((await center.open(desk)).text);
    for (const said of ['逐项核对后到“核验通过，发链接”', '其他（在“备注”中写明）']) expect(page.text).toContain(said);
    expect(page.text).not.toContain('看文件');
    expect(page.text).toContain('没有这个用户名的账号');
    expect(page.text).toContain('没有与申请的用户名相符的账号，只能拒绝。');
    expect(page.byId('refuse-ready-noAccount').checked).toBe(true);
    expect(page.roles('button', '核验通过，发链接')).toEqual([]);

    const refused = await center.send(desk, decision(taskId, 'refuse'), { ready: 'noAccount', reason: '请核对用户名' });
    expect([refused.status, refused.get('Location')]).toEqual([303, `${desk}?done=refuse`]);
    const after = plain((await center.open(`${desk}?done=refuse`)).text);
    expect(after).toContain('已办理：拒绝重置。');
    expect(after).toContain('申请信息与平台账号不符：请核对用户名');
    expect((await resetsOf(portal, 'niemand'))[0]?.state).toBe('refused');
    expect(plain((await center.open(`/password-resets/${id}`)).text)).toContain('申请信息与平台账号不符：请核对用户名');
  });

  test('says that the account is one of staff', async () => {
    const { desk } = await aTask(requestForNobody('demo-park'));
    const page = dom((await center.open(desk)).text);
    expect(page.text).toContain('这是工作人员账号：由管理员办理，这里只能拒绝。');
    expect(page.roles('button', '核验通过，发链接')).toEqual([]);
    expect(page.byId('refuse-ready-staff').checked).toBe(true);
  });

  test('says what differs from what is on record, in words', async () => {
    const { desk } = await aTask({
      ...requestFor('institution-2'),
      contact: '某某',
      company: '郑州衡准计量检测 有限公司',
    } as {
      username: string;
    });
    const page = dom((await center.open(desk)).text);
    expect(page.role('row', /^单位名称/).text).toMatch(/ 一致$/);
    expect(page.role('row', /^联系人/).text).toBe('联系人 某某 韩雪 不一致');
    expect(page.role('row', /^固定电话/).text).toMatch(/未登记 请人工核对$/);
  });

  test('wants to know how the identity was checked, and keeps what was typed', async () => {
    const { desk, taskId, id } = await aTask({ ...requestFor('enterprise'), username: 'Demo-Enterprise' });
    const { status, text } = await center.send(desk, decision(taskId, 'issueLink'), { identityCheck: '电话' });
    expect(status).toBe(422);
    expect(errorsIn(text)).toEqual([['#issueLink-identityCheck', '如何核验身份：过短，请写得具体一些。']]);
    expect(dom(text).field('identityCheck').value).toBe('电话');
    const [row] = await portal.database.client`select state from password_resets where id = ${id}`;
    expect(row).toEqual({ state: 'requested' });
  });

  test('shows the same link to the same form, and to no other', async () => {
    const { desk, taskId } = await aTask({ ...requestFor('enterprise'), username: 'DEMO-enterprise' });
    const { text: drawn } = await center.open(desk);
    const form = { ...formOf(drawn, decision(taskId, 'issueLink')), identityCheck: CHECK };
    const answers = await Promise.all([
      center.post(decision(taskId, 'issueLink'), form),
      center.post(decision(taskId, 'issueLink'), form),
    ]);
    answers.push(await center.post(decision(taskId, 'issueLink'), form));
    expect(new Set(answers.map(({ text }) => linkIn(text))).size).toBe(1);
    const other = await center.post(decision(taskId, 'issueLink'), { ...form, click: 'another' });
    expect([other.status, dom(other.text).tags('code')]).toEqual([409, []]);
  });

  test('is the center’s; others find no such page', async () => {
    const { desk, id } = await aTask(requestForNobody('niemand-2'));
    expect((await admin.open(desk)).status).toBe(404);
    expect((await admin.open(`/password-resets/${id}`)).status).toBe(200);
    const park = await aBrowser(portal, 'park');
    for (const path of [desk, `/password-resets/${id}`, '/password-resets', '/password-resets/new'])
      expect((await park.open(path)).status).toBe(404);
    expect((await center.open('/password-resets/new')).status).toBe(404);
    expect((await open(`/password-resets/${id}`)).status).toBe(303);
    expect(hrefsIn((await center.open(`/password-resets/${id}`)).text)).toContain(desk);
  });
});

test('an administrator issues a link for staff, and finds every reset in the list', async () => {
  const page = '/password-resets/new';
  const refused = await admin.send(page, page, { username: 'demo-enterprise', identityCheck: CHECK });
  expect([refused.status, errorsIn(refused.text)]).toEqual([422, [['#field-username', '没有这个工作人员账号。']]]);
  const own = await admin.send(page, page, { username: 'demo-admin', identityCheck: CHECK });
  expect([own.status, errorsIn(own.text)]).toEqual([409, [['#field-username', '不能为自己的账号发重置链接。']]]);

  const issued = await admin.send(page, page, { username: 'demo-finance', identityCheck: CHECK });
  expect(issued.status).toBe(200);
  const form = formOf((await open(linkIn(issued.text))).text, '/password/new');
  await post('/password/new', { ...form, password: NEW_PASSWORD, repeat: NEW_PASSWORD }).expect(303);
  expect((await signIn(portal.url, 'demo-finance', NEW_PASSWORD)).status).toBe(200);
  const list = dom((await admin.open('/password-resets')).text);
  expect(list.roles('row').length).toBeGreaterThan(1);
  expect(list.roles('row')[1]?.text).toMatch(/^MM\d{8}-\d{6} demo-finance 管理员发起 .* 已重置$/);
});

describe('the new password', () => {
  test.each([
    [{ password: 'kurz', repeat: 'kurz' }, [['#field-password', '新密码：密码应为 10 至 200 个字符。']]],
    [
      { password: 'kurz', repeat: 'anders' },
      [
        ['#field-password', '新密码：密码应为 10 至 200 个字符。'],
        ['#field-repeat', '再次输入新密码：两次输入的密码不一致。'],
      ],
    ],
    [{ password: NEW_PASSWORD, repeat: '' }, [['#field-repeat', '再次输入新密码：两次输入的密码不一致。']]],
    [
      { password: 'demo-institution-2', repeat: 'demo-institution-2' },
      [['#field-password', '新密码：密码不能与用户名相同。']],
    ],
  ])('%j is refused on the same page, with everything that is wrong', async (values, lines) => {
    await portal.database.client`delete from sign_in_failures where key like 'reset-%'`;
    const { desk, taskId } = await aTask(requestFor('institution-2'));
    const issued = await center.send(desk, decision(taskId, 'issueLink'), { identityCheck: CHECK });
    const form = formOf((await open(linkIn(issued.text))).text, '/password/new');
    const { status, text } = await post('/password/new', { ...form, ...values });
    expect([status, errorsIn(text)]).toEqual([422, lines]);
    expect(formOf(text, '/password/new')['token']).toBe(form['token']);
    for (const name of ['password', 'repeat']) expect(dom(text).field(name).value).toBe('');
  });

  test.each([
    '/password/new',
    '/password/new?token=',
    '/password/new?token=a&token=b',
    `/password/new?token=${'x'.repeat(43)}`,
  ])('%s is no good link', async (path) => {
    const { status, text } = await open(path);
    expect([status, plain(text).includes('链接不能使用')]).toEqual([200, true]);
    expect(hrefsIn(text)).toContain(REQUEST);
    expect(dom(text).fields('password')).toEqual([]);
  });
});

describe('without a worker', () => {
  let slow: TestPortal;

  beforeAll(async () => {
    slow = await aPortal({ commandWaitMs: 150 });
  });

  afterAll(() => slow.stop());

  test('the link is shown when the same button is pressed once more', async () => {
    await post(REQUEST, await filled(requestFor('enterprise'), slow.url), slow.url).expect(303);
    const id = await newestReset(slow, 'demo-enterprise');
    const taskId = await taskOf(slow, id);
    const reviewer = await aBrowser(slow, 'center');
    await slow.stopWorker();
    const action = decision(taskId, 'issueLink');
    const pending = await reviewer.send(`/tasks/${taskId}`, action, { identityCheck: CHECK });
    expect([pending.status, plain(pending.text).includes('链接尚未生成')]).toEqual([200, true]);
    await slow.startWorker();
    const client = someone(slow.url, (await slow.as('center')).headers);
    await eventually(
      async () => (await client.get(`/api/password-resets/${id}`)).body.state,
      (state) => state === 'linkIssued',
    );
    const issued = await reviewer.post(action, formOf(pending.text, action));
    expect(linkIn(issued.text)).toMatch(/^\/password\/new\?token=/);
  });
});

test('a mail about a password says how the request stands, and speaks of no order', async () => {
  const { id: subjectId } = await aTask(requestForNobody('niemand-3'));
  for (const [language, label] of [
    ['zh', '申请现状'],
    ['en', 'State of the request'],
  ] as const) {
    const [nobody, roles] = [
      { id: '', organizationId: null, parkId: null, declaredCreditCodes: [] },
      ['center' as const],
    ];
    const reader = { ...nobody, name: '赵敏', email: '', language, roles };
    const notice = {
      subjectId,
      subjectType: 'passwordReset' as const,
      event: 'passwordReset.requested' as const,
      facts: {},
    };
    const at = new Date().toISOString();
    const context = { reader, publicUrl: portal.url };
    const mail = await buildPasswordResetMail(portal.database.db, context, { ...notice, at });
    expect(mail?.facts.map((fact) => fact.label)).toContain(label);
    expect(JSON.stringify(mail)).not.toMatch(/订单|order/i);
  }
});
