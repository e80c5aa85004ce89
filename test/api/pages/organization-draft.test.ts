import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DraftQuota } from '../../../domain/quota.ts';
import { anInvoiceNumber } from '../../makers.ts';
import { dom } from '../../setup/dom.ts';
import { aBrowser, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let chen: TestBrowser;
let colleague: TestBrowser;

/** A second person of chen's institution, 马晓, signs in beside chen. */
beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  chen = await aBrowser(portal, 'institution');
  colleague = await aBrowser(portal, await aColleagueOf(people.chen.actor.id, '马晓'));
});

/** A second person of somebody's organization: how they sign in. */
async function aColleagueOf(id: string, name: string): Promise<string> {
  const username = `colleague-${randomUUID().slice(0, 8)}`;
  await portal.database.client`
    insert into accounts (username, name, roles, password_hash, organization_id)
    select ${`demo-${username}`}, ${name}, roles, password_hash, organization_id from accounts where id = ${id}`;
  return username;
}

afterAll(() => portal.stop());

const pageOf = ({ id }: { id: string }) => `/orders/${id}/redemption`;
const valueOf = (text: string, name: string): string => dom(text).field(name).value;

/** The files a form holds, by the names of their fields. */
const filesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    ['invoices.0.file', 'selfPaidProof', 'results', 'process'].flatMap((name) =>
      dom(text)
        .fields(name)
        .filter(({ checked, value }) => checked && value !== '')
        .map(({ value }) => [name, value]),
    ),
  );

const seenIn = (text: string): string =>
  dom(text)
    .tags('input')
    .find((input) => input.attribute('name') === 'draftSeen')?.value ?? '';

test('any member goes on with a draft, sees who wrote what and when, and sends it with a colleague’s files', async () => {
  const order = await anOrder(people, 'paid');
  const page = pageOf(order);
  await chen.send(page, page, { act: 'save', actualAmount: '45000' }, [
    { field: 'process', name: '启动会.pdf' },
    { field: 'selfPaidProof', name: '回单.pdf' },
  ]);
  const shown = (await colleague.open(page)).text;
  expect([valueOf(shown, 'actualAmount'), shown.includes('启动会.pdf')]).toEqual(['45000', true]);
  expect(plain(shown)).toMatch(new RegExp(`${people.chen.actor.name} \\d\\d:\\d\\d：[^马]*实际发生金额`));

  const files = [
    { field: 'invoices.0.file', name: '发票.pdf' },
    { field: 'results', name: '成果.pdf' },
  ];
  const rest = {
    ...filesIn(shown),
    actualAmount: '45000',
    serviceStartedOn: today(),
    serviceFinishedOn: today(),
    effect: '已交付。',
    'invoices.0.number': anInvoiceNumber(),
    'invoices.0.issuedOn': today(),
    'invoices.0.amount': '45000',
    promise: 'on',
  };
  await colleague.send(page, page, { ...rest, act: 'save' }, files);
  const both = (await chen.open(page)).text;
  expect(plain(both)).toMatch(/马晓 \d\d:\d\d：.*服务.*成效?/);
  expect(plain(both)).toMatch(new RegExp(`${people.chen.actor.name} \\d\\d:\\d\\d：.*实际发生金额`));
  expect(dom(both).field('promise').checked).toBe(true); // a tick is kept, too
  expect(plain(both)).not.toMatch(/\d\d:\d\d：\s*($|\n)/m); // nobody stands there with nothing

  const sent = await chen.send(page, page, { ...rest, ...filesIn(both), act: 'send' });
  expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=requestRedemption`]);
});

test('two who save at once are told, nothing is overwritten, and either version may be taken', async () => {
  const order = await anOrder(people, 'paid');
  const page = pageOf(order);
  const [before, theirs] = [(await chen.open(page)).text, (await colleague.open(page)).text];
  expect([seenIn(before), seenIn(theirs)]).toEqual(['', '']);
  expect((await chen.send(page, page, { act: 'save', actualAmount: '1000', draftSeen: seenIn(before) })).status).toBe(
    303,
  );

  const late = await colleague.send(page, page, { act: 'save', actualAmount: '2000', draftSeen: seenIn(theirs) });
  expect(plain(late.text)).toMatch(
    new RegExp(`${people.chen.actor.name} 在 \\d\\d:\\d\\d 保存了另一份草稿，您后来填写的内容没有保存`),
  );
  const [pressedByEnter] = dom(late.text)
    .tags('button')
    .filter((button) => button.attribute('form') === 'draft-form');
  expect(pressedByEnter?.value).toBe('save'); // replacing is asked for by its button alone
  expect(valueOf(late.text, 'actualAmount')).toBe('2000'); // what was typed stays before them
  expect(valueOf((await chen.open(page)).text, 'actualAmount')).toBe('1000');
  expect(seenIn(late.text)).toBe(seenIn(theirs)); // a page that saves by itself does not overwrite it either
  const itself = await colleague.swap(page, page, { act: 'draft', actualAmount: '3000', draftSeen: seenIn(late.text) });
  expect(plain(itself.text)).toContain('保存了另一份草稿');
  expect(valueOf((await chen.open(page)).text, 'actualAmount')).toBe('1000');
  const sending = await colleague.send(page, page, { act: 'send', actualAmount: '2000', draftSeen: seenIn(theirs) });
  expect(plain(sending.text)).toContain('保存了另一份草稿');

  const replaced = await colleague.send(page, page, {
    act: 'replace',
    actualAmount: '2000',
    draftSeen: seenIn(theirs),
  });
  expect(replaced.status).toBe(303);
  expect(valueOf((await chen.open(page)).text, 'actualAmount')).toBe('2000');
});

test('one’s own later save is no conflict, and racing saves leave one of them whole', async () => {
  const order = await anOrder(people, 'paid');
  const page = pageOf(order);
  const save = (who: TestBrowser, amount: string) =>
    who.send(page, page, { act: 'save', actualAmount: amount, effect: amount, draftSeen: '' });
  expect((await save(chen, '1')).status).toBe(303);
  expect((await save(chen, '2')).status).toBe(303);

  const other = await anOrder(people, 'paid');
  const at = pageOf(other);
  const saved = await Promise.all(
    [chen, colleague].map((who, index) =>
      who.send(at, at, { act: 'save', actualAmount: String(index), effect: String(index), draftSeen: '' }),
    ),
  );
  expect(saved.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([200, 303]);
  const { text } = await chen.open(at);
  expect(valueOf(text, 'actualAmount')).toBe(valueOf(text, 'effect'));
});

test('a payment’s draft belongs to the enterprise in the same way', async () => {
  const order = await anOrder(people, 'priced');
  const page = `/orders/${order.id}/payment`;
  const wang = await aBrowser(portal, 'enterprise');
  const other = await aBrowser(portal, await aColleagueOf(people.wang.actor.id, '林静'));
  await wang.send(page, page, { act: 'save', number: 'HT-1', charges: 'on' }, [{ field: 'contract' }]);
  const { text } = await other.open(page);
  expect([valueOf(text, 'number'), dom(text).field('charges').checked]).toEqual(['HT-1', true]);
  expect(plain(text)).toMatch(new RegExp(`${people.wang.actor.name} \\d\\d:\\d\\d：.*合同编号`));
  const saved = await other.send(page, page, { act: 'save', number: 'HT-2', draftSeen: seenIn(text) });
  expect(saved.status).toBe(303);
  const late = await wang.send(page, page, { act: 'save', number: 'HT-3', draftSeen: seenIn(text) });
  expect(plain(late.text)).toMatch(/林静 在 \d\d:\d\d 保存了另一份草稿/);
  expect(valueOf((await other.open(page)).text, 'number')).toBe('HT-2');
});

test('another institution sees neither the draft nor its files', async () => {
  const order = await anOrder(people, 'paid');
  const page = pageOf(order);
  await chen.send(page, page, { act: 'save', actualAmount: '45000' }, [{ field: 'process' }]);
  const [row] = await portal.database.client`select attachment_ids from drafts where subject_id = ${order.id}`;
  const [file] = (row?.['attachment_ids'] ?? []) as string[];
  const other = await portal.as('institution-2');
  expect((await other.get(`/api/attachments/${file}`)).status).toBe(404);
  expect((await (await aBrowser(portal, 'institution-2')).open(page)).status).toBe(404);
  expect((await colleague.open(`/attachments/${file}`)).status).toBe(200);
});

describe('quotas of drafts', () => {
  const quotaIs = async (drafts: Partial<DraftQuota>): Promise<void> => {
    const { client: sql } = portal.database;
    await sql`delete from drafts`;
    const wanted = JSON.stringify({ drafts: { open: 1e6, begunADay: 1e6, ...drafts } });
    await sql`update quotas set quotas = quotas || ${wanted}::text::jsonb`;
  };
  afterEach(() => quotaIs({}));

  test.each([
    ['a day', { begunADay: 1 }, '今天新建的草稿已达上限'],
    ['open', { open: 1 }, '未提交的草稿已达上限'],
  ])('a draft beyond the quota %s is not kept and says so; what is kept may change', async (_name, quota, said) => {
    await quotaIs(quota);
    const [first, second] = [pageOf(await anOrder(people, 'paid')), pageOf(await anOrder(people, 'paid'))];
    expect((await chen.send(first, first, { act: 'save', actualAmount: '1' })).status).toBe(303);
    const refused = await colleague.send(second, second, { act: 'save', actualAmount: '2' });
    expect(plain(refused.text)).toContain(said);
    expect(valueOf(refused.text, 'actualAmount')).toBe('2');
    expect((await chen.send(first, first, { act: 'save', actualAmount: '3' })).status).toBe(303);
  });

  test('several begun at once are not more than the quota', async () => {
    await quotaIs({ open: 2 });
    const orders = await Promise.all(Array.from({ length: 5 }, () => anOrder(people, 'paid')));
    await Promise.all(
      orders.map((order, index) =>
        (index % 2 ? chen : colleague).send(pageOf(order), pageOf(order), { act: 'save', actualAmount: '1' }),
      ),
    );
    expect(await portal.database.client`select 1 from drafts`).toHaveLength(2);
  });
});
