/**
 * Registering a company, by the JSON interface and by the page.
 *
 * @source L10, L12
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { sql } from 'drizzle-orm';
import { parks } from '../../db/schema/organization.ts';
import { one } from '../setup/scheme.ts';
import { signIn } from './support/client.ts';
import { dom } from '../setup/dom.ts';
import { hrefsIn } from './support/page-form.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';
import { aCreditCode, aRegistration } from './support/registration.ts';

let portal: TestPortal;
let parkId: string;

beforeAll(async () => {
  portal = await aPortal();
  parkId = (await one(portal.database.db.select().from(parks).limit(1))).id;
});
afterAll(() => portal.stop());

const register = (form: object) => portal.visitor.post('/api/registrations', form);
const accountsOf = (username: string) =>
  portal.database.client`select id, organization_id from accounts where lower(username) = lower(${username})`;
const forget = () => portal.database.client`delete from sign_in_failures where key like 'registration-%'`;

/** What is wrong with a form, by field. */
const wrongIn = (body: { errors: { pointer: string; code: string }[] }): Record<string, string> =>
  Object.fromEntries(body.errors.map(({ pointer, code }) => [pointer, code]));

test('a company registers as institution and, with another user name, as enterprise, and each signs in', async () => {
  const form = aRegistration();
  const first = await register(form);
  expect([first.status, first.body.actor]).toMatchObject([
    201,
    { username: form.username, name: form.contact, role: 'institution', organization: { name: form.company } },
  ]);
  const asEnterprise = { ...form, entityType: 'enterprise', username: `${form.username}.q`, parkId };
  expect((await register(asEnterprise)).body.actor.role).toBe('enterprise');
  for (const { username } of [form, asEnterprise]) {
    expect((await signIn(portal.url, username, form.password)).status).toBe(200);
    expect((await signIn(portal.url, username.toUpperCase(), form.password)).status).toBe(200);
  }
});

test('a name in any case and a code of the same type are taken, both told at once, and nothing is entered', async () => {
  const first = aRegistration();
  await register(first);
  const second = aRegistration({ username: first.username.toUpperCase(), creditCode: first.creditCode });
  const { status, body } = await register(second);
  expect([status, wrongIn(body)]).toEqual([
    422,
    { '/username': 'form.username-taken', '/creditCode': 'form.credit-code-taken' },
  ]);
  expect(JSON.stringify(body)).not.toContain(first.company); // it names nobody
  const other = aRegistration({ creditCode: first.creditCode });
  expect(wrongIn((await register(other)).body)).toEqual({ '/creditCode': 'form.credit-code-taken' });
  expect(await accountsOf(other.username)).toHaveLength(0);
  const [{ count } = { count: -1 }] = await portal.database.client`
    select count(*)::int as count from organizations where credit_code = ${first.creditCode}`;
  expect(count).toBe(1);
});

test('that something is taken is told only of a form that is right otherwise', async () => {
  const first = aRegistration();
  await register(first);
  const { body } = await register({ ...first, password: 'short' });
  expect(wrongIn(body)).toEqual({ '/password': 'form.password' });
});

describe('a credit code', () => {
  test.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['with blanks', (code: string) => ` ${code.slice(0, 6)} ${code.slice(6)}\t`],
    ['in full-width characters', (code: string) => code.replaceAll(/./g, wide)],
    ['with a character at its end that nobody sees', (code: string) => `${code}\u200B`],
  ])('%s is the same code', async (_how, written) => {
    const form = aRegistration();
    expect((await register({ ...form, creditCode: written(form.creditCode) })).status).toBe(201);
    const again = await register(aRegistration({ creditCode: form.creditCode }));
    expect(wrongIn(again.body)).toEqual({ '/creditCode': 'form.credit-code-taken' });
  });

  test.each([
    ['with a wrong check character', (code: string) => code.slice(0, 17) + (code.endsWith('0') ? '1' : '0')],
    ['with O for 0', (code: string) => code.replace('0', 'O')],
    ['that is an identity card number', () => '410102199003071234'],
    ['that is empty but for blanks', () => ' \u3000'],
  ])('%s is none', async (_how, written) => {
    const form = aRegistration();
    const { status, body } = await register({ ...form, creditCode: written(form.creditCode) });
    expect([status, Object.keys(wrongIn(body))]).toEqual([422, ['/creditCode']]);
  });

  const wide = (character: string): string => String.fromCharCode(character.charCodeAt(0) + 0xfee0);
});

test('of ten companies that register with one code or one name at one instant, one is entered', async () => {
  await forget();
  const creditCode = aCreditCode();
  const { username } = aRegistration();
  for (const shared of [{ creditCode }, { username }]) {
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await register(aRegistration(shared))).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 422)).toHaveLength(9);
  }
});

test('an enterprise names a park that there is; an institution needs none', async () => {
  await forget();
  const form = aRegistration({ entityType: 'enterprise' });
  expect(wrongIn((await register(form)).body)).toEqual({ '/parkId': 'form.unchosen' });
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(wrongIn((await register({ ...form, parkId: unknown })).body)).toEqual({ '/parkId': 'form.choice' });
  expect((await register(aRegistration({ parkId: unknown }))).status).toBe(201);
});

test.each(['ab', '1abc', 'a b c', '张三有限', 'a'.repeat(51), "o'neil", 'demo@example.com'])(
  'the user name %s is none',
  async (username) => {
    expect(wrongIn((await register(aRegistration({ username }))).body)).toEqual({ '/username': 'form.username' });
  },
);

test.each([
  ['nothing that is seen', '\u2060\u200B'],
  ['a mark that turns the text around', '\u202E河南新知'],
  ['a character that nobody sees', '河南\u200B新知'],
  ['signs alone', '（）—'],
])('a name of %s is none, of a company or a person', async (_what, name) => {
  const { body } = await register(aRegistration({ company: name, contact: name }));
  expect(wrongIn(body)).toEqual({ '/company': 'form.text', '/contact': 'form.text' });
});

test('a name of rare characters is kept as it is', async () => {
  const company = '河南𠮷𰻝（高新）科技';
  const { body } = await register(aRegistration({ company, parkId: null }));
  expect(body.actor.organization.name).toBe(company);
});

test('a registration is signed in though too many of its network have failed to sign in', async () => {
  await forget();
  const form = aRegistration();
  for (let at = 0; at < 11; at += 1) await signIn(portal.url, form.username, `wrong ${at}`);
  expect((await signIn(portal.url, form.username, form.password)).status).toBe(429);
  const sent = await request(portal.url)
    .post('/register')
    .set('accept', 'text/html')
    .type('form')
    .send({ ...form, repeat: form.password });
  expect([sent.status, sent.headers['location']]).toEqual([303, '/register/done']);
});

test('a password is not the user name', async () => {
  const { username, ...form } = aRegistration();
  const { body } = await register({ ...form, username, password: username.toUpperCase() });
  expect(wrongIn(body)).toEqual({ '/password': 'form.password-username' });
});

describe('the page', () => {
  const sent = (form: object) =>
    request(portal.url).post('/register').set('accept', 'text/html').type('form').send(form);
  const click = '5f0c1a52-6c0e-4d6e-9a54-0f6f6f3c7c11';

  test('sent twice, even at once, is one account that is signed in', async () => {
    await forget();
    const form = aRegistration();
    const all = { ...form, repeat: form.password, parkId: '', click };
    const answers = await Promise.all([sent(all), sent(all), sent(all)]);
    for (const { status, headers } of answers) expect([status, headers['location']]).toEqual([303, '/register/done']);
    expect(await accountsOf(form.username)).toHaveLength(1);
    const cookie = answers[0]?.get('Set-Cookie')?.map((line) => line.split(';')[0]) ?? [];
    const done = await request(portal.url).get('/register/done').set('Cookie', cookie.join('; '));
    expect(done.text).toContain(form.company);
    expect(hrefsIn(done.text)).toContain('/register?as=enterprise');
  });

  test('sent once more after the password was changed opens nothing', async () => {
    const form = aRegistration();
    const all = { ...form, repeat: form.password, click: 'b7f1e9a0-36f5-4e0b-8a6e-6d31c8d6f0aa' };
    await sent(all);
    await portal.database.db.execute(
      sql`update accounts set password_hash = 'another' where username = ${form.username}`,
    );
    const { status, headers } = await sent(all);
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
  });

  test('tells everything that is wrong at once, and keeps what was typed but the password', async () => {
    const { status, text } = await sent({
      entityType: 'enterprise',
      company: '河南某某',
      creditCode: '1',
      contact: '',
      username: 'x',
      password: 'short',
      repeat: 'shorter',
      parkId: '',
    });
    expect(status).toBe(422);
    for (const field of ['creditCode', 'contact', 'username', 'password', 'repeat', 'parkId'])
      expect(hrefsIn(text)).toContain(`#field-${field}`);
    const values = (name: string) => dom(text).field(name).value;
    expect(['company', 'password', 'repeat'].map(values)).toEqual(['河南某某', '', '']);
    expect(
      dom(text)
        .fields('entityType')
        .map(({ checked }) => checked),
    ).toEqual([false, true]);
  });
});

test('too many registrations from one network are told when to try again, and another network is not', async () => {
  await forget();
  let statuses: number[] = [];
  for (let at = 0; at < 41; at += 1) {
    const { status, headers } = await register(aRegistration({ username: 'demo-enterprise' }));
    statuses = [...statuses, status];
    if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(60);
  }
  expect(statuses).toEqual([...Array<number>(40).fill(422), 429]);
  await forget();
});

test('in production the names of the demonstration are nobody’s to register', async () => {
  const live = await aPortal({ production: true, withoutWorker: true });
  try {
    const { body } = await live.visitor.post('/api/registrations', aRegistration({ username: 'Demo-someone' }));
    expect(wrongIn(body)).toEqual({ '/username': 'form.username-taken' });
  } finally {
    await live.stop();
  }
});
