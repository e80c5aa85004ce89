/**
 * What people choose to be told by mail, and what became of mails.
 *
 * @source D20
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { eq } from 'drizzle-orm';
import { dom } from '../../setup/dom.ts';
import { listKeptMails } from '../../../db/reads/mail-list.ts';
import { findKeptMail, getMailSettings } from '../../../db/reads/mail.ts';
import { accounts } from '../../../db/schema/organization.ts';
import { aMailbox } from '../../setup/mails.ts';
import { PASSWORD } from '../support/client.ts';
import { errorsIn, hiddenIn, hrefsIn, valuesIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';

let portal: TestPortal;
let mailbox: Awaited<ReturnType<typeof aMailbox>>;
beforeAll(async () => {
  portal = await aPortal();
  await anOrder(await cast(portal), 'paid');
  mailbox = await aMailbox(portal.database.db, portal.url);
});
afterAll(() => portal.stop());

const html = { accept: 'text/html' };

async function browser(username: string, url = portal.url) {
  const agent = request.agent(url);
  await agent.post('/sign-in').set(html).type('form').send({ username, password: PASSWORD });
  return agent;
}

type Browser = Awaited<ReturnType<typeof browser>>;
const page = async (agent: Browser, path: string): Promise<string> => (await agent.get(path).set(html)).text;
const token = (text: string): string => hiddenIn(text, '_csrf');
const boxes = (text: string, name: string): Record<string, boolean> =>
  Object.fromEntries(
    dom(text)
      .fields(name)
      .map(({ value, checked }) => [value, checked]),
  );
async function accountId(name: string): Promise<string> {
  const rows = await portal.database.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.username, `demo-${name}`));
  return rows[0]?.id ?? '';
}

test('one switches off an event, chooses English and another address, and finds it so', async () => {
  const agent = await browser('demo-enterprise');
  const before = await page(agent, '/preferences');
  const offered = boxes(before, 'wanted');
  expect(Object.values(offered)).not.toContain(false); // everything is wanted until one says otherwise
  expect(offered).toHaveProperty(['order.paid']);
  expect(offered).not.toHaveProperty(['order.secondApprovalNeeded']);
  expect(valuesIn(before)).toContain('enterprise@example.com');
  expect(dom(before).fields('digest')).toEqual([]);
  const wanted = Object.keys(offered).filter((event) => event !== 'order.paid');
  const form = { _csrf: token(before), email: ' wang@example.com ', language: 'en', wanted, digest: 'on' };
  const saved = await agent.post('/preferences').set(html).type('form').send(form);
  expect([saved.status, saved.get('Location')]).toEqual([303, '/preferences?saved=saved']);
  const after = await page(agent, '/preferences?saved=saved');
  expect(after).toContain('已保存');
  expect(boxes(after, 'wanted')).toEqual({ ...offered, 'order.paid': false });
  expect(boxes(after, 'language')).toEqual({ zh: false, en: true });
  expect(await getMailSettings(portal.database.db, await accountId('enterprise'))).toEqual({
    email: 'enterprise@example.com', // until the other is confirmed
    unconfirmed: 'wang@example.com',
    hasExpired: false,
    language: 'en',
    digest: false, // for staff alone, whatever is sent
    unwanted: ['order.paid'],
  });
});

test('an address that is none comes back with what was ticked, and nothing is kept', async () => {
  const agent = await browser('demo-institution');
  const form = {
    _csrf: token(await page(agent, '/preferences')),
    email: 'chen at example',
    language: 'en',
    wanted: 'order.paid',
  };
  const wrong = await agent.post('/preferences').set(html).type('form').send(form);
  expect(wrong.status).toBe(422);
  expect(errorsIn(wrong.text)).toContainEqual(['#email', '不是有效的邮箱地址。']);
  expect(valuesIn(wrong.text)).toContain('chen at example');
  expect(Object.entries(boxes(wrong.text, 'wanted')).filter(([, ticked]) => ticked)).toEqual([['order.paid', true]]);
  expect(valuesIn(await page(agent, '/preferences'))).toContain('institution@example.com');
});

test('staff may have a digest', async () => {
  const agent = await browser('demo-center');
  const before = await page(agent, '/preferences');
  expect(dom(before).fields('digest')).toHaveLength(1);
  await agent
    .post('/preferences')
    .set(html)
    .type('form')
    .send({ _csrf: token(before), email: '', language: 'zh', digest: 'on' });
  expect(await getMailSettings(portal.database.db, await accountId('center'))).toMatchObject({
    email: null,
    digest: true,
  });
});

test('in development, mails are read in the mailbox as their readers have them', async () => {
  const agent = await browser('demo-admin');
  const list = await page(agent, '/mailbox');
  const listed = hrefsIn(list).filter((href) => href.startsWith('/mailbox/'));
  expect(listed).toEqual(mailbox.kept.toReversed().map((id) => `/mailbox/${id}`));
  const mail = await page(agent, `/mailbox/${mailbox.kept[0]}`);
  const [frame] = dom(mail).tags('iframe');
  expect(frame?.attribute('sandbox')).toBeDefined();
  expect(frame?.attribute('srcdoc')).toMatch(/^<!doctype html>/);
  expect(dom(mail).tags('pre')[0]?.text).toContain('您好');
  expect((await agent.get('/mailbox/00000000-0000-0000-0000-000000000000').set(html)).status).toBe(404);
  expect((await agent.get('/mailbox/none').set(html)).status).toBe(404);
});

test('in development, each reads their own mails alone, and an administrator all', async () => {
  const { db } = portal.database;
  for (const name of ['park', 'enterprise', 'institution']) {
    const own = await listKeptMails(db, { limit: 100, accountId: await accountId(name) });
    const agent = await browser(`demo-${name}`);
    const listed = hrefsIn(await page(agent, '/mailbox')).filter((href) => href.startsWith('/mailbox/'));
    expect([name, listed]).toEqual([name, own.map(({ id }) => `/mailbox/${id}`)]);
    for (const id of mailbox.kept) {
      const { status } = await agent.get(`/mailbox/${id}`).set(html);
      expect([name, id, status]).toEqual([name, id, own.some((mail) => mail.id === id) ? 200 : 404]);
    }
  }
});

test('an administrator sees what failed, and has it sent again once', async () => {
  const agent = await browser('demo-admin');
  const { text } = await agent.get('/mails').set(html);
  expect(text).toMatch(/<a [^>]*href="\/operation"[^>]*aria-current/);
  expect(text).toMatch(/<li><a href="\/operation">运行状态<\/a><\/li>/);
  expect(text).toMatch(/550 5\.1\.1 user unknown/);
  expect(text).toMatch(/不确定[^]*Connection closed unexpectedly/);
  expect(text).toMatch(/connect ECONNREFUSED/); // why the one that waits does
  expect(await page(agent, '/operation')).toContain('2 封没有发出或不确定');
  const again = (id: string) =>
    agent
      .post(`/mails/${id}/resend`)
      .set(html)
      .type('form')
      .send({ _csrf: token(text) });
  expect((await again(mailbox.failed)).get('Location')).toBe('/mails?resent=yes');
  expect((await again(mailbox.failed)).get('Location')).toBe('/mails?resent=no'); // a click made twice
  expect((await again(mailbox.doubtful)).get('Location')).toBe('/mails?resent=yes');
  expect(await page(agent, '/mails?resent=yes')).toMatch(/已重新排队[^]*没有失败的邮件/);
});

test.each(['demo-center', 'demo-enterprise'])('for %s the page of failed mails does not exist', async (username) => {
  const agent = await browser(username);
  expect((await agent.get('/mails').set(html)).status).toBe(404);
  const csrf = token(await page(agent, '/preferences'));
  const resend = agent.post(`/mails/${mailbox.failed}/resend`).set(html).type('form').send({ _csrf: csrf });
  expect((await resend).status).toBe(404);
});

test('a link of a mail leads through sign-in to its order', async () => {
  const mail = await findKeptMail(portal.database.db, mailbox.kept[0] ?? '');
  const [button] = dom(mail?.html ?? '').classed('button');
  expect(button?.attribute('target')).toBe('_blank');
  const path = button?.attribute('href')?.slice(portal.url.length) ?? '';
  expect(path).toMatch(/^\/orders\/[0-9a-f-]{36}$/);
  const agent = request.agent(portal.url);
  const asked = await agent.get(path).set(html);
  expect(asked.get('Location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  const username = `demo-${mail?.address.split('@')[0]}`;
  const signedIn = await agent
    .post('/sign-in')
    .set(html)
    .type('form')
    .send({ username, password: PASSWORD, next: path });
  expect([signedIn.status, signedIn.get('Location')]).toEqual([303, path]);
  expect((await agent.get(path).set(html)).status).toBe(200);
});

test('nobody looks into the mailbox without signing in, nor anybody in production', async () => {
  const real = await aPortal({ production: true, withoutWorker: true });
  await real.database.db.update(accounts).set({ username: 'keeper' }).where(eq(accounts.username, 'demo-admin'));
  const keeper = await browser('keeper', real.url);
  expect((await keeper.get('/mails').set(html)).status).toBe(200); // signed in, that is
  expect((await keeper.get('/mailbox').set(html)).status).toBe(404);
  await real.stop();
  const visitor = await request(portal.url).get('/mailbox').set(html);
  expect([visitor.status, visitor.get('Location')]).toEqual([303, '/sign-in?next=%2Fmailbox']);
});
