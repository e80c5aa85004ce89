/**
 * The desk of a second submission says that it is one, why the first was sent back, and what differs; a flag once raised stays.
 *
 * @source D4, D5, D12, D13
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../../domain/day.ts';
import { dom } from '../../setup/dom.ts';
import { aBrowser, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, payment, redemption, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';
import { day } from '../../makers.ts';
import type { TestClient } from '../support/client.ts';

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

const daysAgo = (days: number): string => addDays(day(today()), -days);

async function deskOf(who: TestClient, orderId: string): Promise<string> {
  const { items } = (await who.get('/api/tasks?limit=100')).body;
  return `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === orderId).id}`;
}

const versionOf = async (who: TestClient, path: string): Promise<number> => (await who.get(path)).body.version;

/** The rows of the panel: what differs, before and after. */
const differences = (text: string): string[][] =>
  dom(text)
    .byId('again')
    .roles('row')
    .slice(1)
    .map((row) => [row.role('rowheader').text, ...row.roles('cell').map((cell) => cell.text)]);

test('a supplement that moves a flagged date shows the return, the two dates, and the flag still', async () => {
  const { chen, zhao } = people;
  const order = await anOrder(people, 'paid');
  const early = daysAgo(3);
  const first = { ...(await redemption(chen)), serviceStartedOn: early };
  await chen.post(`${order.path}/redemption`, first);
  const desk = await deskOf(zhao, order.id);
  const center = await aBrowser(portal, 'center');
  const { text: before } = await center.open(desk);
  expect(plain(before)).toContain('服务开始日期早于支付审核通过日期');
  expect(before).not.toContain('id="again"');
  await zhao.post(`${order.path}/redemption/return`, {
    reason: '日期有误，请核对',
    version: await versionOf(zhao, order.path),
  });
  const fresh = await redemption(chen);
  await chen.post(`${order.path}/redemption/supplement`, {
    ...first,
    serviceStartedOn: today(),
    effect: '另一种效果',
    comment: '日期已按启动会更正',
    attachments: { ...first.attachments, process: fresh.attachments.process },
  });
  const { text } = await center.open(await deskOf(zhao, order.id));
  const panel = dom(text).byId('again').text;
  expect(panel).toContain('第 2 次提交');
  expect(panel).toMatch(/退回补正（赵敏，.*）.*日期有误，请核对/);
  expect(panel).toContain('服务机构的说明 日期已按启动会更正');
  expect(differences(text)).toEqual([
    ['服务开始日期', early, today()],
    ['服务效果', first.effect, '另一种效果'],
    ['服务过程性材料', expect.any(String), expect.stringContaining('新')],
  ]);
  expect(plain(text)).toContain(`服务开始日期曾填 ${early}，早于支付审核通过日期`);
});

test('the order keeps the dates and the effect of an earlier request', async () => {
  const { chen, zhao } = people;
  const order = await anOrder(people, 'paid');
  const first = { ...(await redemption(chen)), serviceStartedOn: daysAgo(2), effect: '头一回写的效果' };
  await chen.post(`${order.path}/redemption`, first);
  await zhao.post(`${order.path}/redemption/return`, { reason: '补', version: await versionOf(zhao, order.path) });
  await chen.post(`${order.path}/redemption/supplement`, { ...first, serviceStartedOn: today(), effect: '后来的' });
  const { text } = await (await aBrowser(portal, 'center')).open(`/orders/${order.id}`);
  const [round] = dom(text).classed('round');
  expect(round?.text).toContain('头一回写的效果');
  expect(round?.text).toContain(daysAgo(2));
});

test('a payment sent again after a rejection shows its reason, and a contract once dated before the grant', async () => {
  const { wang, li } = people;
  const order = await anOrder(people, 'paymentReview');
  const { contract } = (await wang.get(order.path)).body;
  const again = await payment(wang);
  await li.post(`${order.path}/payment/rejection`, {
    reason: '合同签订日期早于获券日期',
    version: await versionOf(li, order.path),
  });
  await portal.database.client`alter table order_events disable trigger order_events_append_only`;
  await portal.database.client`
    update order_events set body = jsonb_set(body, '{contract,signedOn}', '"2020-01-02"')
    where subject_id = ${order.id} and step = 'pay'`;
  await portal.database.client`alter table order_events enable trigger order_events_append_only`;
  await wang.post(`${order.path}/payment`, { ...again, contract: { ...again.contract, number: contract.number } });
  const { text } = await (await aBrowser(portal, 'park')).open(await deskOf(li, order.id));
  const panel = dom(text).byId('again').text;
  expect(panel).toContain('第 2 次提交');
  expect(panel).toMatch(/支付审核拒绝（.*）.*合同签订日期早于获券日期/);
  expect(panel).toContain('曾填 2020-01-02，早于获券日期');
  expect(differences(text).map(([label]) => label)).toEqual(['签订日期', '服务合同']);
});

test('a payment sent again as it was, after it was taken back, says so', async () => {
  const { wang, li } = people;
  const order = await anOrder(people, 'paymentReview');
  const { contract } = (await wang.get(order.path)).body;
  await wang.delete(`${order.path}/payment`);
  await wang.post(`${order.path}/payment`, {
    ...(await payment(wang)),
    contract: {
      ...contract,
      totalAmount: contract.totalAmount.amount,
      selfPaidAmount: contract.selfPaidAmount.amount,
    },
  });
  const { text } = await (await aBrowser(portal, 'park')).open(await deskOf(li, order.id));
  expect(dom(text).byId('again').text).toMatch(/第 2 次提交.*文件也相同.*撤回支付/);
});

test('a contract change proposed again shows why the last was rejected, one after an approval does not', async () => {
  const { chen, wang, li } = people;
  const order = await anOrder(people, 'paid');
  const park = await aBrowser(portal, 'park');
  const propose = async (orderAmount: string): Promise<string> => {
    const attachmentId = await chen.file('supplementaryAgreement');
    await chen.post(`${order.path}/changes`, { orderAmount, voucherAmount: '20000.00', attachmentId });
    const { id } = (await wang.get(order.path)).body.changes.at(-1);
    await wang.post(`${order.path}/changes/${id}/acceptance`);
    return `${order.path}/changes/${id}`;
  };
  const first = await propose('45000.00');
  await li.post(`${first}/rejection`, { reason: '协议未盖章', version: await versionOf(li, order.path) });
  const second = await propose('44000.00');
  const { text } = await park.open(await deskOf(li, order.id));
  expect(dom(text).byId('again').text).toMatch(/第 2 次提交.*变更审核拒绝.*协议未盖章/);
  expect(differences(text)[0]).toEqual(['订单金额', '45,000.00', '44,000.00']);
  await li.post(`${second}/approval`, { confirmed: true, version: await versionOf(li, order.path) });
  await propose('40000.00');
  expect((await park.open(await deskOf(li, order.id))).text).not.toContain('id="again"');
});
