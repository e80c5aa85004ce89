import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { dom } from '../../setup/dom.ts';
import type { Page } from '../../../api/pages/page.ts';
import { PAGES } from '../../../api/pages/table.ts';
import { PASSWORD, PDF } from '../support/client.ts';
import { hiddenIn, hrefsIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';

/** Nobody's browser sends these. Each page answers them in plain words, and never with a fault of ours. */

let portal: TestPortal;
let orderId: string;
const agents = new Map<string, Promise<{ agent: ReturnType<typeof request.agent>; token: string }>>();

beforeAll(async () => {
  portal = await aPortal();
  orderId = (await anOrder(await cast(portal), 'paid')).id;
});
afterAll(() => portal.stop());

const html = { accept: 'text/html' };
const cursorOf = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Someone who may open the page: one of its roles, else an institution's clerk. */
function someoneFor({ to }: Page) {
  const name = typeof to === 'string' ? 'institution' : (to[0] ?? 'institution');
  const known = agents.get(name) ?? signedIn(name);
  agents.set(name, known);
  return known;
}

async function signedIn(name: string) {
  const agent = request.agent(portal.url);
  await agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username: `demo-${name}`, password: PASSWORD });
  const { text } = await agent.get('/preferences').set(html);
  return { agent, token: hiddenIn(text, '_csrf') };
}

const addressOf = ({ path }: Page): string =>
  path
    .replaceAll(/:(?:id|orderId|lineId|number)\b/g, orderId)
    .replace(':step', 'close')
    .replaceAll(/:\w+/g, 'x');

const shown = PAGES.filter(({ method, download }) => method === 'get' && !download);
const forms = PAGES.filter(({ method, path }) => method === 'post' && path !== '/sign-out');

const QUERIES: readonly Readonly<Record<string, string>>[] = [
  { q: '\0' },
  { q: '\uFFFF'.repeat(300) },
  { after: cursorOf('2026-02-31T00:00:00.000Z', crypto.randomUUID()) },
  { before: cursorOf('0000-01-01T00:00:00.000Z', crypto.randomUUID()) },
  { due: cursorOf('2026-02-31T00:00:00.000Z', crypto.randomUUID()) },
  { after: cursorOf({ toString: 1 }, [], -1) },
  { from: '2026-02-31', to: '９９９９-01-01', state: '__proto__', category: '\0', line: '\0' },
];

describe.each(shown.map((page) => ({ path: page.path, page })))('$path', ({ page }) => {
  test('takes no query amiss', async () => {
    const { agent } = await someoneFor(page);
    for (const query of QUERIES) {
      const { status } = await agent.get(addressOf(page)).query(query).set(html);
      expect([query, status < 500]).toEqual([query, true]);
    }
  });
});

describe.each(forms.map((page) => ({ path: page.path, page })))('POST $path', ({ page }) => {
  const asked = async () => {
    const { agent, token } = await someoneFor(page);
    return { call: () => agent.post(addressOf(page)).set(html), token: { _csrf: token } };
  };

  test('takes no body, and one that is no form', async () => {
    const { call } = await asked();
    expect((await call()).status).toBeLessThan(500);
    expect((await call().type('json').send('{"version":1}')).status).toBeLessThan(500);
    expect((await call().type('text/plain').send('version=1')).status).toBeLessThan(500);
  });

  test('takes a NUL', async () => {
    const { call, token } = await asked();
    const values = Object.fromEntries(
      ['effect', 'note', 'reason', 'act', 'click', 'version'].map((name) => [name, 'a\0b']),
    );
    expect(
      (
        await call()
          .type('form')
          .send({ ...token, ...values })
      ).status,
    ).toBeLessThan(500);
    expect((await call().type('form').send(values)).status).toBeLessThan(500); // kept until it can be shown again
  });

  test('takes no names in brackets', async () => {
    const { call, token } = await asked();
    for (const name of ['click[a]', 'version[a]', 'version[]', '__proto__[a]', 'act[0][b]']) {
      const { status } = await call().field({ ...token, [name]: '1' });
      expect([name, status < 500]).toEqual([name, true]);
    }
  });
});

/** As it goes over the wire: clients make such addresses proper. */
const atPath = (path: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(portal.url);
    rawRequest({ hostname, port, path, headers: html }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });

test.each(['///', '//[', '//x//evil.example/', '/products/..\\\\evil.example', '/\\evil.example', '/%'])(
  'an address like %s is a page that helps, and leads nowhere else',
  async (path) => {
    const { status, text } = await atPath(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(dom(text).roles('main')).toHaveLength(1);
    expect(hrefsIn(text).filter((href) => /^(?:\/\/|\/\\|http:)/.test(href))).toEqual([]);
  },
);

test('a choice of language leads to the same host, whatever the address', async () => {
  const { headers } = await request(portal.url).get('//evil.example/?lang=en').redirects(0);
  expect(headers['location'] ?? '/').not.toMatch(/^\/[/\\]/);
});

test('a form without its token leads back to its page, on this host', async () => {
  const { agent } = await someoneFor({ to: 'signed-in' } as Page);
  const { headers } = await agent
    .post('/preferences')
    .set({ ...html, referer: 'http://q//evil.example/x' })
    .type('form')
    .send({ language: 'zh' });
  expect(headers['location']).toBe('/evil.example/x');
});

test('a name of a file that is too long is said to be that', async () => {
  const { agent, token } = await someoneFor({ to: ['institution'] } as unknown as Page);
  const { text } = await agent
    .post(`/orders/${orderId}/redemption`)
    .set(html)
    .field({ _csrf: token, act: 'save', click: 'c' })
    .attach('process', PDF, `${'长'.repeat(300)}.pdf`);
  expect(text).toContain('文件名不能超过 200 字');
});

test('more text than any form asks for is refused before it is worked on, by whom ever it comes', async () => {
  const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, 'x'.repeat(10_000)]));
  const { agent, token } = await someoneFor({ to: ['institution'] } as unknown as Page);
  for (const from of [request(portal.url), agent]) {
    const all = { ...fields, _csrf: token };
    const sent = [
      await from.post(`/orders/${crypto.randomUUID()}/redemption`).set(html).field(all),
      await from.post('/preferences').set(html).type('form').send(all),
    ];
    expect(sent.map(({ status }) => status)).toEqual([413, 413]);
  }
});

test('the same click on another order is a click of its own', async () => {
  const people = await cast(portal);
  const orders = [await anOrder(people, 'unpaid'), await anOrder(people, 'unpaid')];
  const { agent, token } = await someoneFor({ to: ['enterprise'] } as unknown as Page);
  for (const { id } of orders)
    await agent
      .post(`/orders/${id}/steps/close`)
      .set(html)
      .type('form')
      .send({ _csrf: token, version: '1', click: 'same', reason: '不再需要' })
      .expect(303);
  for (const { path } of orders) expect((await people.wang.get(path)).body).toMatchObject({ state: 'closed' });
});
