/** A live stream lives no longer than its session and the rights it was opened under. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import { eventually } from '../setup/eventually.ts';
import { aClient, signIn } from './support/client.ts';
import type { TestClient } from './support/client.ts';
import { NEW_PASSWORD, newestReset, requestFor, tokenIn } from './support/password-reset.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;
/** A second process of the same portal. */
let other: { readonly url: string; readonly stop: () => Promise<void> };
const closing: AbortController[] = [];

beforeAll(async () => {
  portal = await aPortal();
  other = await portal.another();
});
afterEach(() => {
  for (const each of closing.splice(0)) each.abort();
});
afterAll(async () => {
  await other.stop();
  await portal.stop();
});

/** An open stream: what it was answered, and whether it has ended. */
async function aStream({ headers }: TestClient, url = portal.url) {
  const controller = new AbortController();
  closing.push(controller);
  const response = await fetch(`${url}/events`, { headers, signal: controller.signal });
  const stream = { status: response.status, connected: false, ended: false };
  const reading = async (): Promise<void> => {
    for await (const chunk of response.body ?? [])
      stream.connected ||= Buffer.from(chunk).toString().includes('connected');
    stream.ended = true;
  };
  void reading().catch(() => undefined); // aborted at the end of the test
  if (response.ok) await eventually(() => stream.connected, Boolean);
  return stream;
}

const streamsOf = async (client: TestClient) => Promise.all([aStream(client), aStream(client, other.url)]);
const anyEnded = (streams: readonly { ended: boolean }[]): boolean => streams.some(({ ended }) => ended);
const end = (streams: readonly { ended: boolean }[]) => eventually(() => streams.every(({ ended }) => ended), Boolean);

const update = (change: ReturnType<typeof sql>, { actor }: TestClient) =>
  portal.database.db.execute(sql`update accounts set ${change} where id = ${actor.id}`);

test('signing out ends the streams of that session in every process, and those of no other', async () => {
  const [leaving, staying] = [await aClient(portal.url, 'demo-park'), await aClient(portal.url, 'demo-park')];
  const [ending, open] = [await streamsOf(leaving), await streamsOf(staying)];
  await leaving.delete('/api/session');
  await end(ending);
  expect(anyEnded(open)).toBe(false);
  expect((await aStream(leaving)).status).toBe(401);
});

test.each([
  ['it is disabled', sql`active = 'no'`, sql`active = 'yes'`],
  ['its roles change', sql`roles = '{center,finance}'`, sql`roles = '{center}'`],
  ['its password changes', sql`password_hash = password_hash || '='`, sql`password_hash = rtrim(password_hash, '=')`],
])('the sessions and streams of an account end when %s', async (_what, change, back) => {
  const client = await aClient(portal.url, 'demo-center-2');
  const [ending, open] = [await streamsOf(client), await streamsOf(await portal.as('center'))];
  await update(change, client);
  await end(ending);
  expect(anyEnded(open)).toBe(false);
  expect((await client.get('/api/session')).status).toBe(401);
  await update(back, client);
  expect((await client.get('/api/session')).status).toBe(401); // a session does not come back
});

test('readers who leave while their streams begin leave no timer behind', async () => {
  const { headers } = await portal.as('center');
  const { hostname, port } = new URL(portal.url);
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const head = ['GET /events HTTP/1.1', `host: ${hostname}:${port}`, `cookie: ${headers['cookie'] ?? ''}`, '', ''];
  for (let at = 0; at < 40; at += 1) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(head.join('\r\n'));
    await setTimeout(at / 4); // before, while and after the session is read
    socket.destroy();
  }
  await eventually(timers, (now) => now <= before);
});

test('a stream that is opened while its session ends leaves the portal as it was', async () => {
  const faults: unknown[] = [];
  const note = (error: unknown): number => faults.push(error);
  process.on('uncaughtException', note);
  try {
    for (let round = 0; round < 15; round += 1) {
      const client = await aClient(portal.url, 'demo-park');
      const opening = Array.from({ length: 4 }, () =>
        fetch(`${portal.url}/events`, { headers: client.headers }).then((answer) => answer.text().catch(() => 'cut')),
      );
      await client.delete('/api/session');
      await Promise.all(opening); // each ends, refused or begun
    }
  } finally {
    process.off('uncaughtException', note);
  }
  expect(faults).toEqual([]);
  expect((await aStream(await aClient(portal.url, 'demo-park'))).status).toBe(200);
});

test('what narrows rights without ending the session ends its streams, which begin anew', async () => {
  const client = await aClient(portal.url, 'demo-finance');
  const ending = await streamsOf(client);
  await update(sql`declared_credit_codes = '{91410100MA47B8H51D}'`, client);
  await end(ending);
  expect((await aStream(client)).status).toBe(200);
  await update(sql`declared_credit_codes = '{}'`, client);
});

test('a change that is none of rights ends nothing', async () => {
  const client = await aClient(portal.url, 'demo-finance');
  const open = await streamsOf(client);
  await update(sql`name = '孙丽', roles = roles, active = active`, client);
  await client.get('/api/session');
  await portal.database.db.execute(sql`select pg_sleep(0.5)`);
  expect(anyEnded(open)).toBe(false);
});

test('a password that is set by a link ends all streams of its account', async () => {
  const client = await aClient(portal.url, 'demo-enterprise-2');
  const ending = await streamsOf(client);
  await portal.visitor.post('/api/password-resets', requestFor('enterprise-2'));
  const id = await newestReset(portal, 'demo-enterprise-2');
  const center = await portal.as('center');
  const { body } = await center.post(`/api/password-resets/${id}/link`, {
    identityCheck: '拨打登记电话核对',
    version: 1,
  });
  expect(anyEnded(ending)).toBe(false);
  await portal.visitor.post('/api/password', { token: tokenIn(body.link), password: NEW_PASSWORD });
  await end(ending);
  expect((await client.get('/api/session')).status).toBe(401);
});

test('a stream ends when its session would, unless it is used', async () => {
  const client = await aClient(portal.url, 'demo-institution');
  const own = sql`account_id = ${client.actor.id}`;
  await portal.database.db.execute(sql`update sessions set expires_at = now() + interval '1 second' where ${own}`);
  const { headers } = client;
  const response = await fetch(`${portal.url}/events`, { headers });
  const began = Date.now();
  await response.text();
  expect(Date.now() - began).toBeLessThan(15_000);
});

test('sessions that ended while nobody could listen end their streams as soon as somebody does', async () => {
  const client = await aClient(portal.url, 'demo-park-2');
  const [ending, open] = [await streamsOf(client), await streamsOf(await portal.as('admin'))];
  await portal.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`); // no trigger: nobody is told
    await tx.execute(sql`delete from sessions where account_id = ${client.actor.id}`);
  });
  await portal.database.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
  );
  await end(ending);
  expect(anyEnded(open)).toBe(false);
});

test('sixty streams opened at once are twenty', async () => {
  const han = await portal.as('institution-2');
  const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await fetchStream(han)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  for (const each of closing.splice(0)) each.abort();
  const again = () => fetchStream(han).then(({ status }) => status);
  await eventually(again, (status) => status === 200); // the places of closed streams are free again
});

async function fetchStream({ headers }: TestClient) {
  const controller = new AbortController();
  closing.push(controller);
  return fetch(`${portal.url}/events`, { headers, signal: controller.signal });
}

test('a password set while the old one is being verified leaves no session behind', async () => {
  const { db } = portal.database;
  const { rows } = await db.execute<{ id: string; password_hash: string }>(
    sql`select id, password_hash from accounts where username = 'demo-institution'`,
  );
  const [{ id, password_hash: before } = { id: '', password_hash: '' }] = rows;
  const after = await hash('another password');
  // whoever sets the password holds the account's row while the old password is verified, and commits after that
  let signingIn: ReturnType<typeof signIn> | undefined;
  await db.transaction(async (tx) => {
    await tx.execute(sql`update accounts set password_hash = ${after} where id = ${id}`);
    signingIn = signIn(portal.url, 'demo-institution').then((answer) => answer);
    const isWaiting = async (): Promise<boolean> => {
      const { rows: waiting } = await db.execute(
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into "sessions"%'`,
      );
      return waiting.length > 0;
    };
    await eventually(isWaiting, Boolean);
  });
  const answer = await signingIn;
  expect(answer?.status).toBe(401);
  expect(answer?.body.code).toBe('session.wrong-credentials');
  expect((await db.execute(sql`select from sessions where account_id = ${id}`)).rows).toEqual([]);
  await db.execute(sql`update accounts set password_hash = ${before} where id = ${id}`);
  expect((await signIn(portal.url, 'demo-institution')).status).toBe(200);
});
