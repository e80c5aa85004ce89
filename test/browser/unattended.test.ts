import { expect, test } from '@jest/globals';
import type { Request } from 'playwright-core';
import { anOffer, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

test('what a page fetches because it was told of a change says that nobody has asked for it', async () => {
  const page = await stage.person('institution');
  const sent: Request[] = [];
  page.on('request', (request) => sent.push(request));
  await page.goto('/orders');
  await eventually(() => sent.some((request) => request.url().includes('/events')), Boolean);
  const { id } = (await people.wang.post('/api/orders', await anOffer(people.wang))).body;
  await page.locator(`#o-${id}`).waitFor();
  const find = (path: string) =>
    sent.find((request) => new URL(request.url()).pathname === path && request.headers()['hx-request']);
  const bell = await eventually(() => find('/notifications/bell'), Boolean);
  expect(bell?.headers()['x-unattended']).toBe('1');
  expect(find('/orders')?.headers()['x-unattended']).toBe('1');
}, 60_000);
