import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { dom } from '../../setup/dom.ts';
import { aBrowser, cellsOf, errorsIn, formOf, hrefsIn, valuesIn } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';
import type { TestClient } from '../support/client.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

async function deskOf(who: TestClient, orderId: string): Promise<string> {
  const { items } = (await who.get('/api/tasks?limit=100')).body;
  return `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id}`;
}

/** A redemption of R = 30 000 that waits to be paid out. */
async function aPayout() {
  const order = await anOrder(people, 'preRedeemed');
  const desk = await deskOf(people.sun, order.id);
  return { order, desk, pay: `${desk}/decisions/recordPayout` };
}

test('a payout in two parts: what is left is proposed, and the last part redeems the order', async () => {
  const { order, desk, pay } = await aPayout();
  const sun = await aBrowser(portal, 'finance');
  const fresh = (await sun.open(desk)).text;
  expect(dom(fresh).field('amount').value).toBe('30000.00');
  expect(fresh).toContain('逐项核对后到“登记拨付”');
  for (const none of ['到“拒绝”', '到“通过”', '看文件']) expect(fresh).not.toContain(none); // nothing of this is here
  const part = { amount: '10000.00', paidOn: today(), reference: 'ZF-1' };
  expect((await sun.send(desk, pay, part)).status).toBe(303);
  const { text } = await sun.open(`${desk}?done=recordPayout`);
  expect(text).toContain('已办理：登记拨付。');
  expect(text).toContain('ZF-1');
  expect(dom(text).field('amount').value).toBe('20000.00');
  expect((await sun.send(desk, pay, { ...part, amount: '20000.00', reference: 'ZF-2' })).status).toBe(303);
  expect((await people.sun.get(order.path)).body.state).toBe('redeemed');
  expect((await sun.open(desk)).text).toContain('这件待办已办结。');
});

test('what is to be paid stands beside the one button, in view wherever one reads', async () => {
  const { desk } = await aPayout();
  const page = dom((await (await aBrowser(portal, 'finance')).open(desk)).text);
  const [foot] = page.classed('desk-foot');
  expect(foot?.text).toMatch(/应拨付 30,000\.00.*已拨付 0\.00.*待拨付 30,000\.00.*登记拨付/s);
});

test('what is wrong with a payout is said at its field, and what was typed stays', async () => {
  const { desk, pay } = await aPayout();
  const sun = await aBrowser(portal, 'finance');
  const above = await sun.send(desk, pay, { amount: '30000.01', paidOn: today(), reference: 'ZF-3' });
  expect(above.status).toBe(422);
  expect(hrefsIn(above.text)).toContain('#recordPayout-amount');
  expect(above.text).toContain('拨付合计不能大于核定的兑付金额。');
  expect(valuesIn(above.text)).toContain('ZF-3');
  const empty = await sun.send(desk, pay, { amount: '', paidOn: 'x', reference: '' });
  for (const field of ['amount', 'paidOn', 'reference'])
    expect(hrefsIn(empty.text)).toContain(`#recordPayout-${field}`);
});

test.each([
  ['0', 'tomorrow', 'ZF-5', ['拨付金额须大于零。', '拨付日期不能晚于今天。']],
  [
    '30000.01',
    'tomorrow',
    ' ',
    ['拨付合计不能大于核定的兑付金额。', '拨付日期不能晚于今天。', '拨付凭证号：必须填写。'],
  ],
  ['x', 'tomorrow', 'ZF-6', ['拨付金额（元）：金额请填数字，最多两位小数，如 50000.00。', '拨付日期不能晚于今天。']],
])(
  'all that is wrong with a payout of %s on %s with reference %j is said at once',
  async (amount, on, reference, said) => {
    const { desk, pay } = await aPayout();
    const sun = await aBrowser(portal, 'finance');
    const paidOn = on === 'tomorrow' ? addDays(today() as Day, 1) : on;
    const { status, text } = await sun.send(desk, pay, { amount, paidOn, reference });
    expect([status, errorsIn(text).map(([, line]) => line)]).toEqual([422, said]);
  },
);

test('the desk says whom a payout is told, as it is: the institution of each, the enterprise of the last', async () => {
  const { order, desk, pay } = await aPayout();
  const sun = await aBrowser(portal, 'finance');
  expect((await sun.open(desk)).text).toContain('每次拨付后通知服务机构；拨付完毕后也通知企业');
  const toldOf = async (who: TestClient): Promise<string[]> =>
    (await who.get('/api/notifications')).body.items
      .filter(({ subject }: { subject: { id: string } }) => subject.id === order.id)
      .map(({ event }: { event: string }) => event);
  const part = { amount: '10000.00', paidOn: today(), reference: 'ZF-7' };
  await sun.send(desk, pay, part);
  expect(await toldOf(people.chen)).toContain('order.payoutRecorded');
  expect(await toldOf(people.wang)).not.toContain('order.payoutRecorded');
  await sun.send(desk, pay, { ...part, amount: '20000.00', reference: 'ZF-8' });
  for (const who of [people.chen, people.wang]) expect(await toldOf(who)).toContain('order.redeemed');
});

test('why the approved amount is lower stands beside it', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const reason = '扣除行政机关收取的官方费用：专利官费 15,000.00';
  const version = async () => (await people.zhao.get(order.path)).body.version;
  const approval = { amount: '15000.00', reason, version: await version(), confirmed: true };
  expect((await people.zhao.post(`${order.path}/redemption/approval`, approval)).status).toBe(200);
  const { text } = await (await aBrowser(portal, 'finance')).open(await deskOf(people.sun, order.id));
  expect(text).toContain(`核减理由：${reason}`);
  const { desk } = await aPayout();
  expect((await (await aBrowser(portal, 'finance')).open(desk)).text).not.toContain('核减理由');
});

test('one reference for two payouts of an order is entered only by who says that they are two', async () => {
  const { order, desk, pay } = await aPayout();
  const sun = await aBrowser(portal, 'finance');
  const part = { amount: '10000.00', paidOn: today(), reference: 'ZF-90a' };
  const form = formOf((await sun.open(desk)).text, pay);
  for (const _ of ['once', 'the same click again'])
    expect((await sun.post(pay, { ...form, ...part })).status).toBe(303);
  expect((await sun.open(desk)).text).not.toContain('凭证号相同，但不是同一笔拨付');
  const asked = await sun.send(desk, pay, { ...part, amount: '5000.00', reference: ' ｚｆ-90A' });
  expect([asked.status, errorsIn(asked.text)]).toEqual([
    422,
    [['#recordPayout-confirmed', expect.stringContaining('该拨付凭证号已登记在本单或本批次的另一笔拨付上。')]],
  ]);
  expect(dom(asked.text).field('confirmed').checked).toBe(false);
  const ticked = { ...part, amount: '5000.00', confirmed: 'on' };
  expect((await sun.send(desk, pay, ticked)).status).toBe(303);
  expect((await people.sun.get(order.path)).body.paidOutAmount).toMatchObject({ amount: '15000.00' });
});

test('two who pay at once do not pay twice: the second is told what the first has paid', async () => {
  const { order, desk, pay } = await aPayout();
  const sun = await aBrowser(portal, 'finance');
  const form = formOf((await sun.open(desk)).text, pay);
  const part = { amount: '10000.00', paidOn: today(), reference: 'ZF-4' };
  await people.sun.post(`${order.path}/payouts`, { ...part, version: Number(form['version']) });
  const late = await sun.post(pay, { ...form, ...part });
  expect(late.status).toBe(409);
  expect(cellsOf(late.text, '已拨付')).toContainEqual(['0.00', '10,000.00']);
  expect(valuesIn(late.text)).toContain('ZF-4');
});

test('a contract change shows the amounts before and after, and is approved or rejected with a reason', async () => {
  const { chen, wang, li } = people;
  const propose = async () => {
    const order = await anOrder(people, 'paid');
    const attachmentId = await chen.file('supplementaryAgreement');
    await chen.post(`${order.path}/changes`, { orderAmount: '45000.00', voucherAmount: '25000.00', attachmentId });
    const [change] = (await wang.get(order.path)).body.changes;
    await wang.post(`${order.path}/changes/${change.id}/acceptance`);
    return { order, desk: await deskOf(li, order.id) };
  };
  const first = await propose();
  const park = await aBrowser(portal, 'park');
  const { text } = await park.open(first.desk);
  expect(cellsOf(text, '支付创新券金额')).toContainEqual(['30,000.00', '25,000.00', '5,000.00']);
  expect(text).toContain('释放的 5,000.00 退回服务券');
  expect((await park.send(first.desk, `${first.desk}/decisions/approveChange`, { confirmed: 'on' })).status).toBe(303);
  expect((await li.get(first.order.path)).body).toMatchObject({ voucherAmount: { amount: '25000.00' } });
  const second = await propose();
  const reject = `${second.desk}/decisions/rejectChange`;
  expect((await park.send(second.desk, reject, { reason: '' })).status).toBe(422);
  expect((await park.send(second.desk, reject, { ready: 'notSigned', reason: '' })).status).toBe(303);
  expect((await li.get(second.order.path)).body.remark).toBe('补充协议未双方签字、盖章或未注明日期');
});
