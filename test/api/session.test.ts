import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import { SessionStore } from '../../api/session/store.ts';
import { aClient, PASSWORD, signIn, someone } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
});

afterAll(() => portal.stop());

test('signing in says who one is and sets a session that scripts cannot read', async () => {
  const response = await signIn(portal.url, 'demo-enterprise');
  expect(response.body.actor).toMatchObject({
    username: 'demo-enterprise',
    name: '王晓燕',
    role: 'enterprise',
    roles: ['enterprise'],
    organization: { name: '创新协同中心测试' },
  });
  expect(response.body.csrfToken).toEqual(expect.any(String));
  expect(response.get('Set-Cookie')?.[0]).toMatch(/HttpOnly; SameSite=Lax$/);
  expect(response.get('Cache-Control')).toBe('no-store');
});

test('a wrong name and a wrong password are answered alike', async () => {
  const [name, password] = [await signIn(portal.url, 'nobody-there'), await signIn(portal.url, 'demo-park-2', 'wrong')];
  expect(name.status).toBe(401);
  expect(name.text).toBe(password.text);
  expect(name.body.code).toBe('session.wrong-credentials');
  expect(name.get('Set-Cookie')).toBeUndefined();
});

test.each([
  {},
  { username: 'demo-park' },
  { username: 7, password: 'x' },
  { username: ['demo-park'], password: PASSWORD },
  { username: 'x'.repeat(65), password: 'x' },
  { username: 'a', password: 'x'.repeat(201) },
])('%j is no form to sign in with', async (body) => {
  expect((await someone(portal.url).post('/api/session', body)).body).toMatchObject({
    status: 422,
    code: 'form.invalid',
  });
});

test('signing out ends the session', async () => {
  const client = await aClient(portal.url, 'demo-finance');
  expect((await client.get('/api/session')).body.actor.username).toBe('demo-finance');
  expect((await client.delete('/api/session')).status).toBe(204);
  expect((await client.get('/api/session')).body).toMatchObject({ status: 401, code: 'session.required' });
});

test('signing in again has a new id: one planted before opens nothing', async () => {
  const first = await signIn(portal.url, 'demo-admin');
  const cookie = first.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
  const second = await signIn(portal.url, 'demo-center', PASSWORD, { cookie });
  expect(second.get('Set-Cookie')?.[0]?.split(';')[0]).not.toBe(cookie);
  expect((await someone(portal.url, { cookie }).get('/api/session')).status).toBe(401);
});

test('a session is over eight hours after its last use, and what the database holds opens nothing', async () => {
  const client = await aClient(portal.url, 'demo-institution-2');
  const { client: ask } = portal.database;
  const own = sql`account_id = ${client.actor.id}`;
  const [row] = await ask`select id, expires_at - now() as left from sessions where ${own}`;
  expect(client.headers['cookie']).not.toContain(row?.['id']);
  await ask`update sessions set expires_at = now() + interval '1 hour' where ${own}`;
  expect((await client.get('/api/session')).status).toBe(200); // used: prolonged
  const [later] = await ask`select expires_at > now() + interval '7 hours' as prolonged from sessions where ${own}`;
  expect(later).toEqual({ prolonged: true });
  await ask`update sessions set expires_at = now() - interval '1 second' where ${own}`;
  expect((await client.get('/api/session')).status).toBe(401);
});

test('an account that is switched off is out at once', async () => {
  const client = await aClient(portal.url, 'demo-center-2');
  await portal.database.client`update accounts set active = 'no' where id = ${client.actor.id}`;
  expect((await client.get('/api/orders')).status).toBe(401);
  expect((await signIn(portal.url, 'demo-center-2')).body.code).toBe('session.wrong-credentials');
});

describe('pages of other sites', () => {
  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://portal.test', 'sec-fetch-site': 'cross-site' },
  ])('%j never passes', async (headers: Record<string, string>) => {
    const client = await portal.as('park');
    expect((await client.post('/api/orders', {}, headers)).body).toMatchObject({
      status: 403,
      code: 'session.foreign-origin',
    });
    expect((await signIn(portal.url, 'demo-park', PASSWORD, headers)).body.code).toBe('session.foreign-origin');
  });

  test.each([{}, { origin: 'http://portal.test' }, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    '%j passes',
    async (headers: Record<string, string>) => {
      const client = await portal.as('park');
      expect((await client.post('/api/orders', {}, headers)).body.code).toBe('order.not-your-step');
    },
  );

  test('one sees nothing of the portal in a frame, a script or a type guessed', async () => {
    const response = await portal.visitor.get('/api/products');
    expect(response.get('Content-Security-Policy')).toContain("default-src 'self'");
    expect(response.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.get('X-Powered-By')).toBeUndefined();
    expect(response.get('Strict-Transport-Security')).toBeUndefined(); // the public address is http
  });
});

test('only failed sign-ins are throttled, by name and address, and the right password does not help then', async () => {
  for (let round = 0; round < 12; round += 1) expect((await signIn(portal.url, 'demo-enterprise-2')).status).toBe(200);
  const statuses: number[] = [];
  for (let round = 0; round < 12; round += 1)
    statuses.push((await signIn(portal.url, 'demo-enterprise-2', `wrong ${round}`)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  const blocked = await signIn(portal.url, 'DEMO-enterprise-2');
  expect(blocked.body).toMatchObject({ status: 429, code: 'session.throttled' });
  expect(Number(blocked.get('Retry-After'))).toBeGreaterThan(0);
  expect((await signIn(portal.url, 'demo-institution')).status).toBe(200); // others are not
});

test('with real people there is no demonstration', async () => {
  const real = await aPortal({ production: true, withoutWorker: true });
  expect((await signIn(real.url, 'demo-enterprise')).body.code).toBe('session.wrong-credentials');
  await real.stop();
});

test('a session that has been ended is not stored again by a call that had loaded it before', async () => {
  const { headers } = await signIn(portal.url, 'demo-park');
  const id = decodeURIComponent(/=s%3A([^.]+)\./.exec(String(headers['set-cookie']))?.[1] ?? '');
  const store = new SessionStore(portal.database.db);
  const loaded = await new Promise<SessionData>((resolve, reject) => {
    store.get(id, (error, found) => (found ? resolve(found) : reject(error as Error)));
  });
  const session = store.createSession(
    { sessionStore: store, headers: {}, originalUrl: '/' } as unknown as Request,
    loaded,
  );
  await portal.database.db.execute(sql`delete from sessions`);
  await new Promise<void>((resolve) => store.set(id, session as unknown as SessionData, () => resolve()));
  expect((await portal.database.db.execute(sql`select id from sessions`)).rows).toEqual([]);
});
