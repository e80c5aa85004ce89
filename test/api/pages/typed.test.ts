import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { dom } from '../../setup/dom.ts';
import { PASSWORD, PDF } from '../support/client.ts';
import { hiddenIn, valuesIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const html = { accept: 'text/html' };

const signIn = (
  agent: ReturnType<typeof request.agent>,
  more: Record<string, string> = {},
  username = 'demo-enterprise',
) =>
  agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username, password: PASSWORD, ...more });

const reason = '合同内容有变化，双方决定不再继续。';

/** A form sent by a browser that nobody is signed in with (any more). */
async function sendSignedOut(orderId: string) {
  const agent = request.agent(portal.url);
  const answer = await agent
    .post(`/orders/${orderId}/steps/close`)
    .set(html)
    .set('referer', `${portal.url}/orders/${orderId}`)
    .type('form')
    .send({ _csrf: 'long-gone', version: '1', click: 'c1', reason });
  return { agent, answer };
}

test('a form sent after the session has ended comes back filled after signing in, and nothing was sent', async () => {
  const order = await anOrder(people, 'priced');
  const { agent, answer } = await sendSignedOut(order.id);
  expect(answer.status).toBe(401);
  expect(answer.text).toContain('您填写的内容已保留');
  expect(answer.text).not.toContain(reason);
  const [next, typed] = [hiddenIn(answer.text, 'next'), hiddenIn(answer.text, 'typed')];

  const wrong = await signIn(agent, { next, typed, password: 'wrong' });
  expect(hiddenIn(wrong.text, 'typed')).toBe(typed);

  const back = await signIn(agent, { next, typed });
  expect([back.status, back.get('Location')]).toEqual([303, `/orders/${order.id}`]);
  const page = await agent.get(`/orders/${order.id}`).set(html);
  expect(valuesIn(page.text)).toContain(reason);
  expect(page.text).toContain('还没有提交');
  expect((await people.wang.get(order.path)).body.state).toBe('unpaid');

  const sent = await agent
    .post(`/orders/${order.id}/steps/close`)
    .set(html)
    .type('form')
    .send({ _csrf: hiddenIn(page.text, '_csrf'), version: hiddenIn(page.text, 'version'), click: 'c2', reason });
  expect(sent.status).toBe(303);
  expect((await agent.get(`/orders/${order.id}`).set(html)).text).not.toContain('还没有提交');
});

test('a form of a former session of the same person comes back filled', async () => {
  const order = await anOrder(people, 'priced');
  const agent = request.agent(portal.url);
  await signIn(agent);
  const answer = await agent
    .post(`/orders/${order.id}/steps/close`)
    .set(html)
    .set('referer', `${portal.url}/orders/${order.id}`)
    .type('form')
    .send({ _csrf: 'of-another-session', version: '1', click: 'c1', reason });
  expect([answer.status, answer.get('Location')]).toEqual([303, `/orders/${order.id}`]);
  expect(valuesIn((await agent.get(`/orders/${order.id}`).set(html)).text)).toContain(reason);
  expect((await people.wang.get(order.path)).body.state).toBe('unpaid');
});

test('what was typed opens with the portal’s own seal alone', async () => {
  const order = await anOrder(people, 'priced');
  const { agent, answer } = await sendSignedOut(order.id);
  const typed = hiddenIn(answer.text, 'typed');
  const broken = typed.slice(0, -2) + (typed.endsWith('AA') ? 'BB' : 'AA');
  for (const text of [broken, 'x', ''])
    expect((await signIn(agent, { next: `/orders/${order.id}`, typed: text })).status).toBe(303);
  expect((await agent.get(`/orders/${order.id}`).set(html)).text).not.toContain(reason);
});

test('a part that a page fetches by itself does not become a sign-in page', async () => {
  const answer = await request(portal.url)
    .get('/orders')
    .set({ ...html, 'hx-request': 'true' });
  expect([answer.status, answer.text]).toEqual([401, '']);
});

test('a payment without its session comes back with what was typed and uploaded, and names the file that did not arrive', async () => {
  const order = await anOrder(people, 'priced');
  const path = `/orders/${order.id}/payment`;
  const uploaded = await people.wang.file('contract');
  const agent = request.agent(portal.url);
  const answer = await agent
    .post(path)
    .set({ ...html, referer: `${portal.url}${path}` })
    .field('_csrf', 'long-gone')
    .field('number', 'HT-2026-077')
    .field('serviceContent', 'on')
    .field('contract', uploaded)
    .attach('contract', PDF, '另一份合同.pdf');
  expect(answer.status).toBe(401);
  await signIn(agent, { next: hiddenIn(answer.text, 'next'), typed: hiddenIn(answer.text, 'typed') });
  const { text } = await agent.get(path).set(html);
  expect(valuesIn(text)).toContain('HT-2026-077');
  const clause = dom(text).field('serviceContent');
  expect([clause.value, clause.checked]).toEqual(['on', true]);
  expect(text).toContain(`value="${uploaded}" checked`);
  expect(text).toContain('请重新选择：另一份合同.pdf');
  expect((await people.wang.get(order.path)).body.state).toBe('unpaid');
});

test('where to go on is said once what was typed is stored, however slow the database: browsers do not wait for the last byte', async () => {
  const order = await anOrder(people, 'priced');
  const path = `/orders/${order.id}`;
  const { answer } = await sendSignedOut(order.id);
  await portal.database
    .client`create function linger() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return new; end'`;
  await portal.database
    .client`create trigger linger before update on sessions for each row when (new.content ? 'typed') execute function linger()`;
  try {
    const body = new URLSearchParams({
      username: 'demo-enterprise',
      password: PASSWORD,
      next: hiddenIn(answer.text, 'next'),
      typed: hiddenIn(answer.text, 'typed'),
    });
    const signedIn = await fetch(`${portal.url}/sign-in`, { method: 'POST', headers: html, body, redirect: 'manual' });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const shows = async () => (await fetch(`${portal.url}${path}`, { headers: { ...html, cookie } })).text();
    expect(valuesIn(await shows())).toContain(reason);

    const other = '另一个原因';
    const sent = await fetch(`${portal.url}${path}/steps/close`, {
      method: 'POST',
      headers: { ...html, cookie, referer: `${portal.url}${path}` },
      body: new URLSearchParams({ _csrf: 'of-another-session', version: '1', click: 'c1', reason: other }),
      redirect: 'manual',
    });
    expect(sent.headers.get('location')).toBe(path);
    expect(valuesIn(await shows())).toContain(other);
  } finally {
    await portal.database.client`drop trigger linger on sessions`;
  }
});
