/**
 * One invoice stands in one live redemption: what people and clients are told.
 *
 * @source D41
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anInvoiceNumber } from '../../makers.ts';
import { aBrowser, errorsIn, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, redemption, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

/** Asks for a redemption with this invoice; the order's number and the answer. */
async function asks(number: string, code?: string) {
  const order = await anOrder(people, 'paid');
  const claim = await redemption(people.chen);
  const invoices = claim.invoices.map((invoice) => ({ ...invoice, number, ...(code !== undefined && { code }) }));
  const answer = await people.chen.post(`${order.path}/redemption`, { ...claim, invoices });
  const { body } = await people.chen.get(order.path);
  return { order, answer, number: body.number as string, claim };
}

test('a client is told in which order the invoice stands, and that nothing was done', async () => {
  const number = anInvoiceNumber();
  const first = await asks(number);
  expect(first.answer.status).toBe(200);
  expect(first.answer.body.redemption.invoices).toMatchObject([{ number, code: '' }]);
  const { answer, order } = await asks(`${number.slice(0, 10)}\u200b ${number.slice(10)}`);
  expect([answer.status, answer.body.code]).toEqual([409, 'invoice.already-claimed']);
  expect(answer.body.detail).toBe(
    `发票已用于另一订单的兑付申请，不能重复使用。发票 ${number} 已列入订单 ${first.number}。`,
  );
  expect((await people.chen.get(order.path)).body.state).toBe('paid');
});

test('the form says so at the invoice, and keeps what was typed', async () => {
  const number = anInvoiceNumber();
  const first = await asks(number);
  const order = await anOrder(people, 'paid');
  const chen = await aBrowser(portal, 'institution');
  const page = `/orders/${order.id}/redemption`;
  const typed = {
    actualAmount: '50000',
    serviceStartedOn: today(),
    serviceFinishedOn: today(),
    effect: '已交付。',
    'invoices.0.number': anInvoiceNumber(),
    'invoices.0.issuedOn': today(),
    'invoices.0.amount': '49999',
    'invoices.1.number': number,
    'invoices.1.issuedOn': today(),
    'invoices.1.amount': '1',
    promise: 'on',
    act: 'send',
  };
  const files = ['invoices.0.file', 'invoices.1.file', 'selfPaidProof', 'results', 'process'].map((field) => ({
    field,
    name: `${field.replaceAll('.', '_')}.pdf`,
  }));
  const { status, text } = await chen.send(page, page, typed, files);
  expect(status).toBe(409);
  expect(errorsIn(text)).toEqual([
    [
      '#field-invoices-1-number',
      `发票 2 发票号码：发票已用于另一订单的兑付申请，不能重复使用。发票 ${number} 已列入订单 ${first.number}。`,
    ],
  ]);
  const twice = await chen.send(page, page, { ...typed, 'invoices.1.number': typed['invoices.0.number'] }, files);
  expect(errorsIn(twice.text)).toEqual([['#invoices', '发票：同一张发票不能填写两次。']]);
  expect(plain(twice.text)).toContain('同一张发票不能填写两次。');
});

test('an invoice of 8 digits is asked for its code; it is kept and shown with it', async () => {
  const number = anInvoiceNumber().slice(-8);
  for (const code of [undefined, '', '123', '04403190011A']) {
    const { answer } = await asks(number, code);
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/invoices/0/code', code: 'form.invoice-code' })],
    ]);
  }
  const { answer, order } = await asks(number, '０４４０ 3190 0111');
  expect(answer.body.redemption.invoices).toMatchObject([{ number, code: '044031900111' }]);
  const desk = await deskOf(order.id);
  expect(plain(desk)).toContain(`${number} 代码 044031900111`);
});

test('a number typed with its code before it is compared by both, and told at the form of another order', async () => {
  const number = anInvoiceNumber().slice(-8);
  const first = await asks(`0440319001 No.${number}`);
  expect(first.answer.body.redemption.invoices).toMatchObject([{ code: '' }]);
  const { answer } = await asks(`№ ${number}`, '0440319001');
  expect([answer.status, answer.body.code]).toEqual([409, 'invoice.already-claimed']);
});

test('a number that cannot be compared for certain is told at the desk', async () => {
  const number = `9${anInvoiceNumber().slice(-8)}`;
  const { order } = await asks(number);
  expect(plain(await deskOf(order.id))).toContain(
    `发票号码 ${number} 不是 8 位号码加代码，也不是 20 位号码，或与代码连写而先后不明，系统不能确定它是否重复使用，请对照发票文件核对。`,
  );
});

test('a number in letters that only look like digits is none', async () => {
  const { answer } = await asks('٢٤٤١٠٠٠٠');
  expect(answer.body.errors).toMatchObject([{ pointer: '/invoices/0/number', code: 'form.text' }]);
});

test('the same file under another number is told at the desks of both orders', async () => {
  const [one, two] = [await asks(anInvoiceNumber()), await asks(anInvoiceNumber())];
  const said = (own: typeof one, other: typeof one) =>
    `发票 ${own.answer.body.redemption.invoices[0].number} 的文件与订单 ${other.number} 中发票 ${other.answer.body.redemption.invoices[0].number} 的文件完全相同，请核对。`;
  expect(plain(await deskOf(one.order.id))).toContain(said(one, two));
  expect(plain(await deskOf(two.order.id))).toContain(said(two, one));
});

test('one file under several numbers of an order is told once for each two of them', async () => {
  const { order, answer } = await asks(anInvoiceNumber());
  const [own] = answer.body.redemption.invoices;
  const { client: sql } = portal.database;
  const numbers = [own.number, anInvoiceNumber(), anInvoiceNumber()].toSorted((one, other) => one.localeCompare(other));
  for (const number of numbers.filter((one) => one !== own.number)) {
    const [copy] = await sql<{ id: string }>`
      insert into attachments (kind, name, size_bytes, media_type, sha256, key, uploaded_by, subject_type, subject_id)
      select kind, name, size_bytes, media_type, sha256, key || ${number}, uploaded_by, subject_type, subject_id
      from attachments where id = ${own.attachmentId} returning id`;
    await sql`insert into claimed_invoices (order_id, seller_id, number, code, attachment_id, held)
      select order_id, seller_id, ${number}, code, ${copy?.id ?? ''}, held
      from claimed_invoices where order_id = ${order.id} and number = ${own.number}`;
  }
  const [a, b, c] = numbers;
  const said = [
    [a, b],
    [a, c],
    [b, c],
  ].map(([one, other]) => `发票 ${one} 与发票 ${other} 上传的是同一个文件，请核对。`);
  expect(plain(await deskOf(order.id)).match(/发票 \S+ 与发票 \S+ 上传的是同一个文件，请核对。/g)).toEqual(said);
});

/** The center's desk of an order's redemption. */
async function deskOf(orderId: string): Promise<string> {
  const { items } = (await people.zhao.get('/api/tasks?limit=100')).body;
  const { id } = items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId);
  return (await (await aBrowser(portal, 'center')).open(`/tasks/${id}`)).text;
}
