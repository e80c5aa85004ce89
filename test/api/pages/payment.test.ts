import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, errorsIn, hiddenIn, hrefsIn, plain, valuesIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { PDF } from '../support/client.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

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
  voucherAmount: '30000',
  number: 'HT-2026-009',
  signedOn: today(),
  totalAmount: '50000.00',
  serviceContent: 'on',
  charges: 'on',
  shortfall: 'on',
  signedAndSealed: 'on',
  ...more,
});
const file = { field: 'contract' };
const keptIn = (text: string): string[] =>
  dom(text)
    .fields('contract')
    .filter(({ checked, value }) => checked && value !== '')
    .map(({ value }) => value);

test('the page shows the amounts, the voucher line, the limit of 60 % and the four clauses', async () => {
  const { text } = await wang.open(pageOf(await anOrder(people, 'priced')));
  for (const words of [
    '支付创新券金额',
    '可用余额',
    '使用截止',
    '60%',
    '30,000.00',
    '企业获券前与服务机构签订的服务合同不予支持',
  ])
    expect(text).toContain(words);
  for (const clause of ['服务内容说明', '收费标准及收费金额', '未能足额兑付部分的处理方案', '双方签字、盖章并注明日期'])
    expect(text).toContain(clause);
});

test('a payment goes with its contract in one form, without scripts', async () => {
  const order = await anOrder(people, 'priced');
  const sent = await wang.send(pageOf(order), pageOf(order), typed(), [file]);
  expect([sent.status, sent.get('Location')]).toEqual([303, `/orders/${order.id}?done=pay`]);
  const { body } = await people.wang.get(order.path);
  expect(body).toMatchObject({
    state: 'paymentReview',
    voucherAmount: { amount: '30000.00' },
    contract: { number: 'HT-2026-009', selfPaidAmount: { amount: '20000.00' }, signedAndSealed: true },
  });
  const { headers } = await people.wang.get(`/api/attachments/${body.contract.attachmentId}`);
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('服务合同.pdf');
});

test('a form that comes back says all that is wrong, and has the file already', async () => {
  const order = await anOrder(people, 'priced');
  const { serviceContent: _, ...fewer } = typed({ voucherAmount: 'viel', number: '' });
  const back = await wang.send(pageOf(order), pageOf(order), fewer, [file]);
  expect(back.status).toBe(422);
  for (const field of ['voucherAmount', 'number', 'serviceContent'])
    expect(hrefsIn(back.text)).toContain(`#field-${field}`);
  expect(valuesIn(back.text)).toContain('viel');
  const kept = keptIn(back.text);
  expect(kept).toHaveLength(1);
  expect(back.text).toContain('服务合同.pdf');

  const sent = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: kept });
  expect(sent.status).toBe(303);
  expect((await people.wang.get(order.path)).body.contract.attachmentId).toBe(kept[0]);
});

test('the same form sent twice is one payment with one file', async () => {
  const order = await anOrder(people, 'priced');
  const { text } = await wang.open(pageOf(order));
  const same = typed({ click: hiddenIn(text, 'click'), version: hiddenIn(text, 'version') });
  const answers = await Promise.all([1, 2].map(() => wang.send(pageOf(order), pageOf(order), same, [file])));
  expect(answers.map((answer) => answer.get('Location'))).toEqual(Array(2).fill(`/orders/${order.id}?done=pay`));
  const again = await wang.send(pageOf(order), pageOf(order), same, [file]);
  expect(again.status).toBe(303);
  const { client: sql } = portal.database;
  expect(await sql`select id from attachments where subject_id = ${order.id}`).toHaveLength(1);
});

test.each([
  [
    'a picture',
    { name: '合同.png', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
    '文件类型不符合要求（以文件内容为准）。这里只收 pdf：图片请打印或另存为 pdf，纸质件请扫描成 pdf，再上传。',
  ],
  ['more than 5 MiB', { content: Buffer.concat([PDF, Buffer.alloc(5 * 1024 * 1024)]) }, '文件不能大于 5 MB'],
])('%s is not taken as a contract, and nothing else is lost', async (_what, content, why) => {
  const order = await anOrder(people, 'priced');
  const back = await wang.send(pageOf(order), pageOf(order), typed(), [{ ...file, ...content }]);
  expect(back.status).toBe(422);
  expect(back.text).toContain(why);
  expect(hrefsIn(back.text)).toContain('#upload-contract');
  expect(valuesIn(back.text)).toContain('HT-2026-009');
});

test('V above 60 % of O asks for the tick', async () => {
  const order = await anOrder(people, 'priced');
  const back = await wang.send(pageOf(order), pageOf(order), typed({ voucherAmount: '40000' }), [file]);
  expect(back.status).toBe(422);
  expect(hrefsIn(back.text)).toContain('#field-shortfallAccepted');
  const gap = dom(back.text)
    .having('data-part')
    .find((part) => part.attribute('data-part') === 'gap');
  expect([gap !== undefined, gap?.attribute('hidden')]).toEqual([true, undefined]);
  const values = { ...typed({ voucherAmount: '40000', shortfallAccepted: 'on' }), contract: keptIn(back.text) };
  expect((await wang.send(pageOf(order), pageOf(order), values)).status).toBe(303);
});

test('a contract before the grant, or with another total, is refused at its field', async () => {
  const order = await anOrder(people, 'priced');
  const early = await wang.send(pageOf(order), pageOf(order), typed({ signedOn: '2020-01-01' }), [file]);
  expect(early.status).toBe(422);
  expect(hrefsIn(early.text)).toContain('#field-signedOn');
  const other = await wang.send(pageOf(order), pageOf(order), typed({ totalAmount: '49999.99' }), [file]);
  expect(hrefsIn(other.text)).toContain('#field-totalAmount');
});

test('everything the rule says is told at once, with what is missing', async () => {
  const order = await anOrder(people, 'priced');
  const { charges: _, ...fewer } = typed({
    voucherAmount: '50000.01',
    totalAmount: '1',
    signedOn: '2020-01-01',
    number: '',
  });
  const { status, text } = await wang.send(pageOf(order), pageOf(order), fewer);
  expect(status).toBe(422);
  const links = errorsIn(text).map(([href]) => href?.slice(1));
  expect(links).toEqual([
    'field-voucherAmount',
    'field-number',
    'field-signedOn',
    'field-totalAmount',
    'field-charges',
    'upload-contract',
  ]);
});

test('a file of another order is copied when it is chosen again', async () => {
  const first = await anOrder(people, 'paymentReview');
  const { attachmentId } = (await people.wang.get(first.path)).body.contract;
  const order = await anOrder(people, 'priced');
  const sent = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: attachmentId });
  expect(sent.status).toBe(303);
  const { contract } = (await people.wang.get(order.path)).body;
  expect(contract.attachmentId).not.toBe(attachmentId);
  expect((await people.wang.get(`/api/attachments/${contract.attachmentId}`)).status).toBe(200);
  expect((await people.wang.get(first.path)).body.contract.attachmentId).toBe(attachmentId);
});

test('a file of somebody else is refused', async () => {
  const order = await anOrder(people, 'priced');
  const foreign = await people.chen.file('contract');
  const back = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: foreign });
  expect(back.status).toBe(422);
  expect(back.text).toContain('没有这个附件');
});

test.each([
  ['taken back', true, async (order: Ordered) => people.wang.delete(`${order.path}/payment`)],
  [
    'rejected',
    false,
    async (order: Ordered) =>
      people.li.post(`${order.path}/payment/rejection`, {
        reason: '订单金额与合同金额不一致',
        version: order.version,
      }),
  ],
])(
  'a payment that was %s is sent again from what it said: amounts, number, date, file, and ticks unless they were judged (%s)',
  async (_how, ticked, end) => {
    const order = await anOrder(people, 'paymentReview');
    const { contract } = (await people.wang.get(order.path)).body;
    expect((await end(order)).status).toBe(200);
    const { text } = await wang.open(pageOf(order));
    const page = dom(text);
    expect(['voucherAmount', 'number', 'signedOn', 'totalAmount'].map((name) => page.field(name).value)).toEqual([
      '30000.00',
      contract.number,
      contract.signedOn,
      '50000.00',
    ]);
    for (const tick of ['serviceContent', 'charges', 'shortfall', 'signedAndSealed'])
      expect([tick, page.field(tick).checked]).toEqual([tick, ticked]);
    const sent = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: keptIn(text) });
    expect(sent.status).toBe(303);
  },
);

test('a payment is kept while it is filled in, ticks and file too, until it is sent', async () => {
  const order = await anOrder(people, 'priced');
  const { serviceContent: _, ...fewer } = typed({ number: 'HT-草稿', totalAmount: '' });
  const kept = await wang.send(pageOf(order), pageOf(order), { ...fewer, act: 'save' }, [file]);
  expect([kept.status, kept.get('Location')]).toEqual([303, pageOf(order)]);
  const { text } = await wang.open(pageOf(order));
  expect(plain(text)).toMatch(/草稿已保存 \d\d:\d\d/);
  expect([dom(text).field('number').value, dom(text).field('totalAmount').value]).toEqual(['HT-草稿', '']);
  expect(['serviceContent', 'charges'].map((name) => dom(text).field(name).checked)).toEqual([false, true]);
  expect(keptIn(text)).toHaveLength(1);
  const draft = await wang.swap(pageOf(order), pageOf(order), { ...typed({ number: 'HT-自动' }), act: 'draft' });
  expect(draft.status).toBe(200);
  expect(dom((await wang.open(pageOf(order))).text).field('number').value).toBe('HT-自动');
  expect((await people.wang.get(order.path)).body.state).toBe('unpaid');
  const sent = await wang.send(pageOf(order), pageOf(order), { ...typed(), contract: keptIn(text), act: 'send' });
  expect(sent.status).toBe(303);
  const { client: sql } = portal.database;
  expect(await sql`select 1 from drafts where subject_id = ${order.id}`).toEqual([]);
});

test('what cannot be paid now says why; to others the page does not exist', async () => {
  const order = await anOrder(people, 'unpaid');
  const { status, text } = await wang.open(pageOf(order));
  expect(status).toBe(200);
  expect(text).toContain('现在不能支付');
  for (const who of ['institution', 'park', 'enterprise-2'])
    expect((await (await aBrowser(portal, who)).open(pageOf(order))).status).toBe(404);
});
