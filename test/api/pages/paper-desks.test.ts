import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decisionComparisons } from '../../../db/schema/decision-comparison.ts';
import { tasks } from '../../../db/schema/task.ts';
import { readingFaults } from '../../../db/schema/reading-fault.ts';
import { READER } from '../../../domain/reading/reading.ts';
import { dom } from '../../setup/dom.ts';
import { aBrowser, errorsIn, foldedRow, formOf, hrefsIn, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { agreeingText, saidByPaper } from '../support/contract-text.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, redemption } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let center: TestBrowser;
let park: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  [center, park] = await Promise.all([aBrowser(portal, 'center'), aBrowser(portal, 'park')]);
});

afterAll(() => portal.stop());

async function deskOf(who: Cast['zhao'], orderId: string): Promise<string> {
  const { items } = (await who.get('/api/tasks?limit=100')).body;
  return `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id}`;
}

/** The outcomes of the rows of a comparison, by the label of each. */
const rowsIn = (text: string): string[] =>
  dom(text)
    .classed('compare')
    .flatMap((table) => table.roles('row').slice(1))
    .map(foldedRow);

describe('the redemption desk', () => {
  interface Said {
    readonly number: string;
    readonly issuedOn: string;
    readonly amount: { readonly amount: string };
  }

  const invoiceText = ({ number, issuedOn, amount }: Said, { seller, buyer }: Record<'seller' | 'buyer', string>) =>
    `电子发票（普通发票）\n发票号码：${number}\n开票日期：${issuedOn}\n购买方名称：${buyer}\n销售方名称：${seller}\n` +
    `价税合计（小写）：¥${amount.amount}\n`;

  /** A redemption with two invoices, whose files say what is entered, or this. */
  async function aRedemption(change: (text: string, index: number) => string = (text) => text) {
    const order = await anOrder(people, 'paid');
    const body = await redemption(people.chen, '19000.00'); // below the amount that two persons must approve
    const [invoice] = body.invoices;
    const second = await redemption(people.chen);
    const invoices = [
      { ...invoice, amount: '15000.00' },
      { ...second.invoices[0], amount: '4000.00' },
    ];
    const asked = await people.chen.post(`${order.path}/redemption`, { ...body, invoices });
    expect(asked.status).toBe(200);
    const { body: shown } = await people.zhao.get(order.path);
    const names = { seller: shown.institution.name, buyer: shown.enterprise.name };
    for (const [index, one] of shown.redemption.invoices.entries())
      await saidByPaper(portal, one.attachmentId, change(invoiceText(one, names), index));
    const desk = await deskOf(people.zhao, order.id);
    return { order, desk, approve: `${desk}/decisions/approveRedemption`, invoices: shown.redemption.invoices };
  }
  const state = async (path: string) => (await people.zhao.get(path)).body.state;

  test('compares each invoice with its own file; where all agree nothing stops the approval', async () => {
    const { order, desk, approve, invoices } = await aRedemption();
    const { text } = await center.open(desk);
    expect(plain(text)).toContain('10 项一致');
    expect(rowsIn(text)).toHaveLength(10);
    expect(rowsIn(text)[0]).toBe(
      `1 发票号码 ${invoices[0].number} ${invoices[0].number} 第 1 页 一致 识别有误 发票号码`,
    );
    const [words] = dom(text).classed('around');
    expect([words?.tags('summary')[0]?.text, words?.tags('p')[0]?.text]).toEqual([
      '上下文 发票号码',
      expect.stringContaining(invoices[0].number),
    ]);
    expect(dom(text).fields('confirmed')).toEqual([]);
    expect((await center.send(desk, approve, { amount: '11400.00' })).status).toBe(303);
    expect(await state(order.path)).toBe('preRedeemed');
  });

  test('marks what one of them says otherwise, and is approved only by who says why, and that they looked', async () => {
    const { order, desk, approve } = await aRedemption((text, index) =>
      index === 1
        ? text.replace('¥4000.00', '¥400.00').replace(/销售方名称：\S+/, '销售方名称：另一家咨询有限公司')
        : text,
    );
    const { text } = await center.open(desk);
    expect(plain(text)).toContain('8 项一致 2 项不一致');
    expect(plain(text)).toContain('发票合计 19,000.00 等于实际发生金额');
    expect(plain(text)).toContain('按文件识别，合计为 15,400.00：1 张发票的金额与填报不同');
    expect(plain(text)).toContain('4,000.00 文件为 400.00');
    expect(plain(text)).toContain('文件识别合计 15,400.00');
    const bad = dom(text)
      .roles('row')
      .filter((row) => row.attribute('class') === 'is-bad')
      .map(foldedRow);
    expect(bad).toEqual([
      '3 价税合计 4,000.00 400.00 第 1 页 不一致 相差 3,600.00 识别有误 价税合计',
      expect.stringMatching(/^4 销售方 .* 另一家咨询有限公司 第 1 页 不一致 识别有误 销售方$/),
    ]);
    const open = dom(text)
      .tags('details')
      .filter((one) => one.attribute('class') === 'more paper');
    expect(open.map((one) => one.attribute('open') !== undefined)).toEqual([false, true]);
    const unsaid = await center.send(desk, approve, { amount: '11400.00', confirmed: 'on' });
    expect([unsaid.status, hrefsIn(unsaid.text)]).toEqual([422, expect.arrayContaining(['#approveRedemption-reason'])]);
    const unticked = await center.send(desk, approve, { amount: '11400.00', reason: '销方已更名，有证明' });
    expect(errorsIn(unticked.text)).toContainEqual(['#approveRedemption-confirmed', '请对照发票原文后勾选。']);
    expect(unticked.text).toContain('销方已更名，有证明');
    expect(await state(order.path)).toBe('redemptionReview');
    const said = { amount: '11400.00', reason: '销方已更名，有证明', confirmed: 'on' };
    expect((await center.send(desk, approve, said)).status).toBe(303);
    expect(await state(order.path)).toBe('preRedeemed');
    const told = plain((await center.open(`/orders/${order.id}`)).text);
    expect(told).toContain('决定时比对：8 项一致、2 项不一致');
    expect(told).toContain('价税合计：文件为 400.00，填报为 4,000.00，不一致');
    expect(told).toMatch(/2 项不一致 决定人勾选：已看过原文，不一致之处不影响办理 价税合计：/);
  });

  test('keeps with a decision what was compared then, whatever is read later', async () => {
    const { order, desk, approve, invoices } = await aRedemption();
    expect((await center.send(desk, approve, { amount: '11400.00' })).status).toBe(303);
    await saidByPaper(portal, invoices[0].attachmentId, '后来识别到的是另外一些文字，与这张发票没有什么关系。');
    const [row] = await portal.database.db
      .select()
      .from(decisionComparisons)
      .where(eq(decisionComparisons.orderId, order.id))
      .orderBy(desc(decisionComparisons.seq));
    expect(row?.papers.map((paper) => paper.compared.map(({ outcome }) => outcome))).toEqual(
      Array(2).fill(Array(5).fill('matches')),
    );
    for (const path of [`/orders/${order.id}`, desk])
      expect(plain((await center.open(path)).text)).toContain('决定时比对：10 项一致');
  });

  test('keeps what of a paper nobody saw and what was not read, and says it in the history', async () => {
    const { order, desk, approve, invoices } = await aRedemption();
    const more = { unseen: [{ page: 3, text: '本发票作废' }], pagesUnread: 2 };
    const { client: sql } = portal.database;
    await sql`update attachment_readings set reading = reading || ${JSON.stringify(more)}::jsonb where attachment_id = ${invoices[1].attachmentId}`;
    expect(plain((await center.open(desk)).text)).toContain('第 3 页有看不见的文字，未作比对：本发票作废');
    expect((await center.send(desk, approve, { amount: '11400.00' })).status).toBe(303);
    await saidByPaper(portal, invoices[1].attachmentId, '后来识别到的是另外一些文字，与这张发票没有什么关系。');
    const told = plain((await center.open(`/orders/${order.id}`)).text);
    expect(told).toContain('决定时比对：10 项一致');
    expect(told).toContain('第 3 页有看不见的文字，未作比对：本发票作废');
    expect(told).toContain('当时有 2 页没有识别或没有识别完');
  });

  test('a value that was read wrongly is reported at its row, once, is taken back by who said it, and decides nothing', async () => {
    const { order, desk, invoices } = await aRedemption();
    const faults = `${desk}/papers/${invoices[0].attachmentId}/faults`;
    const shown = (await people.zhao.get(order.path)).body;
    for (const _ of [1, 2]) {
      const answer = await center.send(desk, faults, { wrong: 'invoiceTotal' });
      expect([answer.status, answer.get('Location')]).toEqual([303, `${desk}#compare`]);
    }
    expect(rowsIn((await center.open(desk)).text)[2]).toMatch(/ 一致 赵敏已报告识别有误 撤回 价税合计$/);
    const other = await aBrowser(portal, 'center-2');
    expect(rowsIn((await other.open(desk)).text)[2]).toMatch(/ 一致 赵敏已报告识别有误$/);
    await other.send(desk, faults, { right: 'invoiceTotal' }); // not theirs to take back
    const admin = await aBrowser(portal, 'admin');
    const counted = async (): Promise<string> => plain((await admin.open('/operation')).text);
    expect(await counted()).toContain(`最近的订单 发票 价税合计 ${READER} 1 ${shown.number}`);
    expect(hrefsIn((await admin.open('/operation')).text)).toContain(`/orders/${order.id}`);
    await center.send(desk, faults, { right: 'invoiceTotal' });
    expect(await counted()).toContain('没有人报告过。');
    expect((await people.zhao.get(order.path)).body.version).toBe(shown.version);
  });

  test('of another order’s file, of no value, and by who may not decide, nothing is reported', async () => {
    const [own, others] = [await aRedemption(), await aRedemption()];
    const faults = `${own.desk}/papers/${own.invoices[0].attachmentId}/faults`;
    const form = formOf((await center.open(own.desk)).text, faults);
    const another = `${own.desk}/papers/${others.invoices[0].attachmentId}/faults`;
    expect((await center.post(another, { ...form, wrong: 'seller' })).status).toBe(404);
    const { contract } = (await people.zhao.get(own.order.path)).body;
    const ofContract = `${own.desk}/papers/${contract.attachmentId}/faults`;
    for (const [paper, label] of [
      [faults, 'nothing'],
      [faults, 'partyA'],
      [faults, 'orderAmount'],
      [faults, 'constructor'],
      [ofContract, 'seller'],
    ] as const)
      for (const said of ['wrong', 'right'])
        expect([paper, label, (await center.post(paper, { ...form, [said]: label })).status]).toEqual([
          paper,
          label,
          400,
        ]);
    const sent = await park.post(faults, { ...formOf((await park.open('/tasks')).text, '/sign-out'), wrong: 'seller' });
    expect([403, 404]).toContain(sent.status);
    expect(await portal.database.db.select().from(readingFaults)).toEqual([]);
  });

  test('asks for the tick where an invoice cannot be read, and gives back without it', async () => {
    const { order, desk, approve } = await aRedemption((text, index) =>
      index === 0 ? '盖章扫描件，除此以外没有文字可以识别出来，请对照原件。' : text,
    );
    const { text } = await center.open(desk);
    expect(plain(text)).toContain('5 项一致 5 项未找到');
    expect(plain(text)).toContain('已对照原文，未找到的 5 项与发票一致');
    expect((await center.send(desk, approve, { amount: '11400.00' })).status).toBe(422);
    const giveBack = `${desk}/decisions/returnRedemption`;
    expect((await center.send(desk, giveBack, { ready: 'other', reason: '请补清晰件' })).status).toBe(303);
    expect(plain((await center.open(`/orders/${order.id}`)).text)).toContain('决定时比对：5 项一致、5 项未找到');
  });
});

describe('the change desk', () => {
  async function aChange(text: (order: Record<'number' | 'enterprise' | 'institution', string>) => string) {
    const order = await anOrder(people, 'paid');
    const attachmentId = await people.chen.file('supplementaryAgreement');
    await people.chen.post(`${order.path}/changes`, {
      orderAmount: '45000.00',
      voucherAmount: '25000.00',
      attachmentId,
    });
    const { body } = await people.wang.get(order.path);
    await people.wang.post(`${order.path}/changes/${body.changes[0].id}/acceptance`);
    const { contract, enterprise, institution } = body;
    await saidByPaper(
      portal,
      attachmentId,
      text({ number: contract.number, enterprise: enterprise.name, institution: institution.name }),
    );
    const desk = await deskOf(people.li, order.id);
    return { order, desk, approve: `${desk}/decisions/approveChange` };
  }
  const AGREES = ({ number, enterprise, institution }: Record<'number' | 'enterprise' | 'institution', string>) =>
    `补充协议\n甲方：${enterprise}\n乙方：${institution}\n就合同编号：${number} 的技术服务合同约定如下：\n` +
    '合同总金额由50,000.00元变更为45,000.00元，其中创新券支付25,000.00元，企业自付20,000.00元。\n';

  test('compares the agreement with the amounts that will hold', async () => {
    const { order, desk, approve } = await aChange(AGREES);
    const { text } = await park.open(desk);
    expect(plain(text)).toContain('6 项一致');
    expect(rowsIn(text).map((row) => row.split(' ')[1])).toEqual([
      '合同编号',
      '甲方企业',
      '乙方机构',
      '订单金额',
      '用券金额',
      '企业自付',
    ]);
    expect((await park.send(desk, approve, {})).status).toBe(303);
    expect((await people.li.get(order.path)).body).toMatchObject({ orderAmount: { amount: '45000.00' } });
  });

  test('marks another amount and another contract, and is approved only by who looked', async () => {
    const { order, desk, approve } = await aChange((said) =>
      AGREES({ ...said, number: 'HT-1999-777' }).replace('45,000.00元，', '48,000.00元，'),
    );
    const { text } = await park.open(desk);
    expect(plain(text)).toContain('4 项一致 2 项不一致');
    expect(rowsIn(text)).toContain('4 订单金额 45,000.00 48,000.00 第 1 页 不一致 相差 3,000.00 识别有误 订单金额');
    const unticked = await park.send(desk, approve, {});
    expect(errorsIn(unticked.text)).toContainEqual(['#approveChange-confirmed', '请对照补充协议原文后勾选。']);
    expect((await people.li.get(order.path)).body).toMatchObject({ orderAmount: { amount: '50000.00' } });
    expect((await park.send(desk, approve, { confirmed: 'on' })).status).toBe(303);
    const told = plain((await park.open(`/orders/${order.id}`)).text);
    expect(told).toContain('决定时比对：4 项一致、2 项不一致');
    expect(told).toMatch(/合同编号：文件为 HT-1999-777，填报为 HT-2026-\d+，不一致/);
  });

  test('leaves the desk of the payment before it as it was: the contract beside the amounts of then', async () => {
    const { order, desk, approve } = await aChange(AGREES);
    const { body } = await people.li.get(order.path);
    await saidByPaper(portal, body.contract.attachmentId, agreeingText(body));
    const [payment] = await portal.database.db
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(eq(tasks.subjectId, order.id), eq(tasks.kind, 'paymentReview')));
    expect((await park.send(desk, approve, { confirmed: 'on' })).status).toBe(303);
    const { text } = await park.open(`/tasks/${payment?.id}`);
    expect(plain(text)).toContain('7 项一致');
    expect(rowsIn(text)[4]).toBe('5 订单金额 50,000.00 50,000.00 第 1 页 一致');
    expect(hrefsIn(text)).toContain(`/attachments/${body.contract.attachmentId}?page=1#page=1&navpanes=0&view=FitH`);
  });
});
