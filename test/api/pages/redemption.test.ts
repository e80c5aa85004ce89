import { grouped } from '../../../domain/fen.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { anInvoiceNumber } from '../../makers.ts';
import { dom } from '../../setup/dom.ts';
import { takeLooseAttachments } from '../../../db/writes/portal/attachment.ts';
import { aBrowser, errorsIn, plain, valuesIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, redemption, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let chen: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  chen = await aBrowser(portal, 'institution');
});

afterAll(() => portal.stop());

const pageOf = ({ id }: { id: string }, name = 'redemption'): string => `/orders/${id}/${name}`;

/** Everything a request needs, as typed; files apart. */
const typed = (amount = '50000') => ({
  actualAmount: amount,
  serviceStartedOn: today(),
  serviceFinishedOn: today(),
  effect: '已交付。',
  'invoices.0.number': anInvoiceNumber(),
  'invoices.0.issuedOn': today(),
  'invoices.0.amount': grouped(amount),
  promise: 'on',
});

const FILES = ['invoices.0.file', 'selfPaidProof', 'results', 'process'].map((field) => ({
  field,
  name: `${field.replaceAll('.', '_')}.pdf`,
}));

test('a redemption is asked for without scripts, files and all, and the order says so', async () => {
  const order = await anOrder(people, 'paid');
  const answer = await chen.send(pageOf(order), pageOf(order), { ...typed('45000'), act: 'send' }, FILES);
  expect([answer.status, answer.get('Location')]).toEqual([303, `/orders/${order.id}?done=requestRedemption`]);
  const { text } = await chen.open(`/orders/${order.id}?done=requestRedemption`);
  expect(text).toContain('申请兑付：已提交，等待审核');
  expect(plain(text)).toContain('申请兑付 ：实际发生金额 45,000.00，1 张发票，可兑付 27,000.00');
  expect(text).toContain('invoices_0_file.pdf');
});

test('materials are kept while the service runs, the checklist says what is missing, and nobody tidies them away', async () => {
  const order = await anOrder(people, 'paid');
  const first = await chen.send(pageOf(order), pageOf(order), { act: 'save' }, [
    { field: 'process', name: '启动会记录.pdf' },
    { field: 'process', name: '阶段报告.pdf' },
  ]);
  expect([first.status, first.get('Location')]).toEqual([303, pageOf(order)]);
  await portal.database.db.execute(sql`update attachments set uploaded_at = now() - interval '3 days'`);
  expect(await takeLooseAttachments(portal.database.db)).toEqual([]);
  const { text } = await chen.open(pageOf(order));
  expect(text).toContain('启动会记录.pdf');
  expect(plain(text)).toMatch(/草稿已保存 \d\d:\d\d/);
  expect(plain(text)).toMatch(/7 项中已齐 1 项.*服务过程性材料 2 个文件 已齐/);
  await portal.database.db.execute(sql`delete from drafts`);
  expect(await takeLooseAttachments(portal.database.db)).toHaveLength(2);
});

test('lines of a text stay as they were typed, however often it is saved', async () => {
  const order = await anOrder(people, 'paid');
  const effect = '交付申报材料一套。\n企业通过初审。';
  for (const _time of [1, 2])
    await chen.send(pageOf(order), pageOf(order), {
      act: 'save',
      effect: effectIn((await chen.open(pageOf(order))).text) || effect,
    });
  expect(effectIn((await chen.open(pageOf(order))).text)).toBe(effect);
});

const effectIn = (text: string): string => dom(text).field('effect').value;

test('what can be redeemed follows what is typed: ⌊60 % of A⌋, and the shortfall', async () => {
  const order = await anOrder(people, 'paid');
  const { text } = await chen.send(pageOf(order), pageOf(order), { actualAmount: '45000.01', act: 'add' });
  expect(plain(text)).toMatch(
    /② 实际发生金额 45,000\.01 × 60% 27,000\.00 可兑付金额 ①② 中较小者 27,000\.00 差额（① − 可兑付） 3,000\.00/,
  );
  const none = await chen.send(pageOf(order), pageOf(order), { actualAmount: '50000.01', act: 'add' });
  expect(plain(none.text)).toContain('大于订单金额 50,000.00');
  expect(dom(none.text).classed('result')).toEqual([]);
});

test('invoices are added and removed by buttons, and what was typed stays', async () => {
  const order = await anOrder(people, 'paid');
  const two = await chen.send(pageOf(order), pageOf(order), { ...typed(), 'invoices.7.number': '<b>', act: 'add' });
  expect(
    dom(two.text)
      .tags('legend')
      .map((title) => title.text),
  ).toEqual(['发票 1', '发票 2', '发票 3', '发票 __N__']);
  expect(dom(two.text).field('invoices.1.number').value).toBe('<b>');
  const one = await chen.send(pageOf(order), pageOf(order), {
    ...typed(),
    'invoices.1.number': 'second',
    act: 'remove.0',
  });
  expect(dom(one.text).field('invoices.0.number').value).toBe('second');
  expect(one.text).not.toContain('04403');
});

test('all that is wrong is said at once, beside its field, and the files are still there', async () => {
  const order = await anOrder(people, 'paid');
  const { 'invoices.0.number': _number, promise: _promise, ...rest } = typed();
  const wrong = await chen.send(pageOf(order), pageOf(order), { ...rest, act: 'send' }, [
    { field: 'process', name: '记录.pdf' },
    { field: 'results', name: '成果.exe', content: Buffer.from('MZ') },
  ]);
  expect(wrong.status).toBe(422);
  const lines = errorsIn(wrong.text);
  expect(lines).toEqual([
    ['#upload-invoices-0-file', '发票 1 发票文件：请上传文件。'],
    ['#field-invoices-0-number', '发票 1 发票号码：必须填写。'],
    ['#upload-selfPaidProof', '企业自付部分付款凭证：请上传文件。'],
    ['#field-promise', '请确认后再提交。'],
    ['#upload-results', '服务成果：成果.exe：文件类型不符合要求（以文件内容为准）。'],
  ]);
  expect(wrong.text).toContain('记录.pdf');
  for (const [href = ''] of lines) expect(dom(wrong.text).byId(href.slice(1))).toBeDefined();
});

test('dates a reviewer will look at are warned of before sending', async () => {
  const order = await anOrder(people, 'paid');
  const values = { ...typed(), serviceStartedOn: '2026-01-01', 'invoices.0.issuedOn': '2026-01-02', act: 'add' };
  const { text } = await chen.send(pageOf(order), pageOf(order), values);
  expect(plain(text)).toMatch(/早于支付审核通过 \d+ 天，审核时会重点核对/);
  expect(plain(text)).toContain('1 张发票的日期早于合同签订日期');
});

test('a supplement begins with what was sent, with the reviewer’s reason on top, and goes back to the reviewer', async () => {
  const order = await anOrder(people, 'redemptionReview');
  await people.zhao.post(`${order.path}/redemption/return`, { version: order.version, reason: '请补充启动会记录' });
  const path = pageOf(order, 'supplement');
  const { text } = await chen.open(path);
  expect(text).toContain('审核人退回补正：请补充启动会记录');
  expect(valuesIn(text)).toContain('50000.00');
  const kept = dom(text)
    .tags('input')
    .filter(({ checked, value }) => checked && /^[0-9a-f-]{36}$/.test(value));
  const files = Object.fromEntries(kept.map((file) => [file.attribute('name') ?? '', file.value]));
  expect(Object.keys(files).toSorted()).toEqual(['invoices.0.file', 'process', 'results', 'selfPaidProof']);
  const answer = await chen.send(path, path, { ...typed(), ...files, act: 'send' }, [
    { field: 'process', name: '启动会记录.pdf' },
  ]);
  expect(answer.get('Location')).toBe(`/orders/${order.id}?done=supplementRedemption`);
  const { body } = await people.chen.get(order.path);
  expect([body.returned, body.redemption.attachments.process.length]).toEqual([false, 2]);
  expect(plain((await chen.open(`/orders/${order.id}`)).text)).toContain('第 1 次提交兑付材料 · 退回补正');
});

test('before the payment is approved, and for others, there is nothing to prepare', async () => {
  const order = await anOrder(people, 'paymentReview');
  expect((await chen.open(pageOf(order))).text).toContain('现在不能办理');
  expect((await chen.open(pageOf(order, 'supplement'))).text).toContain('现在不能办理');
  const wang = await aBrowser(portal, 'enterprise');
  expect((await wang.open(pageOf(order))).status).toBe(404);
});

test('a form that was open while the content changed says what happened', async () => {
  const order = await anOrder(people, 'paid');
  const path = pageOf(order);
  const old = await chen.send(path, path, { ...typed(), act: 'add' });
  expect(old.status).toBe(200);
  await people.chen.post(`${order.path}/redemption`, await redemption(people.chen));
  const late = await chen.send(path, path, { ...typed(), version: String(order.version), act: 'send' }, FILES);
  expect(late.status).toBe(409);
  expect(plain(late.text)).toMatch(/资料已更新：.*其间发生了： 申请兑付/);
});
