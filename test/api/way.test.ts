import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WAY } from '../../way.ts';
import type { Mark, WayPoint } from '../../way.ts';
import { eventually } from '../setup/eventually.ts';
import { requestForNobody } from './support/password-reset.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOffer, anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;
let ways: Map<string, WayPoint[]>;

const take = (message: unknown): void => {
  const { point, commandId } = message as Mark;
  ways.set(commandId, [...(ways.get(commandId) ?? []), point]);
};

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  ways = new Map();
  subscribe(WAY, take);
});

beforeEach(() => ways.clear());

afterAll(async () => {
  unsubscribe(WAY, take);
  await portal.stop();
});

/** The points of the only way there is, once it has come to all of these: the portal's, and the worker's, which runs beside. */
async function onlyWay(...until: readonly WayPoint[]) {
  const all = await eventually(
    () => [...ways.values()],
    ([only]) => until.every((point) => only?.includes(point)),
  );
  expect(all).toHaveLength(1);
  const inWorker = (point: WayPoint): boolean => ['begun', 'read', 'recorded'].includes(point);
  const points = all[0] ?? [];
  return { points, portal: points.filter((point) => !inWorker(point)), worker: points.filter(inWorker) };
}

test('a click says each point of its way once, in their order', async () => {
  const { wang, chen } = people;
  const offer = await anOffer(wang);
  const { status, body } = await wang.post('/api/orders', {
    ...offer,
    expectedAmount: { amount: '50000.00', currency: 'CNY' },
    note: '请尽快',
  });
  expect(status).toBe(201);
  const placed = await onlyWay('recorded', 'heard');
  ways.clear();
  expect((await chen.post(`/api/orders/${body.id}/price`, { orderAmount: '50000' })).status).toBe(200);
  for (const { portal: told, worker, points } of [placed, await onlyWay('recorded', 'heard')]) {
    expect(told).toEqual(['asked', 'accepted', 'acknowledged', 'heard']);
    expect(worker).toEqual(['begun', 'read', 'recorded']);
    expect(points.indexOf('accepted')).toBeLessThan(points.indexOf('begun'));
    expect(points.indexOf('read')).toBeLessThan(points.indexOf('heard')); // of the commit the portal may hear before the worker does
  }
});

test('one that the rule refuses has no way', async () => {
  const { path, version } = await anOrder(people, 'unpaid');
  ways.clear();
  expect((await people.li.post(`${path}/payment/approval`, { confirmed: true, version })).status).toBe(409);
  expect([...ways.keys()]).toEqual([]);
});

test('one whose outcome is not awaited ends in the worker', async () => {
  expect((await portal.visitor.post('/api/password-resets', requestForNobody())).status).toBe(200);
  const { portal: told, worker } = await onlyWay('recorded');
  expect(told).toEqual(['asked', 'accepted', 'acknowledged']);
  expect(worker).toEqual(['begun', 'read', 'recorded']);
});
