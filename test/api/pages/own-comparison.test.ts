import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Day } from '../../../domain/day.ts';
import { INVOICE_LAYOUTS } from '../../documents/corpus/invoice-layouts.ts';
import { anInvoiceNumber, yuan } from '../../makers.ts';
import { dom } from '../../setup/dom.ts';
import { eventually } from '../../setup/eventually.ts';
import { aContractPdf, aScan } from '../../documents/pdfs.ts';
import { agreeingText, saidByPaper } from '../support/contract-text.ts';
import { aBrowser, errorsIn, foldedRow, hrefsIn, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, contract as contractBody, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

/** What the uploader of a paper sees of it before sending. */

let portal: TestPortal;
let people: Cast;
let wang: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  wang = await aBrowser(portal, 'enterprise');
});

afterAll(() => portal.stop());

type Ordered = Awaited<ReturnType<typeof anOrder>>;

const pageOf = (order: { id: string }): string => `/orders/${order.id}/payment`;
const typed = (more: Record<string, string> = {}) => ({
  act: 'send',
  voucherAmount: '30000',
  number: 'HT-2026-001',
  signedOn: today(),
  totalAmount: '50000.00',
  serviceContent: 'on',
  charges: 'on',
  shortfall: 'on',
  signedAndSealed: 'on',
  ...more,
});

/** A contract that was read as saying this. */
async function aContract(order: Ordered, change: (text: string) => string = (text) => text): Promise<string> {
  const file = await people.wang.file('contract');
  const { body } = await people.wang.get(order.path);
  await settled(file);
  await saidByPaper(portal, file, change(agreeingText(body)));
  return file;
}

/** The portal reads what is uploaded in its own time. */
const settled = (file: string) =>
  eventually(
    () => portal.database.client`select reader from attachment_readings where attachment_id = ${file}`,
    (rows) => rows.length === 1,
    { withinMs: 50_000 },
  );

const partOf = (text: string) =>
  dom(text)
    .having('id')
    .find((part) => part.attribute('id') === 'own-comparison');
const rowsIn = (text: string): string[] =>
  partOf(text)
    ?.roles('row')
    .slice(1)
    .map((row) => foldedRow(row).replaceAll(' ', '')) ?? [];
const confirmIn = (text: string) =>
  partOf(text)
    ?.tags('input')
    .find((input) => input.attribute('name') === 'compared');

const look = async (order: Ordered, values: Record<string, string>) =>
  (await wang.swap(pageOf(order), pageOf(order), { ...values, act: 'look' })).text;

test('what was typed stands beside what the contract says, and what is not typed yet beside what it will be', async () => {
  const order = await anOrder(people, 'priced');
  const contract = await aContract(order);
  const text = await look(order, { ...typed({ number: '', totalAmount: '45,000' }), contract });
  expect(rowsIn(text).map((row) => row.replace(/第1页/, ''))).toEqual([
    '合同编号-HT-2026-001待填写',
    expect.stringMatching(/^甲方企业.*一致$/),
    expect.stringMatching(/^乙方机构.*一致$/),
    expect.stringMatching(/^签订日期.*一致$/),
    '合同总价45,000.0050,000.00不一致相差5,000.00',
    '支付创新券金额30,000.0030,000.00一致',
    '企业自付金额20,000.0020,000.00一致',
  ]);
  expect(partOf(text)?.text).toContain('5 项一致');
  const { client: sql } = portal.database;
  expect(await sql`select 1 from drafts where subject_id = ${order.id}`).toEqual([]); // to look keeps nothing
});

test('a form whose contract says otherwise comes back once, and goes when its sender has looked', async () => {
  const order = await anOrder(people, 'priced');
  const contract = await aContract(order, (text) => text.replace('HT-2026-001', 'HT-2026-777'));
  const back = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract });
  expect(back.status).toBe(422);
  expect(hrefsIn(back.text)).toContain('#field-compared');
  expect(errorsIn(back.text).map(([, line]) => line)).toEqual([
    expect.stringContaining('1 项与所填不一致（合同编号）'),
  ]);
  expect(dom(back.text).text).toContain('我已核对，仍要提交');

  const compared = confirmIn(back.text)?.value ?? '';
  const otherwise = { ...typed({ voucherAmount: '20000', compared }), contract };
  expect((await wang.send(pageOf(order), pageOf(order), otherwise)).status).toBe(422); // that was not looked at
  const sent = await wang.send(pageOf(order), pageOf(order), { ...typed({ compared }), contract });
  expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=pay`]);
  const li = await aBrowser(portal, 'park');
  const { items } = (await people.li.get('/api/tasks?limit=100')).body;
  const task = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  await saidByPaper(portal, contract, agreeingText((await people.li.get(order.path)).body)); // what is read later changes nothing of it
  const desk = plain((await li.open(`/tasks/${task.id}`)).text);
  expect(desk).toMatch(
    /提交时已看到 1 项不一致，确认后仍提交： 合同编号：文件为 HT-2026-777，填报为 HT-2026-001，不一致/,
  );
  const told = plain((await wang.open(`/orders/${order.id}`)).text);
  expect(told).toContain('提交时已看到 1 项与文件不一致，确认后仍提交');
  expect(told).toContain('合同编号：文件为 HT-2026-777，填报为 HT-2026-001，不一致');
});

test('that a sender knew is said by the portal alone, and only of who was asked', async () => {
  const order = await anOrder(people, 'priced');
  const contract = await aContract(order, (text) => text.replace('HT-2026-001', 'HT-2026-777'));
  const differences = [{ attachmentId: contract, label: 'partyA', entered: '甲', said: ['乙'] }];
  const body = {
    voucherAmount: '30000.00',
    contract: { ...contractBody(contract), number: 'HT-2026-001' },
    differences,
  };
  expect((await people.wang.post(`${order.path}/payment`, body)).status).toBe(200);
  expect(plain((await wang.open(`/orders/${order.id}`)).text)).not.toContain('确认后仍提交');
});

test('what was not found is counted as the desk counts it; what is not entered yet is not', async () => {
  const order = await anOrder(people, 'priced');
  const contract = await aContract(order, (text) =>
    text.replace(/合同编号：\S+/, '').replace('企业自付20,000.00元', ''),
  );
  expect(partOf(await look(order, { ...typed(), contract }))?.text).toContain('5 项一致 2 项未找到');
  expect(partOf(await look(order, { ...typed({ number: '' }), contract }))?.text).toContain('5 项一致 1 项未找到');
});

test('one that agrees goes at once', async () => {
  const order = await anOrder(people, 'priced');
  const sent = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: await aContract(order) });
  expect(sent.status).toBe(303);
});

test('a draft that was saved shows it without scripts', async () => {
  const order = await anOrder(people, 'priced');
  const contract = await aContract(order, (text) => text.replace('30,000.00', '29,000.00'));
  const saved = await wang.send(pageOf(order), pageOf(order), { ...typed({ act: 'save' }), contract });
  expect(saved.status).toBe(303);
  const { text } = await wang.open(pageOf(order));
  expect(rowsIn(text)).toContainEqual(expect.stringMatching(/^支付创新券金额30,000.00.*不一致相差1,000.00$/));
  expect(confirmIn(text)?.value).toMatch(/^[0-9a-f]{16}$/);
});

test('a scan says that it cannot be compared, and keeps nobody from sending', async () => {
  const order = await anOrder(people, 'priced');
  const { body } = await people.wang.upload('contract', { content: await aScan() });
  await settled(body.id);
  const text = await look(order, { ...typed(), contract: body.id });
  expect(partOf(text)?.text).toContain('扫描件');
  expect(rowsIn(text)).toEqual([]);
  expect((await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: body.id })).status).toBe(303);
});

test('a contract that is being read says so, and what it says stands there once it is', async () => {
  const order = await anOrder(people, 'priced');
  const { body } = await people.wang.upload('contract', { content: await aContractPdf({ number: 'HT-2026-001' }) });
  const { client: sql } = portal.database;
  await settled(body.id);
  await sql`delete from attachment_readings where attachment_id = ${body.id}`;
  const seen = await eventually(
    () => look(order, { ...typed(), contract: body.id }),
    (text) => rowsIn(text).length > 0,
    { withinMs: 50_000 },
  );
  expect(rowsIn(seen)[0]).toContain('HT-2026-001');
});

test('nothing of another organization’s file is read this way', async () => {
  const order = await anOrder(people, 'priced');
  const qian = await portal.as('enterprise-2');
  const foreign = (await qian.upload('contract', { content: await aContractPdf({ number: 'GEHEIM-1' }) })).body.id;
  await settled(foreign);
  const values = { ...typed({ number: '' }), contract: foreign };
  for (const text of [
    await look(order, values),
    (await wang.send(pageOf(order), pageOf(order), values)).text,
    (await wang.send(pageOf(order), pageOf(order), { ...values, act: 'draft' })).text,
  ]) {
    expect(text).not.toContain('GEHEIM');
    expect(rowsIn(text)).toEqual([]);
    expect(partOf(text)?.text).toBe('');
  }
});

describe('an invoice', () => {
  const page = ({ id }: { id: string }): string => `/orders/${id}/redemption`;
  const claim = (number: string, amount: string) => ({
    actualAmount: amount,
    serviceStartedOn: today(),
    serviceFinishedOn: today(),
    effect: '已交付。',
    'invoices.0.number': number,
    'invoices.0.issuedOn': today(),
    'invoices.0.amount': amount,
    promise: 'on',
  });

  /** An invoice of the order's parties, as a file of the institution. */
  async function anInvoice(order: Ordered, number: string): Promise<string> {
    const { enterprise, institution } = (await people.wang.get(order.path)).body;
    const set = INVOICE_LAYOUTS['lines']?.set;
    const content = await set?.({
      number,
      code: '',
      issuedOn: today() as Day,
      total: yuan('50000.00'),
      words: '伍万元整',
      seller: institution.name,
      buyer: enterprise.name,
    });
    const { body } = await people.chen.upload('invoice', content && { content });
    await settled(body.id);
    return body.id;
  }

  test('stands beside its row, and another amount is asked about once', async () => {
    const order = await anOrder(people, 'paid');
    const chen = await aBrowser(portal, 'institution');
    const number = anInvoiceNumber();
    const file = await anInvoice(order, number);
    const others = Object.fromEntries(
      await Promise.all(
        [
          ['selfPaidProof', 'selfPaidProof'] as const,
          ['results', 'result'] as const,
          ['process', 'process'] as const,
        ].map(async ([field, kind]) => [field, await people.chen.file(kind)] as const),
      ),
    );
    const values = { ...claim(number, '45000.00'), ...others, 'invoices.0.file': file };
    const { text } = await chen.swap(page(order), page(order), { ...values, act: 'look' });
    expect(partOf(text)?.text).toContain('发票 1');
    expect(dom(text).byId('sum-said').text).toContain('文件中的价税合计与所填不同：发票 1');
    expect(rowsIn(text)).toEqual([
      expect.stringMatching(/^发票号码.*一致$/),
      expect.stringMatching(/^开具日期.*一致$/),
      expect.stringMatching(/^价税合计45,000.0050,000.00.*不一致相差5,000.00$/),
      expect.stringMatching(/^销售方.*一致$/),
      expect.stringMatching(/^购买方/),
    ]);
    const back = await chen.send(page(order), page(order), { ...values, act: 'send' });
    expect(errorsIn(back.text).map(([, line]) => line)).toEqual([expect.stringContaining('（发票 1 价税合计）')]);
    const compared = confirmIn(back.text)?.value ?? '';
    const sent = await chen.send(page(order), page(order), { ...values, act: 'send', compared });
    expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=requestRedemption`]);
    const told = plain((await chen.open(`/orders/${order.id}`)).text);
    expect(told).toContain('价税合计：文件为 50,000.00，填报为 45,000.00，不一致');
    const { client: sql } = portal.database;
    const [row] = await sql`select claim from orders where id = ${order.id}`;
    expect(Object.keys(row?.['claim'])).not.toContain('differences');
  });
});

test('a supplementary agreement stands beside the amounts it leaves', async () => {
  const order = await anOrder(people, 'paid');
  const chen = await aBrowser(portal, 'institution');
  const page = `/orders/${order.id}/change`;
  const { enterprise, institution, contract } = (await people.wang.get(order.path)).body;
  const agreement = await people.chen.file('supplementaryAgreement');
  await settled(agreement);
  const text =
    `补充协议 甲方：${enterprise.name} 乙方：${institution.name} 双方于签订的技术服务合同（合同编号：${contract.number}）作如下变更：` +
    '合同总金额由50,000元变更为40,000元，其中创新券支付24,000元，企业自付16,000元。';
  await saidByPaper(portal, agreement, text);
  const values = { orderAmount: '40000', voucherAmount: '25000', comment: '减少一项服务', agreement };
  const seen = await chen.swap(page, page, { ...values, act: 'look' });
  expect(rowsIn(seen.text)).toContainEqual(expect.stringMatching(/^变更后订单金额40,000.0040,000.00.*一致$/));
  const back = await chen.send(page, page, values);
  expect(errorsIn(back.text)).toEqual([['#field-compared', expect.stringContaining('2 项与所填不一致')]]);
  const compared = confirmIn(back.text)?.value ?? '';
  const sent = await chen.send(page, page, { ...values, compared });
  expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=proposeChange`]);
  const told = plain((await chen.open(`/orders/${order.id}`)).text);
  expect(told).toContain('提交时已看到 2 项与文件不一致，确认后仍提交');
  expect(dom(told).classed('compare')).toEqual([]);
  const asked = (await wang.open(`/orders/${order.id}`)).text; // who has to agree sees what its uploader saw
  expect(plain(asked)).toContain('填报与补充协议');
  expect(plain(asked)).toMatch(
    /提交时已看到 2 项不一致，确认后仍提交： 用券金额：文件为 24,000.00，填报为 25,000.00，不一致/,
  );
  expect(
    dom(asked)
      .roles('row')
      .filter((row) => row.attribute('class') === 'is-bad')
      .map(foldedRow),
  ).toEqual([
    expect.stringMatching(/用券金额 25,000.00 24,000.00/),
    expect.stringMatching(/企业自付 15,000.00 16,000.00/),
  ]);
  const [change] = (await people.chen.get(order.path)).body.changes;
  expect(Object.keys(change)).not.toContain('differences');
  await people.wang.post(`${order.path}/changes/${change.id}/acceptance`);
  expect(plain((await wang.open(`/orders/${order.id}`)).text)).not.toContain('填报与补充协议');
});

test('a payment that was rejected is asked about when it comes again unchanged, with nothing declared beforehand', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { version, contract, voucherAmount } = (await people.wang.get(order.path)).body;
  await people.li.post(`${order.path}/payment/rejection`, { version, reason: '合同无法辨认' });
  const { text } = await wang.open(pageOf(order));
  expect(dom(text).fields('serviceContent')[0]?.checked).toBe(false);
  expect(dom(text).byId('field-number').value).toBe(contract.number);
  const same = typed({ voucherAmount: voucherAmount.amount, number: contract.number });
  const again = { ...same, contract: contract.attachmentId };
  const back = await wang.send(pageOf(order), pageOf(order), again);
  expect(errorsIn(back.text)).toEqual([['#field-compared', expect.stringContaining('与上次被拒绝的支付完全相同')]]);
  const changed = { ...again, contract: await people.wang.file('contract'), act: 'look' };
  expect(confirmIn((await wang.swap(pageOf(order), pageOf(order), changed)).text)).toBeUndefined();
  const compared = confirmIn(back.text)?.value ?? '';
  expect((await wang.send(pageOf(order), pageOf(order), { ...again, compared })).status).toBe(303);
});
