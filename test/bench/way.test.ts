import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { partLines, partsOf } from '../../bench/way/parts.ts';
import { stampCommands } from '../../bench/way/stamps.ts';
import type { Point, Stamp } from '../../bench/way/stamps.ts';
import { cast, anOrder } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { aPortal } from '../api/support/portal.ts';
import type { TestPortal } from '../api/support/portal.ts';

const POINTS: readonly Point[] = [
  'called',
  'asked',
  'accepted',
  'acknowledged',
  'begun',
  'read',
  'recorded',
  'heard',
  'answered',
];

/** A way that reaches its points at these milliseconds. */
const aWay = (commandId: string, at: readonly number[]): Stamp[] =>
  POINTS.slice(0, at.length).map((point, index) => ({ commandId, point, ms: at[index] ?? 0 }));

test('the parts of a way are the times between its points, whichever process said them first', () => {
  const stamps = aWay('a', [100, 103, 105, 109, 110, 112, 117, 118, 120]).toReversed();
  expect(partsOf(stamps)).toMatchObject({
    commands: 1,
    incomplete: 0,
    parts: Object.fromEntries(
      [
        ['request in → rule asked', 3],
        ['→ command committed', 2],
        ['→ signal acknowledged', 4],
        ['→ recording begins', 1],
        ['→ rows read', 2],
        ['→ recording committed', 5],
        ['→ outcome heard', 1],
        ['→ answered', 2],
      ].map(([what, ms]) => [what, { p50: ms, p99: ms }]),
    ),
    whole: { p50: 20, p99: 20 },
  });
});

test('a way that lacks a point is counted, and told by no part', () => {
  const { commands, incomplete, whole } = partsOf([
    ...aWay('whole', [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ...aWay('refused', [0, 1, 2, 3, 4, 500]),
  ]);
  expect({ commands, incomplete, whole }).toEqual({ commands: 1, incomplete: 1, whole: { p50: 8, p99: 8 } });
});

test('a recording that was tried anew counts from its first beginning to its last end', () => {
  const again: Stamp[] = [
    { commandId: 'a', point: 'begun', ms: 10 },
    { commandId: 'a', point: 'read', ms: 11 },
    { commandId: 'a', point: 'recorded', ms: 13 },
  ];
  const { parts } = partsOf([...aWay('a', [0, 1, 2, 3, 4, 5, 6, 14, 15]), ...again]);
  expect([parts['→ recording begins'], parts['→ rows read'], parts['→ recording committed']]).toEqual(
    [1, 7, 2].map((ms) => ({ p50: ms, p99: ms })),
  );
});

test('a recording that begins before the answer to its signal is told by a negative part', () => {
  const { parts } = partsOf(aWay('a', [0, 1, 2, 9, 4, 10, 12, 13, 14]));
  expect(parts['→ recording begins']).toEqual({ p50: -5, p99: -5 });
});

test('placing is told beside all, by what was called', () => {
  const stamps = [...aWay('a', [0, 1, 2, 3, 4, 5, 6, 7, 10]), ...aWay('b', [0, 1, 2, 3, 4, 5, 6, 7, 8])];
  const paths: Readonly<Record<string, string>> = {
    a: '/api/orders',
    b: '/api/orders/019e0000-0000-7000-8000-00000000000a/price',
  };
  const called = stamps.map((stamp) =>
    stamp.point === 'called' ? { ...stamp, path: paths[stamp.commandId] ?? '' } : stamp,
  );
  const parts = partsOf(called);
  expect(Object.keys(parts.byCall)).toEqual(['/api/orders', '/api/orders/:id/price']);
  expect(partLines(parts).at(-1)).toBe('  request in → answered         10.0    10.0    10.0    10.0');
});

test('the table has a line a part', () => {
  const lines = partLines(partsOf(aWay('a', [100, 103, 105, 109, 110, 112, 117, 118, 120])));
  expect(lines).toHaveLength(10);
  expect(lines[1]).toBe('  request in → rule asked        3.0     3.0');
  expect(partLines(partsOf(aWay('a', [0, 1, 2, 3, 4, 5, 6, 5.99, 8])))[7]).toBe(
    '  → outcome heard                0.0     0.0',
  );
});

let portal: TestPortal;
let people: Cast;
beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});
afterAll(() => portal.stop());

test('each call that brings a click has a whole way, from its coming in to its answer', async () => {
  const end = stampCommands();
  await anOrder(people, 'paid');
  await people.wang.get('/api/session'); // by now the worker knows of its last commit
  const stamps = end();
  const { byCall, ...all } = partsOf(stamps);
  expect(all).toMatchObject({ commands: 4, incomplete: 0 });
  expect(Object.entries(byCall).map(([call, { commands }]) => [call, commands])).toEqual([
    ['/api/orders', 1],
    ['/api/orders/:id/price', 1],
    ['/api/orders/:id/payment', 1],
    ['/api/orders/:id/payment/approval', 1],
  ]);
  await anOrder(people, 'unpaid');
  expect(stamps).toHaveLength(4 * POINTS.length);
});
