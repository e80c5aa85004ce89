import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, cellsOf, errorsIn, formOf, hrefsIn, plain } from '../support/page-form.ts';
import { agreeingText, saidByPaper } from '../support/contract-text.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, payment } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

/** A fresh payment under review, with its task's desk. */
async function aPayment() {
  const order = await anOrder(people, 'paymentReview');
  const { items } = (await people.li.get('/api/tasks?limit=100')).body;
  const { id } = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  const desk = `/tasks/${id}`;
  return { order, desk, approve: `${desk}/decisions/approvePayment`, reject: `${desk}/decisions/rejectPayment` };
}

const TEXT = '技术服务合同 本合同总金额为人民币52,000.00元，其中创新券支付30,000.00元，企业自付22,000.00元。';

test('what the contract says otherwise is marked, suggests the reason, and is approved only by who says they saw it', async () => {
  const { order, desk, approve } = await aPayment();
  const { contract } = (await people.li.get(order.path)).body;
  await saidByPaper(portal, contract.attachmentId, TEXT);
  const li = await aBrowser(portal, 'park');
  const { text } = await li.open(desk);
  const bad = dom(text)
    .roles('row')
    .filter((row) => row.attribute('class') === 'is-bad');
  expect(bad.map((row) => row.role('rowheader').text)).toContain('5 订单金额');
  expect(text).toContain('相差 2,000.00');
  const suggested = dom(text)
    .fields('ready')
    .find(({ value }) => value === 'amountDiffers');
  expect([suggested?.attribute('data-text'), suggested?.checked]).toEqual(['订单金额与合同金额不一致', true]);
  const unseen = await li.send(desk, approve, { comment: '总额含税' });
  expect([unseen.status, hrefsIn(unseen.text)]).toEqual([422, expect.arrayContaining(['#approvePayment-confirmed'])]);
  expect(unseen.text).toContain('总额含税');
  const unsaid = await li.send(desk, approve, { comment: ' ', confirmed: 'on' });
  expect(unsaid.status).toBe(422);
  expect(errorsIn(unsaid.text)).toContainEqual(['#approvePayment-comment', '意见：必须填写。']);
  const confirmed = dom(unsaid.text).byId('approvePayment-confirmed');
  expect([confirmed.attribute('name'), confirmed.value, confirmed.checked]).toEqual(['confirmed', 'on', true]);
  expect((await people.li.get(order.path)).body.state).toBe('paymentReview');
  const seen = await li.send(desk, approve, { comment: '总额含税', confirmed: 'on' });
  expect(seen.status).toBe(303);
  expect((await people.li.get(order.path)).body.state).toBe('paid');
});

test('pages of the contract that could not be read are told by their numbers', async () => {
  const { order, desk } = await aPayment();
  const { contract } = (await people.li.get(order.path)).body;
  const unread = { text: '', unread: 'heavy' } as const;
  await saidByPaper(portal, contract.attachmentId, TEXT, undefined, [unread, { text: TEXT, cut: true }, unread]);
  const li = await aBrowser(portal, 'park');
  expect((await li.open(desk)).text).toContain('有 3 页没有识别或没有识别完（第 2、4 页无法识别），请对照原文。');
});

test('a contract whose number stands in another live order of the parties is marked, with the way there, until that order ends', async () => {
  const [one, two] = [await aPayment(), await aPayment()];
  const { client: sql } = portal.database;
  const renumber = (id: string, number: string) =>
    sql`update orders set contract = jsonb_set(contract, '{number}', to_jsonb(${number}::text)) where id = ${id}`;
  const name = `ZT-${one.order.id.slice(0, 8)}`;
  await Promise.all([renumber(one.order.id, name), renumber(two.order.id, name.toLowerCase())]);
  const { number } = (await people.li.get(one.order.path)).body;
  const li = await aBrowser(portal, 'park');
  const said = `合同编号 ${name.toLowerCase()} 也用于相同双方的订单 ${number}`;
  const marked = (await li.open(two.desk)).text;
  expect(plain(marked)).toContain(said);
  expect(hrefsIn(marked)).toContain(`/orders/${one.order.id}`);
  await sql`update attachments set sha256 = ${'f'.repeat(64)} where kind = 'contract' and subject_id in (${one.order.id}, ${two.order.id})`;
  expect(plain((await li.open(two.desk)).text)).toContain(`${said}，合同文件完全相同。`);
  const version = { version: one.order.version, reason: '合同重复使用' };
  expect((await people.li.post(`${one.order.path}/payment/rejection`, version)).status).toBe(200);
  expect(plain((await li.open(two.desk)).text)).not.toContain(said);
});

test('the desk shows the contract beside what was entered, and what the rules have checked', async () => {
  const { order, desk } = await aPayment();
  const li = await aBrowser(portal, 'park');
  const { text } = await li.open(desk);
  const { contract } = (await people.li.get(order.path)).body;
  const frame = dom(text)
    .tags('iframe')
    .find((one) => one.attribute('name') === 'document');
  expect(frame?.attribute('src')?.startsWith(`/attachments/${contract.attachmentId}`)).toBe(true);
  for (const shown of [contract.number, '50,000.00', '30,000.00', '20,000.00', '未能足额兑付部分的处理方案'])
    expect(text).toContain(shown);
  expect(text).toContain('用券 30,000.00 ≤ 订单金额的 60%');
  expect(text).toMatch(/核价与支付同日 \d{4}-\d\d-\d\d/);
  expect(text).toContain('订单金额与合同金额不一致');
});

test('a contract is shown in a frame of this portal alone, and to those who see its order', async () => {
  const { order } = await aPayment();
  const { contract } = (await people.li.get(order.path)).body;
  const file = await (await aBrowser(portal, 'park')).open(`/attachments/${contract.attachmentId}`);
  expect([file.status, file.type]).toEqual([200, 'application/pdf']);
  expect(file.get('Content-Disposition')).toMatch(/^inline; filename=/);
  expect(file.get('Content-Security-Policy')).toContain("frame-ancestors 'self'");
  expect(file.get('X-Frame-Options')).toBe('SAMEORIGIN');
  expect((await (await aBrowser(portal, 'park-2')).open(`/attachments/${contract.attachmentId}`)).status).toBe(404);
});

test('an approval is taken once, says what was done, and leads on', async () => {
  const { order, desk, approve } = await aPayment();
  await aPayment();
  const li = await aBrowser(portal, 'park');
  const form = { ...formOf((await li.open(desk)).text, approve), comment: '已核对', confirmed: 'on' };
  const answers = [await li.post(approve, form), await li.post(approve, form)];
  expect(answers.map((answer) => [answer.status, answer.get('Location')])).toEqual(
    Array(2).fill([303, `${desk}?done=approvePayment`]),
  );
  const { body } = await people.li.get(order.path);
  expect([body.state, body.timeline.at(-1).reason]).toEqual(['paid', '已核对']);
  const { text } = await li.open(`${desk}?done=approvePayment`);
  expect(text).toContain('已办理：支付审核通过。');
  const [next] = dom(text)
    .role('status', /已办理/)
    .roles('link');
  expect([next?.attribute('class'), next?.attribute('href')]).toEqual([
    'btn btn-primary btn-sm',
    expect.stringMatching(/^\/tasks\/.+/),
  ]);
  expect(text).not.toContain('作出决定');
});

test('a decided task says who decided it and what version they had before them', async () => {
  const { order, desk, approve } = await aPayment();
  const { version } = (await people.li.get(order.path)).body;
  const li = await aBrowser(portal, 'park');
  await li.send(desk, approve, { confirmed: 'on' });
  const { text } = await li.open(desk);
  expect(text).toContain(`（第 ${version} 版）`);
  const facts = dom(text)
    .tags('dl')
    .flatMap((list) => list.tags('dt').map((label, place) => [label.text, list.tags('dd')[place]?.text]));
  expect(facts).toContainEqual(['处理人', '您']);
  expect((await people.li.get(order.path)).body.version).toBeGreaterThan(version);
});

test.each([
  [{ ready: 'amountDiffers', reason: '' }, '订单金额与合同金额不一致'],
  [{ ready: 'amountDiffers', reason: '合同为 52,000.00' }, '订单金额与合同金额不一致：合同为 52,000.00'],
  [{ ready: 'other', reason: '盖章不清' }, '盖章不清'],
])('a payment is rejected with %j', async (typed, remark) => {
  const { order, desk, reject } = await aPayment();
  const answer = await (await aBrowser(portal, 'park')).send(desk, reject, typed);
  expect(answer.status).toBe(303);
  expect((await people.wang.get(order.path)).body).toMatchObject({ state: 'paymentRejected', remark });
});

test('a rejection without a reason is asked for one', async () => {
  const { order, desk, reject } = await aPayment();
  const answer = await (await aBrowser(portal, 'park')).send(desk, reject, { ready: 'other', reason: ' ' });
  expect(answer.status).toBe(422);
  expect(errorsIn(answer.text)).toContainEqual(['#rejectPayment-reason', '备注：必须填写。']);
  const other = dom(answer.text).byId('rejectPayment-ready-other');
  expect([other.attribute('name'), other.value, other.attribute('data-text'), other.checked]).toEqual([
    'ready',
    'other',
    '',
    true,
  ]);
  expect((await people.li.get(order.path)).body.state).toBe('paymentReview');
});

test('a payment withdrawn and paid anew is not decided by the old form: what changed is shown, and the text kept', async () => {
  const { order, desk, reject } = await aPayment();
  const li = await aBrowser(portal, 'park');
  const form = formOf((await li.open(desk)).text, reject);
  await people.wang.delete(`${order.path}/payment`);
  const again = await payment(people.wang);
  await people.wang.post(`${order.path}/payment`, {
    ...again,
    voucherAmount: '29000.00',
    contract: { ...again.contract, selfPaidAmount: '21000.00' },
  });
  const answer = await li.post(reject, { ...form, ready: 'other', reason: '写了很久的理由' });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('资料已更新');
  expect(cellsOf(answer.text, '支付创新券金额')).toContainEqual(['30,000.00', '29,000.00']);
  expect(answer.text).toContain('写了很久的理由');
  expect(answer.text).toContain('查看当前待办');
});

test('who may not decide is told why, and finds no form', async () => {
  const { desk } = await aPayment();
  const { client: sql } = portal.database;
  await sql`update accounts set declared_credit_codes = array['91410100MA47B8H51D'] where username = 'demo-park'`;
  const { text } = await (await aBrowser(portal, 'park')).open(desk);
  await sql`update accounts set declared_credit_codes = '{}' where username = 'demo-park'`;
  expect(text).toContain('该公司在您的回避申报之列，不能由您审核。');
  expect(text).not.toContain('/decisions/');
  const { text: gone } = await (await aBrowser(portal, 'center')).open(desk);
  expect(gone).toContain('没有找到这个任务');
});

test('a task is claimed at its desk, and stays there', async () => {
  const { desk } = await aPayment();
  const li = await aBrowser(portal, 'park');
  const answer = await li.send(desk, `${desk}/claim`, { act: 'claim' });
  expect([answer.status, answer.get('Location')]).toEqual([303, desk]);
  expect((await li.open(desk)).text).toContain('放回待办');
});

test('what was rejected is shown as it was decided on, and not as the rejection left it', async () => {
  const { order, desk, reject } = await aPayment();
  const { contract } = (await people.li.get(order.path)).body;
  await saidByPaper(portal, contract.attachmentId, TEXT);
  const li = await aBrowser(portal, 'park');
  await li.send(desk, reject, { ready: 'amountDiffers', reason: '' });
  expect((await people.li.get(order.path)).body).toMatchObject({
    state: 'paymentRejected',
    voucherAmount: { amount: '0.00' },
  });
  const { text } = await li.open(desk);
  expect(plain(text)).toMatch(/用券金额 30,000\.00 30,000\.00/);
  expect(plain(text)).toContain('用券 30,000.00 ≤ 订单金额的 60%');
});

/** A payment whose contract says this. */
async function aPaymentSaying(text: (order: Parameters<typeof agreeingText>[0]) => string, confidence?: number) {
  const made = await aPayment();
  const { body } = await people.li.get(made.order.path);
  await saidByPaper(portal, body.contract.attachmentId, text(body), confidence);
  return made;
}

test('several totals are amber and ask for the tick; figures and words that disagree are told as that', async () => {
  const several = await aPaymentSaying((order) => `${agreeingText(order)} 合同总金额：45,000.00元。`);
  const li = await aBrowser(portal, 'park');
  const said = plain((await li.open(several.desk)).text);
  expect(said).toContain('1 项有多个不同的值');
  expect(said).toContain('45,000.00 / 50,000.00');
  const unticked = await li.send(several.desk, several.approve, {});
  expect(hrefsIn(unticked.text)).toContain('#approvePayment-confirmed');
  expect((await li.send(several.desk, several.approve, { confirmed: 'on' })).status).toBe(303);

  const disputed = await aPaymentSaying((order) =>
    agreeingText(order).replace('50,000.00元', '50,000.00元（大写：捌万元整）'),
  );
  const told = plain((await li.open(disputed.desk)).text);
  expect(told).toContain('合同大小写不一致');
  expect(told).toContain('80,000.00 / 50,000.00');
});

test.each([
  ['agrees', agreeingText],
  ['differs', (order: Parameters<typeof agreeingText>[0]) => agreeingText(order).replaceAll('50,000', '45,000')],
])('what %s in a picture, and is read unsurely, is amber and approved only by who compared it', async (_what, text) => {
  const { desk, approve } = await aPaymentSaying(text, 0.3);
  const li = await aBrowser(portal, 'park');
  const said = plain((await li.open(desk)).text);
  expect(said).toContain('7 项辨认不清');
  expect(said).toContain('机器辨认不清，请对照原件');
  expect(said).not.toContain('项不一致');
  expect((await li.send(desk, approve, {})).status).toBe(422);
  expect((await li.send(desk, approve, { confirmed: 'on' })).status).toBe(303);
});

test('where the contract says all that was entered, it is approved without a tick', async () => {
  const { order, desk, approve } = await aPaymentSaying(agreeingText);
  const li = await aBrowser(portal, 'park');
  const { text } = await li.open(desk);
  expect(plain(text)).toContain('7 项一致');
  expect(dom(text).fields('confirmed')).toEqual([]);
  expect((await li.send(desk, approve, {})).status).toBe(303);
  expect((await people.li.get(order.path)).body.state).toBe('paid');
});

test('what was not found in the contract is said in amber, and approved only by who compared it', async () => {
  const { order, desk, approve } = await aPaymentSaying(
    ({ contract }) => `合同编号：${contract?.number} 总金额为人民币50,000.00元。`,
  );
  const li = await aBrowser(portal, 'park');
  const { text } = await li.open(desk);
  expect(plain(text)).toContain('2 项一致 5 项未找到');
  expect(plain(text)).toContain('已对照原文，未找到的 5 项与合同一致');
  const unseen = await li.send(desk, approve, {});
  expect([unseen.status, hrefsIn(unseen.text)]).toEqual([422, expect.arrayContaining(['#approvePayment-confirmed'])]);
  expect((await li.send(desk, approve, { confirmed: 'on' })).status).toBe(303);
  expect((await people.li.get(order.path)).body.state).toBe('paid');
});

test('a file that cannot be read is approved only by who compared it', async () => {
  const { order, desk, approve } = await aPayment();
  const li = await aBrowser(portal, 'park');
  expect(plain((await li.open(desk)).text)).toContain('已对照原文，合同与填报一致');
  expect((await li.send(desk, approve, {})).status).toBe(422);
  expect((await people.li.get(order.path)).body.state).toBe('paymentReview');
});

test.each([
  [
    'the parties',
    (text: string) => text.replace(/甲方（委托方）：\S+/, '甲方（委托方）：另一家有限公司'),
    ['partiesDiffer'],
  ],
  ['the date', (text: string) => text.replace(/签订日期：\d+年/, '签订日期：2020年'), ['beforeGrant']],
  [
    'both',
    (text: string) =>
      text
        .replace(/甲方（委托方）：\S+/, '甲方（委托方）：另一家有限公司')
        .replace(/签订日期：\d+年/, '签订日期：2020年'),
    [],
  ],
])('where %s differ, the reason says so, and none does where several differ', async (_what, change, suggested) => {
  const { desk } = await aPaymentSaying((order) => change(agreeingText(order)));
  const { text } = await (await aBrowser(portal, 'park')).open(desk);
  expect(
    dom(text)
      .fields('ready')
      .filter(({ checked }) => checked)
      .map(({ value }) => value),
  ).toEqual(suggested);
});
