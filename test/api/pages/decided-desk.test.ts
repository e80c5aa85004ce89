/**
 * The desk of a closed task shows what was decided on, and who decided what, when and why.
 *
 * @source D4, D6
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, cellsOf, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, payment, redemption, today } from '../support/story.ts';
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

const versionOf = async (who: TestClient, path: string): Promise<number> => (await who.get(path)).body.version;

/** What the card of a closed task says. */
const cardOf = (text: string): string => dom(text).byId('decided').text;

async function anAcceptedChange() {
  const { chen, wang, li } = people;
  const order = await anOrder(people, 'paid');
  const attachmentId = await chen.file('supplementaryAgreement');
  await chen.post(`${order.path}/changes`, { orderAmount: '45000.00', voucherAmount: '25000.00', attachmentId });
  const [change] = (await wang.get(order.path)).body.changes;
  await wang.post(`${order.path}/changes/${change.id}/acceptance`);
  return { order, change: `${order.path}/changes/${change.id}`, desk: await deskOf(li, order.id) };
}

test('a decided contract change shows the amounts that were changed, whatever followed', async () => {
  const { chen, wang, li } = people;
  const { order, change, desk } = await anAcceptedChange();
  await li.post(`${change}/approval`, { confirmed: true, version: await versionOf(li, order.path) });
  const attachmentId = await chen.file('supplementaryAgreement');
  await chen.post(`${order.path}/changes`, { orderAmount: '40000.00', voucherAmount: '20000.00', attachmentId });
  const second = (await wang.get(order.path)).body.changes.at(-1);
  await wang.post(`${order.path}/changes/${second.id}/acceptance`);
  const { text } = await (await aBrowser(portal, 'park')).open(desk);
  expect(cellsOf(text, '支付创新券金额')).toContainEqual(['30,000.00', '25,000.00', '5,000.00']);
  expect(plain(text)).not.toContain('金额不变');
  expect(cardOf(text)).toMatch(/变更审核通过.* 李红梅.*\d{4}-\d\d-\d\d \d\d:\d\d/);
});

test('a decided desk has no hints for keys that decide', async () => {
  const { order, change, desk } = await anAcceptedChange();
  const { li } = people;
  const park = await aBrowser(portal, 'park');
  expect((await park.open(desk)).text).toContain('到“通过”');
  await li.post(`${change}/rejection`, { reason: '补充协议未盖章', version: await versionOf(li, order.path) });
  const { text } = await park.open(desk);
  expect(cardOf(text)).toContain('补充协议未盖章');
  expect(text).not.toContain('到“通过”');
  expect(text).not.toContain('到“拒绝”');
});

test('a request that was returned is shown as it was, and not as it was supplemented', async () => {
  const { zhao, chen } = people;
  const order = await anOrder(people, 'redemptionReview');
  const desk = await deskOf(zhao, order.id);
  await zhao.post(`${order.path}/redemption/return`, { reason: '缺会议纪要', version: order.version });
  await chen.post(`${order.path}/redemption/supplement`, await redemption(chen, '45000.00'));
  const { text } = await (await aBrowser(portal, 'center')).open(desk);
  expect(plain(text)).toContain('发票合计 50,000.00 等于实际发生金额');
  expect(cardOf(text)).toMatch(/退回补正.*赵敏.*缺会议纪要/);
});

test('both of two who approved stand on the card', async () => {
  const { zhao, zhou } = people;
  const order = await anOrder(people, 'redemptionReview');
  const desk = await deskOf(zhao, order.id);
  for (const who of [zhao, zhou])
    await who.post(`${order.path}/redemption/approval`, {
      confirmed: true,
      amount: '30000.00',
      version: await versionOf(who, order.path),
    });
  const { text } = await (await aBrowser(portal, 'center')).open(desk);
  expect(cardOf(text)).toMatch(/30,000\.00.*赵敏.*30,000\.00.*周文/);
});

test('of a redeemed order nothing is said to be committed, of one that is paid in part what is left', async () => {
  const { sun } = people;
  const order = await anOrder(people, 'preRedeemed');
  const { client: sql } = portal.database;
  const desk = await deskOf(sun, order.id);
  const finance = await aBrowser(portal, 'finance');
  await anOrder(people, 'paid'); // on the same line, so that a share is told from the whole
  const part = { amount: '10000.00', paidOn: today(), reference: 'ZF-1' };
  await sun.post(`${order.path}/payouts`, part);
  expect(plain((await finance.open(desk)).text)).toContain('其中本单 20,000.00');
  await sun.post(`${order.path}/payouts`, { ...part, amount: '20000.00', reference: 'ZF-2' });
  const [{ state } = { state: '' }] = await sql`select state from orders where id = ${order.id}`;
  expect(state).toBe('redeemed');
  const { text } = await finance.open(desk);
  expect(plain(text)).not.toContain('其中本单');
  expect(cardOf(text)).toMatch(/10,000\.00.*ZF-1.*20,000\.00.*ZF-2/);
});

test('a shortfall that went back is no longer said to be this order’s', async () => {
  const { zhao, sun } = people;
  const order = await anOrder(people, 'redemptionReview');
  await anOrder(people, 'paid');
  const review = await deskOf(zhao, order.id);
  await zhao.post(`${order.path}/redemption/approval`, {
    confirmed: true,
    amount: '19000.00',
    reason: '核减',
    version: order.version,
  });
  const desk = await deskOf(sun, order.id);
  await sun.post(`${order.path}/payouts`, { amount: '19000.00', paidOn: today(), reference: 'ZF-3' });
  expect((await sun.get(order.path)).body.state).toBe('redeemed');
  for (const [who, at] of [
    ['finance', desk],
    ['center', review],
  ] as const)
    expect(plain((await (await aBrowser(portal, who)).open(at)).text)).not.toContain('其中本单');
});

test('a payment that was withdrawn is shown as it was sent, with who took it back', async () => {
  const { wang, li } = people;
  const order = await anOrder(people, 'paymentReview');
  const desk = await deskOf(li, order.id);
  await wang.delete(`${order.path}/payment`);
  const again = await payment(wang);
  await wang.post(`${order.path}/payment`, {
    ...again,
    voucherAmount: '29000.00',
    contract: { ...again.contract, selfPaidAmount: '21000.00' },
  });
  const { text } = await (await aBrowser(portal, 'park')).open(desk);
  expect(plain(text)).toContain('用券 30,000.00 ≤ 订单金额的 60%');
  expect(cardOf(text)).toContain('撤回支付');
});
