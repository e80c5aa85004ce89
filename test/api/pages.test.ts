import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { dom } from '../setup/dom.ts';
import { PASSWORD } from './support/client.ts';
import { hiddenIn, hrefsIn, titleOf } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { anOrder, cast } from './support/story.ts';
import type { Cast } from './support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const html = { accept: 'text/html' };

/** A browser that has signed in by the page. */
async function browser(username: string) {
  const agent = request.agent(portal.url);
  const response = await agent.post('/sign-in').set(html).type('form').send({ username, password: PASSWORD });
  if (response.status !== 303) throw new Error(response.text);
  return agent;
}

/** The form of a step, as the page draws it. */
async function formOf(agent: Awaited<ReturnType<typeof browser>>, path: string) {
  const { text } = await agent.get(path).set(html);
  return { _csrf: hiddenIn(text, '_csrf'), version: hiddenIn(text, 'version'), click: hiddenIn(text, 'click') };
}

const pageOf = ({ id }: { id: string }): string => `/orders/${id}`;

test('who is not signed in is led to the sign-in page, and back', async () => {
  const away = await request(portal.url).get('/orders?state=paid').set(html);
  expect([away.status, away.get('Location')]).toEqual([303, '/sign-in?next=%2Forders%3Fstate%3Dpaid']);
  const page = await request(portal.url).get('/sign-in?next=/orders?state=paid').set(html);
  expect(hiddenIn(page.text, 'next')).toBe('/orders?state=paid');
  const back = await request(portal.url)
    .post('/sign-in')
    .type('form')
    .send({ username: 'demo-park', password: PASSWORD, next: '/orders?state=paid' });
  expect([back.status, back.get('Location')]).toEqual([303, '/orders?state=paid']);
});

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  'nobody is led to %j',
  async (next) => {
    const response = await request(portal.url)
      .post('/sign-in')
      .type('form')
      .send({ username: 'demo-park', password: PASSWORD, next });
    expect(response.get('Location')).toBe('/');
  },
);

test('a wrong password is said on the same page', async () => {
  const response = await request(portal.url)
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username: '"><script>', password: 'x' });
  expect(response.status).toBe(401);
  expect(titleOf(response.text)).toMatch(/^错误：登录/);
  expect(response.text).toContain('用户名或密码不正确。');
  expect(response.text).not.toContain('"><script>');
});

test('a visitor reads on the first page what the scheme is, how it goes and where one signs in, and nothing of the interface', async () => {
  for (const [lang, head, how] of [
    ['zh', '专业服务，用创新券付一部分', '签订服务合同'],
    ['en', 'Professional services, paid in part by voucher', 'Sign the contract'],
  ] as const) {
    const { status, text } = await request(portal.url)
      .get('/')
      .set({ ...html, 'accept-language': lang });
    expect([status, dom(text).roles('heading', head).length]).toEqual([200, 1]);
    expect(text).toContain(how);
    for (const href of ['/sign-in', '/products', '/password/forgotten']) expect(hrefsIn(text)).toContain(href);
    expect(hrefsIn(text)).not.toContain('/api/docs');
  }
  for (const [who, has] of [
    ['demo-admin', true],
    ['demo-enterprise', false],
  ] as const)
    expect([who, hrefsIn((await (await browser(who)).get('/orders').set(html)).text).includes('/api/docs')]).toEqual([
      who,
      has,
    ]);
});

test('too many attempts are told when to try again and whom to call', async () => {
  const send = () =>
    request(portal.url).post('/sign-in').set(html).type('form').send({ username: 'demo-finance', password: 'x' });
  let answer = await send();
  for (let tries = 0; answer.status === 401 && tries < 20; tries += 1) answer = await send();
  expect(answer.status).toBe(429);
  expect(answer.text).toMatch(/\d+ 分钟后可以再试。/);
  expect(hrefsIn(answer.text).some((href) => href.startsWith('tel:'))).toBe(true);
});

test('the list shows the ten tabs, the columns of the guide, and the other side', async () => {
  await anOrder(people, 'paid');
  const { text } = await (await browser('demo-institution')).get('/orders').set(html);
  const tabs = dom(text).role('navigation', '按状态').roles('link');
  expect(tabs.map((tab) => tab.text.replace(/ \d+$/, ''))).toEqual([
    '全部',
    '未支付',
    '支付审核中',
    '支付审核拒绝',
    '已支付',
    '兑付审核中',
    '预兑付',
    '已兑付',
    '兑付审核拒绝',
    '已关闭',
  ]);
  expect(
    dom(text)
      .roles('columnheader')
      .map((header) => header.text),
  ).toEqual([
    '服务大类',
    '服务小类',
    '服务对象',
    '产品价格',
    '订单金额',
    '支付创新券金额',
    '添加时间',
    '状态',
    '备注',
    '操作',
  ]);
});

test('a step is taken on the page, once, however often its form is sent', async () => {
  const order = await anOrder(people, 'unpaid');
  const agent = await browser('demo-institution');
  const form = await formOf(agent, pageOf(order));
  const send = () =>
    agent
      .post(`${pageOf(order)}/steps/close`)
      .set(html)
      .type('form')
      .send({ ...form, reason: '双方协商取消' });
  const first = await send();
  expect([first.status, first.get('Location')]).toEqual([303, `${pageOf(order)}?done=close`]);
  expect((await send()).status).toBe(303);
  expect((await people.chen.get(order.path)).body.timeline).toHaveLength(2);
  const page = await agent.get(`${pageOf(order)}?done=close`).set(html);
  expect(page.text).toContain('关闭订单成功');
  expect(
    dom(page.text)
      .tags('blockquote')
      .map((quote) => quote.text),
  ).toContain('双方协商取消');
});

test('what was wrong is said beside its field, and what was typed stays', async () => {
  const order = await anOrder(people, 'paymentReview');
  const agent = await browser('demo-enterprise');
  const form = await formOf(agent, pageOf(order));
  const send = (step: string, typed: object) =>
    agent
      .post(`${pageOf(order)}/steps/${step}`)
      .set(html)
      .type('form')
      .send({ ...form, ...typed });
  const wrong = await send('close', { reason: '' });
  expect(wrong.status).toBe(422);
  expect(hrefsIn(wrong.text)).toContain('#close-reason');
  const refused = await send('close', { reason: '<1>' });
  expect([refused.status, refused.text.includes('当前状态不能办理')]).toEqual([409, true]);
});

test('a form that was open while the content changed is refused, and says what changed', async () => {
  const order = await anOrder(people, 'unpaid');
  const agent = await browser('demo-institution');
  const form = await formOf(agent, pageOf(order));
  await people.chen.post(`${order.path}/price`, { orderAmount: '1.00' });
  const late = await agent
    .post(`${pageOf(order)}/steps/close`)
    .set(html)
    .type('form')
    .send({ ...form, reason: '<1>' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('资料已更新：您看到的是第 1 版，现在是第 2 版。');
  const [change] = dom(late.text)
    .role('status', /其间发生了：/)
    .roles('listitem');
  expect(change?.text).toMatch(/^核定价格 · 陈志远/);
  expect(dom(late.text).field('reason').value).toBe('<1>');
});

test('a form without the token, of another site, or for a step that is none', async () => {
  const order = await anOrder(people, 'unpaid');
  const agent = await browser('demo-institution');
  const form = await formOf(agent, pageOf(order));
  const send = (step: string, body: object, headers = {}) =>
    agent
      .post(`${pageOf(order)}/steps/${step}`)
      .set({ ...html, ...headers })
      .type('form')
      .send(body);
  const stale = await send('close', { ...form, _csrf: 'x', reason: '1' });
  expect([stale.status, (await people.chen.get(order.path)).body.state]).toEqual([303, 'unpaid']);
  expect((await send('close', { ...form, reason: '1' }, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await send('place', form)).status).toBe(404);
  expect((await send('constructor', form)).status).toBe(404);
  expect((await send('approvePayment', form)).status).toBe(404); // taken at its desk
  expect((await send('withdraw', form)).status).toBe(403);
});

test('what people wrote is text, and a page holds no script', async () => {
  const order = await anOrder(people, 'unpaid');
  await people.wang.post(`${order.path}/closure`, { reason: '<script>alert(1)</script><img src=x onerror=alert(1)>' });
  const page = await (await browser('demo-enterprise')).get(pageOf(order)).set(html);
  expect(page.text).toContain('&lt;script&gt;');
  expect(page.text).not.toMatch(/<script(?! src="\/assets\/[\w-]+\.js")|<img|\son\w+=|style="/);
});

test('what one may not see, and what there is not, is the same page', async () => {
  const order = await anOrder(people, 'unpaid');
  const agent = await browser('demo-enterprise-2');
  const [hiddenOne, none] = [await agent.get(pageOf(order)).set(html), await agent.get('/orders/none').set(html)];
  expect([hiddenOne.status, none.status]).toEqual([404, 404]);
  expect(none.text).toContain('没有找到这个订单');
  const nothing = await request(portal.url).get('/nothing').set(html);
  for (const said of ['没有这个地址', '咨询电话', '主办单位', '回到首页']) expect(nothing.text).toContain(said);
  expect(nothing.text).not.toContain('再试一次');
  expect((await request(portal.url).get('/nothing')).type).toBe('application/problem+json');
});

test('English when asked for, and from then on', async () => {
  const agent = await browser('demo-enterprise');
  const shown = async () => dom((await agent.get('/orders').set(html)).text);
  expect((await shown()).tags('html')[0]?.attribute('lang')).toBe('zh-CN');
  expect((await agent.get('/orders?state=paid&lang=en').set(html)).get('Location')).toBe('/orders?state=paid');
  expect((await shown()).roles('heading', 'Orders')).toHaveLength(1);
});

test('signing out by the page ends the session', async () => {
  const agent = await browser('demo-park-2');
  const { text } = await agent.get('/orders').set(html);
  expect(
    (
      await agent
        .post('/sign-out')
        .type('form')
        .send({ _csrf: hiddenIn(text, '_csrf') })
    ).get('Location'),
  ).toBe('/sign-in?signed=out');
  expect((await agent.get('/sign-in?signed=out').set(html)).text).toContain('您已退出登录。');
  expect((await agent.get('/orders').set(html)).status).toBe(303);
});

test('styles, scripts and icons are served from here, to be kept for ever', async () => {
  const { text } = await request(portal.url).get('/sign-in').set(html);
  const linked = new Set(
    ['href', 'src']
      .flatMap((name) =>
        dom(text)
          .having(name)
          .map((element) => element.attribute(name) ?? ''),
      )
      .filter((path) => path.startsWith('/assets/'))
      .map((path) => path.split('#')[0] ?? ''),
  );
  expect(linked.size).toBe(5);
  for (const path of linked) {
    const response = await request(portal.url).get(path);
    expect([response.status, response.get('Cache-Control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  }
  expect((await request(portal.url).get('/assets/../app.ts')).status).toBe(404);
});
