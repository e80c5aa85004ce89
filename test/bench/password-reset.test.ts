import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Http } from '../../bench/http.ts';
import { passwordResetsOf } from '../../bench/product/password-reset.ts';
import { aPortal } from '../api/support/portal.ts';
import type { TestPortal } from '../api/support/portal.ts';
import { PASSWORD } from '../api/support/client.ts';

let portal: TestPortal;
let http: Http;
beforeAll(async () => {
  portal = await aPortal();
  http = new Http(Number(new URL(portal.url).port));
});
afterAll(async () => {
  http.close();
  await portal.stop();
});

/** More than a network may ask for in an hour. */
const LIVES = 8;

test('lives of the password reset are driven to their end, as many as a window has', async () => {
  const resets = await passwordResetsOf({
    db: portal.database.db,
    parts: [],
    visitor: http.as({}),
    center: await http.signIn('demo-center', PASSWORD),
    model: 'demo-enterprise',
  });
  await resets.prepare(LIVES);
  const lives = Array.from({ length: LIVES }, (_, client) => resets.begin(client));
  await Promise.all(
    lives.map(async (take) => {
      for (const _action of resets.actions) await take();
    }),
  );
  const states = await portal.database.client`select state from password_resets`;
  expect(states.map(({ state }) => state)).toEqual(Array<string>(LIVES).fill('done'));
});
