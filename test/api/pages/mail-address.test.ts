/** An address gets no mail but one that asks to confirm it, until it is confirmed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { renderClaimedMail } from '../../../activities/mail/rendered-mail.ts';
import { admitConfirmation } from '../../../api/session/confirmation-throttle.ts';
import { getMailSettings } from '../../../db/reads/mail.ts';
import { claimMail, decideMails, keepMail } from '../../../db/writes/mail.ts';
import { aBrowser, formOf, valuesIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOffer, cast } from '../support/story.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal();
});
beforeEach(async () => {
  await portal.database.db.execute(sql`delete from sign_in_failures`);
  await sent(); // what an earlier test has left
});
afterAll(() => portal.stop());

/** Writes every mail that waits; whom each went to, and the link of its button. */
async function sent(): Promise<{ to: string; subject: string; link: string }[]> {
  const { db } = portal.database;
  const now = new Date().toISOString();
  await decideMails(db, 1000, now);
  const holder = randomUUID();
  const mails = [];
  for (let mail = await claimMail(db, holder); mail; mail = await claimMail(db, holder)) {
    const rendered = await renderClaimedMail(db, mail, 'http://portal.test', now);
    if (!rendered) continue;
    await keepMail(db, { id: mail.id, holder }, rendered);
    const link = /class="button"[^>]*href="([^"]+)"/.exec(rendered.html)?.[1] ?? '';
    mails.push({
      to: rendered.address,
      subject: rendered.subject,
      link: link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
    });
  }
  return mails;
}

const idOf = async (name: string): Promise<string> => {
  const { rows } = await portal.database.db.execute<{ id: string }>(
    sql`select id from accounts where username = ${`demo-${name}`}`,
  );
  return rows[0]?.id ?? '';
};
const settingsOf = async (name: string) => {
  const { email, unconfirmed } = await getMailSettings(portal.database.db, await idOf(name));
  return { email, unconfirmed };
};
const enter = (browser: TestBrowser, email: string) =>
  browser.send('/preferences', '/preferences', { email, language: 'zh' });
const html = { accept: 'text/html' };
const openLink = (link: string) => request(portal.url).get(link.replace('http://portal.test', '')).set(html);
/** Opens the link and presses its button, without being signed in. */
async function confirm(link: string) {
  const form = formOf((await openLink(link)).text, '/mail-address/confirm');
  return request(portal.url).post('/mail-address/confirm').set(html).type('form').send(form);
}

test('another address gets one mail, and no other until its link is used; till then mail goes where it went', async () => {
  const browser = await aBrowser(portal, 'enterprise');
  expect((await enter(browser, 'wang.neu@example.com')).status).toBe(303);
  expect(await settingsOf('enterprise')).toEqual({
    email: 'enterprise@example.com',
    unconfirmed: 'wang.neu@example.com',
  });
  const page = await browser.open('/preferences');
  expect(page.text).toContain('待确认');
  expect(page.text).toContain('enterprise@example.com');
  expect(valuesIn(page.text)).toContain('wang.neu@example.com');
  const [mail, ...others] = await sent();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ to: 'wang.neu@example.com', subject: '请确认您的邮箱地址' });
  expect(mail?.link).toMatch(/^http:\/\/portal\.test\/mail-address\/confirm\?token=[\w-]{43}$/);

  const { wang } = await cast(portal);
  await wang.post('/api/orders', await anOffer(wang));
  expect((await sent()).map(({ to }) => to)).not.toContain('wang.neu@example.com');

  const shown = await openLink(mail?.link ?? '');
  expect(shown.status).toBe(200);
  expect(shown.get('Referrer-Policy')).toBe('strict-origin');
  expect(await settingsOf('enterprise')).toMatchObject({ email: 'enterprise@example.com' }); // looking confirms nothing
  const confirmed = await confirm(mail?.link ?? '');
  expect(confirmed.status).toBe(200);
  expect(confirmed.text).toContain('邮箱地址已确认');
  expect(await settingsOf('enterprise')).toEqual({ email: 'wang.neu@example.com', unconfirmed: null });
  expect((await browser.open('/preferences')).text).not.toContain('待确认');
  expect((await openLink(mail?.link ?? '')).text).toContain('链接无效');
});

test('the database holds no token, only its hash; a link that is wrong or a day old confirms nothing', async () => {
  const browser = await aBrowser(portal, 'institution');
  await enter(browser, 'chen.neu@example.com');
  const [mail] = await sent();
  const token = new URL(mail?.link ?? '').searchParams.get('token') ?? '';
  const { rows } = await portal.database.db.execute<{ all: string }>(
    sql`select string_agg(c::text, ' ') as all from address_confirmations c`,
  );
  expect(rows[0]?.all).not.toContain(token);
  expect((await openLink(`/mail-address/confirm?token=${'x'.repeat(43)}`)).text).toContain('链接无效');
  expect((await openLink('/mail-address/confirm')).text).toContain('链接无效');
  const left = await portal.database.db.execute(
    sql`select from address_confirmations where ends_at between now() + interval '23 hours 59 minutes' and now() + interval '24 hours'`,
  );
  expect(left.rows).toHaveLength(1);
  await portal.database.db.execute(sql`update address_confirmations set ends_at = now() - interval '1 second'`);
  expect((await openLink(mail?.link ?? '')).text).toContain('链接无效');
  const late = await request(portal.url).post('/mail-address/confirm').set(html).type('form').send({ token });
  expect(late.status).toBe(410);
  expect(await settingsOf('institution')).toMatchObject({ email: 'institution@example.com' });
});

test('a mail that is sent again has another link, and the one before is no good', async () => {
  const browser = await aBrowser(portal, 'park');
  await enter(browser, 'li.neu@example.com');
  const [first] = await sent();
  const again = await browser.send('/preferences', '/preferences/confirmation');
  expect([again.status, again.get('Location')]).toEqual([303, '/preferences?saved=asked']);
  const [second] = await sent();
  expect(second?.link).not.toBe(first?.link);
  expect((await openLink(first?.link ?? '')).text).toContain('链接无效');
  expect((await confirm(second?.link ?? '')).status).toBe(200);
  expect(await settingsOf('park')).toEqual({ email: 'li.neu@example.com', unconfirmed: null });
});

test('an address that was replaced, removed or is in force already needs no link', async () => {
  const browser = await aBrowser(portal, 'finance');
  await enter(browser, 'first@example.com');
  const [first] = await sent();
  await enter(browser, 'second@example.com');
  const [second] = await sent();
  expect((await openLink(first?.link ?? '')).text).toContain('链接无效');
  await enter(browser, 'FINANCE@example.com'); // where mail goes now
  expect(await settingsOf('finance')).toEqual({ email: 'finance@example.com', unconfirmed: null });
  expect((await openLink(second?.link ?? '')).text).toContain('链接无效');
  await enter(browser, 'third@example.com');
  await enter(browser, '');
  expect(await settingsOf('finance')).toEqual({ email: null, unconfirmed: null });
  expect(await sent()).toEqual([]); // nothing is left to confirm
});

test('the same address, saved again, is not asked again', async () => {
  const browser = await aBrowser(portal, 'admin');
  for (let count = 0; count < 7; count += 1) expect((await enter(browser, 'admin.neu@example.com')).status).toBe(303);
  expect(await sent()).toHaveLength(1);
});

test('an address whose link has expired says so, and is asked again when it is saved again', async () => {
  const browser = await aBrowser(portal, 'enterprise-2');
  await enter(browser, 'spaet@example.com');
  const [first] = await sent();
  await portal.database.db.execute(sql`update address_confirmations set ends_at = now() - interval '1 second'`);
  expect((await browser.open('/preferences')).text).toContain('确认邮件中的链接已过期');
  expect((await enter(browser, 'spaet@example.com')).status).toBe(303);
  expect((await browser.open('/preferences')).text).not.toContain('已过期');
  const [second, ...others] = await sent();
  expect([second?.to, others]).toEqual(['spaet@example.com', []]);
  expect((await openLink(first?.link ?? '')).text).toContain('链接无效');
  expect((await confirm(second?.link ?? '')).status).toBe(200);
});

test('what one limit refuses costs nothing of the other', async () => {
  const { db } = portal.database;
  const ask = (account: string, address: string) =>
    admitConfirmation(db, account, address).then(
      () => 'sent',
      () => 'refused',
    );
  const accounts = Array.from({ length: 4 }, () => randomUUID());
  const asked = [];
  for (const account of accounts) asked.push(await ask(account, 'flooded@example.com'));
  expect(asked).toEqual(['sent', 'sent', 'sent', 'refused']);
  const last = accounts[3] ?? '';
  for (let count = 0; count < 9; count += 1) expect(await ask(last, 'flooded@example.com')).toBe('refused');
  const own = [];
  for (let count = 0; count < 6; count += 1) own.push(await ask(last, `own-${count}@example.com`));
  expect(own).toEqual([...Array<string>(5).fill('sent'), 'refused']);
});

test('nobody floods the address of a stranger: three mails a day, whoever enters it', async () => {
  const [one, two] = [await aBrowser(portal, 'center'), await aBrowser(portal, 'center-2')];
  await enter(one, 'Stranger@example.com');
  await one.send('/preferences', '/preferences/confirmation');
  await enter(two, 'stranger@example.com');
  const fourth = await one.send('/preferences', '/preferences/confirmation');
  expect(fourth.status).toBe(429);
  expect(Number(fourth.get('Retry-After'))).toBeGreaterThan(80_000);
  const three = await aBrowser(portal, 'park-2');
  const refused = await enter(three, 'STRANGER@example.com');
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('确认邮件发送过于频繁');
  expect(await settingsOf('park-2')).toMatchObject({ unconfirmed: null });
  expect((await sent()).length).toBeLessThanOrEqual(3);
});

test('nobody sends mails to many strangers: five a day', async () => {
  const browser = await aBrowser(portal, 'institution-2');
  const statuses = [];
  for (let count = 0; count < 6; count += 1)
    statuses.push((await enter(browser, `stranger-${count}@example.com`)).status);
  expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  expect(await sent()).toHaveLength(1); // of the last: the others were replaced before they were written
});
