import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { eventually } from '../setup/eventually.ts';
import type { TestClient } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOffer, anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;
const closing: AbortController[] = [];

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});
afterEach(() => {
  for (const each of closing.splice(0)) each.abort();
});
afterAll(() => portal.stop());

/** An open page: what it has been told so far. */
async function aPage({ headers }: TestClient, more: Record<string, string> = {}, query = '') {
  const controller = new AbortController();
  closing.push(controller);
  const response = await fetch(`${portal.url}/events${query}`, {
    headers: { ...headers, ...more },
    signal: controller.signal,
  });
  const told: string[] = [];
  const reading = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) {
      for (const [, name = ''] of Buffer.from(chunk)
        .toString()
        .matchAll(/^event:\s*(.+)$/gm))
        told.push(name);
    }
  };
  void reading().catch(() => undefined); // aborted at the end of the test
  if (response.ok) await eventually(() => told.includes('connected'), Boolean);
  return { status: response.status, headers: response.headers, told };
}

const hears = (page: { told: string[] }, name: string) => eventually(() => page.told.includes(name), Boolean);

test('the pages of both parties and of the center are told of a new order, those of others are not', async () => {
  const [chen, wang, zhao, qian, sun] = await Promise.all([
    aPage(people.chen),
    aPage(people.wang),
    aPage(people.zhao),
    aPage(await portal.as('enterprise-2')),
    aPage(people.sun),
  ]);
  const { body: order } = await people.wang.post('/api/orders', await anOffer(people.wang));
  for (const page of [chen, wang, zhao]) await hears(page, `order-changed-${order.id}`);
  expect(chen.told).toEqual(expect.arrayContaining(['orders-changed', 'tasks-changed', 'notifications-changed']));
  expect([qian.told, sun.told]).toEqual([['connected'], ['connected']]);
});

test('a claim is told to the other reviewers', async () => {
  await anOrder(people, 'redemptionReview');
  const [page, other] = [await aPage(people.zhou), await aPage(people.sun)];
  const { body: tasks } = await people.zhao.get('/api/tasks');
  await people.zhao.post(`/api/tasks/${tasks.items[0].id}/claim`);
  await hears(page, 'tasks-changed');
  expect(other.told).toEqual(['connected']);
});

test('a page that comes back is told that anything may have changed', async () => {
  const page = await aPage(people.chen, { 'last-event-id': 'one that was heard before' });
  expect(page.told).toEqual([
    'anything-changed',
    'orders-changed',
    'tasks-changed',
    'notifications-changed',
    'connected',
  ]);
});

test('a page is told what has changed between its drawing and its listening, and nothing older', async () => {
  const before = Date.now();
  const { body: order } = await people.wang.post('/api/orders', await anOffer(people.wang));
  const page = await aPage(people.chen, {}, `?drawn=${before}`);
  await hears(page, `order-changed-${order.id}`);
  const later = await aPage(people.chen, {}, `?drawn=${Date.now() + 1}`);
  expect(later.told).toEqual(['connected']);
});

test('what was said while nobody could listen is told as "anything"', async () => {
  const page = await aPage(people.chen);
  await portal.database.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
  );
  await hears(page, 'orders-changed');
});

test('a stream is not buffered, not kept, and for nobody who is not signed in', async () => {
  const page = await aPage(people.chen);
  expect([
    page.headers.get('x-accel-buffering'),
    page.headers.get('content-type'),
    page.headers.get('content-encoding'),
  ]).toEqual(['no', 'text/event-stream', null]);
  expect((await aPage(portal.visitor)).status).toBe(401);
});

test('one person opens twenty streams, not more', async () => {
  const han = await portal.as('institution-2');
  const statuses = [];
  for (let opened = 0; opened < 21; opened += 1) statuses.push((await aPage(han)).status);
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
});
