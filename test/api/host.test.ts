import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { PASSWORD } from './support/client.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal({ withoutWorker: true });
});

afterAll(() => portal.stop());

describe('the name a portal in development is called by', () => {
  const asking = (path: string, host: string) => request(portal.url).get(path).set({ host, accept: 'text/html' });

  test.each([
    'evil.example',
    'portal.test.evil.example',
    'localhost.evil.example',
    '192.0.2.1',
    'evil.example:8080',
    'a b',
  ])('%s is not one of its own: nothing is answered but that', async (host) => {
    for (const path of ['/sign-in', '/api/products', '/mailbox', '/no/such/page']) {
      const answer = await asking(path, host);
      expect([path, answer.status]).toEqual([path, 421]);
    }
  });

  test.each(['10.244.1.7:8080', 'quanliu-api', 'localhost'])('a probe that calls it %s is answered', async (host) => {
    for (const path of ['/healthz', '/readyz']) expect([path, (await asking(path, host)).status]).toEqual([path, 200]);
  });

  test.each(['localhost', 'localhost:8080', '127.0.0.1:9', '[::1]:8080', 'portal.test', 'portal.test:80'])(
    '%s is its own',
    async (host) => {
      expect((await asking('/sign-in', host)).status).toBe(200);
    },
  );
});

test('no redirect is kept by a cache', async () => {
  for (const path of ['/?lang=en', '/orders', '/orders?state=paid&large=on']) {
    const answer = await request(portal.url).get(path).set('accept', 'text/html');
    expect([path, answer.status, answer.get('cache-control')]).toEqual([path, 303, 'no-store']);
  }
  const signedIn = await request(portal.url)
    .post('/sign-in')
    .set('accept', 'text/html')
    .type('form')
    .send({ username: 'demo-center', password: PASSWORD });
  expect([signedIn.status, signedIn.get('cache-control')]).toEqual([303, 'no-store']);
});
