/** How long a session lasts, what prolongs it, and what its owner may do with it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { readEnvironment } from '../../environment.ts';
import { deviceWords } from '../../api/pages/security/device.ts';
import { aClient, PASSWORD, signIn, someone } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { formOf } from './support/page-form.ts';
import { NEW_PASSWORD } from './support/password-reset.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
});
beforeEach(() => portal.database.db.execute(sql`delete from sign_in_failures`));
afterAll(() => portal.stop());

const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0';
const WECHAT =
  'Mozilla/5.0 (Linux; Android 14; 22041211AC) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

/** Minutes until the only session of an account ends. */
async function minutesLeft({ actor }: TestClient): Promise<number> {
  const { rows } = await portal.database.db.execute<{ minutes: number }>(
    sql`select round(extract(epoch from expires_at - now()) / 60)::int as minutes from sessions where account_id = ${actor.id}`,
  );
  return rows[0]?.minutes ?? 0;
}
const setLeft = ({ actor }: TestClient, minutes: number) =>
  portal.database.db.execute(
    sql`update sessions set expires_at = now() + ${minutes} * interval '1 minute' where account_id = ${actor.id}`,
  );

describe('a session', () => {
  test.each([
    ['park', 30],
    ['admin', 30],
    ['enterprise', 480],
    ['institution', 480],
  ])('of %s ends after %i minutes without use', async (name, minutes) => {
    const client = await aClient(portal.url, `demo-${name}`);
    expect(await minutesLeft(client)).toBe(minutes);
    await setLeft(client, 10);
    await client.get('/api/session');
    expect(await minutesLeft(client)).toBe(minutes);
  });

  test.each(['finance', 'enterprise-2'])(
    'of %s ends eight hours after it began, however much it is used',
    async (name) => {
      const client = await aClient(portal.url, `demo-${name}`);
      const own = sql`account_id = ${client.actor.id}`;
      await portal.database.db.execute(sql`update sessions set ends_at = now() + interval '5 minutes' where ${own}`);
      await setLeft(client, 2);
      expect((await client.get('/api/session')).status).toBe(200);
      expect(await minutesLeft(client)).toBe(5);
      await setLeft(client, -1);
      expect((await client.get('/api/session')).status).toBe(401);
    },
  );

  test('ends after what the setting says', () => {
    expect(readEnvironment({}).sessionHours).toBe(8);
    expect(readEnvironment({ SESSION_HOURS: '4' }).sessionHours).toBe(4);
    for (const wrong of ['0', '-1', '25', 'long']) expect(() => readEnvironment({ SESSION_HOURS: wrong })).toThrow();
  });

  test.each<[string, (client: TestClient) => Promise<unknown>]>([
    ['a heartbeat', (client) => client.post('/api/tasks/00000000-0000-4000-8000-000000000000/viewing')],
    ['closing a desk', (client) => client.delete('/api/tasks/00000000-0000-4000-8000-000000000000/viewing')],
    ['the bell, as its page fetches it', (client) => open(client, '/notifications/bell', { 'x-unattended': '1' })],
    ['a list that is fetched anew', (client) => open(client, '/orders', { 'x-unattended': '1', 'hx-request': 'true' })],
    [
      'a live stream',
      async ({ headers }) => {
        const controller = new AbortController();
        const response = await fetch(`${portal.url}/events`, { headers, signal: controller.signal });
        await response.body?.getReader().read();
        controller.abort();
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    ],
  ])('is not prolonged by %s', async (_what, call) => {
    const client = await aClient(portal.url, 'demo-center-2');
    await portal.database.db.execute(sql`update sessions set expires_at = now() + interval '10 minutes'`);
    await call(client);
    expect(await minutesLeft(client)).toBe(10);
    await client.get('/api/orders');
    expect(await minutesLeft(client)).toBe(30);
    await client.delete('/api/session');
  });
});

describe('one’s own sessions', () => {
  test('are listed with when, where and which device, and ended one by one or all but this', async () => {
    const own = await signedIn('demo-institution-2', EDGE);
    const [phone, third] = [await signedIn('demo-institution-2', IPHONE), await signedIn('demo-institution-2', WECHAT)];
    const stranger = await aClient(portal.url, 'demo-institution');
    const { body } = await own.get('/api/sessions');
    expect(body.items).toHaveLength(3);
    expect(body.items.filter(({ current }: { current: boolean }) => current)).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{43}$/),
        current: true,
        begunAt: expect.stringMatching(/\+08:00$/),
        usedAt: expect.stringMatching(/\+08:00$/),
        address: expect.stringContaining('127.0.0.1'),
        device: EDGE,
      },
    ]);
    const its = body.items.find(({ device }: { device: string }) => device === IPHONE);
    expect((await stranger.delete(`/api/sessions/${its.id}`)).body).toMatchObject({
      status: 404,
      code: 'session.not-found',
    });
    expect((await phone.get('/api/session')).status).toBe(200);
    expect((await own.delete(`/api/sessions/${its.id}`)).status).toBe(204);
    expect((await own.delete(`/api/sessions/${its.id}`)).status).toBe(404);
    expect((await phone.get('/api/session')).status).toBe(401);
    expect((await third.get('/api/session')).status).toBe(200);
    expect((await own.delete('/api/sessions')).status).toBe(204);
    expect((await third.get('/api/session')).status).toBe(401);
    expect((await own.get('/api/session')).status).toBe(200);
    expect((await stranger.get('/api/session')).status).toBe(200);
  });

  test('are ended on their page as well', async () => {
    const own = await signedIn('demo-institution-2', EDGE);
    const phone = await signedIn('demo-institution-2', WECHAT);
    const page = await open(own, '/security');
    expect(page.text).toContain('Edge，Windows');
    expect(page.text).toContain('微信，Android');
    expect(page.text.match(/本次登录/g)).toHaveLength(1);
    const form = formOf(page.text, '/security/sessions');
    const ended = await request(portal.url)
      .post('/security/sessions')
      .set({ ...own.headers, ...html })
      .type('form')
      .send(form);
    expect([ended.status, ended.get('Location')]).toEqual([303, '/security?told=ended']);
    expect((await phone.get('/api/session')).status).toBe(401);
    expect((await own.get('/api/session')).status).toBe(200);
  });

  test.each([
    [EDGE, 'Edge，Windows', 'Edge on Windows'],
    [WECHAT, '微信，Android', 'WeChat on Android'],
    [IPHONE, 'Safari，iPhone', 'Safari on iPhone'],
    ['curl/8.9.1', '其他程序', 'Another program'],
    [null, '未记录', 'Not recorded'],
  ])('of %s are of %s', (device, zh, en) =>
    expect([deviceWords(device, 'zh'), deviceWords(device, 'en')]).toEqual([zh, en]),
  );
});

const html = { accept: 'text/html' };

/** Looks at a page. */
const open = ({ headers }: TestClient, path: string, more: Record<string, string> = {}) =>
  request(portal.url)
    .get(path)
    .set({ ...headers, ...html, ...more });

/** Someone who signs in with a browser of this name. */
async function signedIn(username: string, device: string): Promise<TestClient> {
  const answer = await signIn(portal.url, username, PASSWORD, { 'user-agent': device });
  const cookie = answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
  return someone(portal.url, { cookie, 'x-csrf-token': answer.body.csrfToken }, answer.body.actor);
}

describe('one’s own password', () => {
  const change = (client: TestClient, currentPassword: string, password: string) =>
    client.post('/api/session/password', { currentPassword, password });

  test('is changed: other sessions end, this one goes on under another id, the old password is over', async () => {
    const [own, elsewhere] = [await aClient(portal.url, 'demo-park'), await aClient(portal.url, 'demo-park')];
    const changed = await change(own, PASSWORD, NEW_PASSWORD);
    expect(changed.status).toBe(200);
    expect((await elsewhere.get('/api/session')).status).toBe(401);
    expect((await own.get('/api/session')).status).toBe(401); // its id is another now
    const cookie = changed.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    expect(cookie).not.toBe(own.headers['cookie']);
    const again = someone(portal.url, { cookie, 'x-csrf-token': changed.body.csrfToken }, changed.body.actor);
    expect((await again.get('/api/session')).status).toBe(200);
    expect((await signIn(portal.url, 'demo-park')).status).toBe(401);
    expect((await change(again, NEW_PASSWORD, PASSWORD)).status).toBe(200);
    expect((await signIn(portal.url, 'demo-park')).status).toBe(200);
  });

  test.each([
    ['wrong', NEW_PASSWORD, '/currentPassword', 'form.password-current'],
    [PASSWORD, 'short', '/password', 'form.password'],
    [PASSWORD, 'DEMO-finance', '/password', 'form.password-username'],
    [PASSWORD, PASSWORD, '/password', 'form.password-same'],
    [PASSWORD, '', '/password', 'form.required'],
  ])('is not changed from %s to %s', async (currentPassword, password, pointer, code) => {
    const client = await portal.as('finance');
    expect((await change(client, currentPassword, password)).body).toMatchObject({
      status: 422,
      errors: [{ pointer, code }],
    });
    expect((await client.get('/api/session')).status).toBe(200);
    expect((await signIn(portal.url, 'demo-finance')).status).toBe(200);
  });

  test('is guessed no more often than at sign-in, in turn or at once', async () => {
    const client = await portal.as('admin');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => change(client, `wrong ${index}`, NEW_PASSWORD)),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(20);
    expect(Number(refused[0]?.get('Retry-After'))).toBeGreaterThan(0);
    expect((await signIn(portal.url, 'demo-admin')).status).toBe(429);
  });

  test('is changed once by two who change it at once', async () => {
    const [one, two] = [await aClient(portal.url, 'demo-park-2'), await aClient(portal.url, 'demo-park-2')];
    const answers = await Promise.all([
      change(one, PASSWORD, `${NEW_PASSWORD}-1`),
      change(two, PASSWORD, `${NEW_PASSWORD}-2`),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is changed on its page, where what is wrong is said and nothing typed comes back', async () => {
    const own = await signedIn('demo-enterprise', EDGE);
    const form = formOf((await open(own, '/security')).text, '/security/password');
    const send = (values: object) =>
      request(portal.url)
        .post('/security/password')
        .set({ ...own.headers, ...html })
        .type('form')
        .send({ ...form, ...values });
    const wrong = await send({ currentPassword: 'falsch-geraten', password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('当前密码不正确');
    expect(wrong.text).not.toContain('falsch-geraten');
    const differs = await send({ currentPassword: PASSWORD, password: NEW_PASSWORD, repeat: `${NEW_PASSWORD}x` });
    expect(differs.text).toContain('两次输入的密码不一致');
    const changed = await send({ currentPassword: PASSWORD, password: NEW_PASSWORD, repeat: NEW_PASSWORD });
    expect([changed.status, changed.get('Location')]).toEqual([303, '/security?told=changed']);
    const cookie = changed.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    expect(
      (
        await request(portal.url)
          .get('/security?told=changed')
          .set({ cookie, ...html })
      ).text,
    ).toContain('密码已修改');
  });
});

describe('cookies', () => {
  test('over https are for this host and https alone', async () => {
    const secure = await aPortal({ withoutWorker: true, publicUrl: 'https://portal.test' });
    const https = { 'x-forwarded-proto': 'https', origin: 'https://portal.test' };
    const answer = await signIn(secure.url, 'demo-park', PASSWORD, https);
    const line = answer.get('Set-Cookie')?.[0] ?? '';
    expect(line).toMatch(/^__Host-quanliu=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const cookie = line.split(';')[0] ?? '';
    expect((await someone(secure.url, { cookie, ...https }).get('/api/session')).status).toBe(200);
    const plain = { cookie: cookie.replace('__Host-', ''), ...https };
    expect((await someone(secure.url, plain).get('/api/session')).status).toBe(401);
    const choice = await request(secure.url)
      .get('/sign-in?lang=en')
      .set({ ...https, ...html });
    expect(choice.get('Set-Cookie')?.[0]).toMatch(/^__Host-lang=en; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    const shown = await request(secure.url)
      .get('/sign-in')
      .set({ ...https, ...html, cookie: '__Host-lang=en' });
    expect(shown.text).toContain('Sign in');
    await secure.stop();
  });

  test('over http, in development, have plain names', async () => {
    expect((await signIn(portal.url, 'demo-center')).get('Set-Cookie')?.[0]).toMatch(
      /^quanliu=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
});
