import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { readCsv } from '../../documents/tables.ts';
import { aBrowser, formOf, hrefsIn, plain } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

/** Closing by agreement as people see it: whose turn, what their button says, what comes next. @source D3, D13 */

let portal: TestPortal;
let people: Cast;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
});

afterAll(() => portal.stop());

type Who = 'institution' | 'enterprise' | 'center';

const pageOf = ({ id }: { id: string }): string => `/orders/${id}`;
const seen = async (who: Who, order: { id: string }, query = '') =>
  (await (await aBrowser(portal, who)).open(`${pageOf(order)}${query}`)).text;

/** Whose turn, until when and what next, as one text; and what the buttons of the small forms say. */
const turnIn = (text: string): string => dom(text).role('region', '轮到谁').text;
/** What the history says: a step and its details are two elements side by side. */
const historyIn = (text: string): string => dom(text).role('region', '办理过程').text.replaceAll(' ：', '：');
const buttonsIn = (text: string): string[] =>
  dom(text)
    .tags('summary')
    .map((summary) => summary.text)
    .filter((label) => /关闭/.test(label));

async function agrees(who: Who, order: { id: string }): Promise<string> {
  const browser = await aBrowser(portal, who);
  const answer = await browser.send(pageOf(order), `${pageOf(order)}/steps/close`, { reason: '双方协商终止' });
  expect(answer.status).toBe(303);
  return plain((await browser.open(answer.get('Location') ?? '')).text);
}

test('one asks to close, the others are named, asked and told, and the center finds it among its tasks', async () => {
  const order = await anOrder(people, 'paid');
  expect(buttonsIn(await seen('enterprise', order))).toEqual(['提出关闭']);
  expect(await agrees('enterprise', order)).toContain('已提出关闭，还须服务机构、创新协同中心同意后订单关闭');

  const ofEnterprise = await seen('enterprise', order);
  expect(turnIn(ofEnterprise)).toMatch(/创新协同中心、\S+ 等待认领/);
  expect(turnIn(ofEnterprise)).toContain('三方都同意后关闭');
  expect(turnIn(ofEnterprise)).toContain('还须服务机构、创新协同中心同意');
  const ofInstitution = await seen('institution', order);
  expect(turnIn(ofInstitution)).toContain('轮到贵机构');
  expect(turnIn(ofInstitution)).toContain('同意关闭');
  expect(buttonsIn(ofInstitution)).toEqual(['同意关闭', '不同意关闭']);
  expect(plain(ofInstitution)).toContain('获券企业提出关闭，理由：双方协商终止。三方都同意后订单关闭');
  expect(plain(ofInstitution)).not.toContain('未支付的订单任一方可以关闭');
  expect(plain((await (await aBrowser(portal, 'institution')).open('/orders')).text)).toContain('待关闭');

  const inbox = (await (await aBrowser(portal, 'center')).open('/tasks')).text;
  expect(plain(inbox)).toContain('关闭确认');
  expect(hrefsIn(inbox)).toContain(`${pageOf(order)}#acts`);
  const [task] = (await people.zhao.get('/api/tasks?limit=100')).body.items.filter(
    ({ subject }: { subject: { id: string } }) => subject.id === order.id,
  );
  const center = await aBrowser(portal, 'center');
  expect((await center.open(`/tasks/${task.id}`)).get('Location')).toBe(`${pageOf(order)}#acts`);
  const notice = plain((await center.open('/notifications')).text);
  expect(notice).toContain('获券企业提出关闭，还须服务机构、创新协同中心同意。');

  expect(await agrees('center', order)).toContain('已同意关闭，还须服务机构同意后订单关闭');
  expect(turnIn(await seen('enterprise', order))).not.toContain('创新协同中心');
  expect(await agrees('institution', order)).toContain('关闭订单成功');
  const history = historyIn(await seen('enterprise', order));
  expect(history).toContain('提出关闭：还须服务机构、创新协同中心同意');
  expect(history).toContain('同意关闭：还须服务机构同意');
});

test('the center may refuse, whoever asked may take it back: with a reason, told to all, and said in the history', async () => {
  const order = await anOrder(people, 'paid');
  const drops = async (who: Who, reason: string) => {
    const browser = await aBrowser(portal, who);
    const answer = await browser.send(pageOf(order), `${pageOf(order)}/steps/dropClosure`, { reason });
    return { status: answer.status, text: (await browser.open(answer.get('Location') ?? pageOf(order))).text };
  };
  await agrees('institution', order);
  expect(
    dom(await seen('institution', order))
      .tags('summary')
      .map(({ text }) => text),
  ).toContain('撤回同意');
  expect((await drops('center', '')).status).toBe(422);
  const refused = await drops('center', '须先完成已开始的服务');
  expect(plain(refused.text)).toContain('不同意关闭，已告知各方；订单继续执行');
  expect(turnIn(refused.text)).toContain('服务机构');
  expect(turnIn(refused.text)).toContain('由创新协同中心审核');
  await agrees('enterprise', order);
  expect(plain((await drops('enterprise', '继续履行合同')).text)).toContain('撤回同意，已告知各方；订单继续执行');
  const history = historyIn(await seen('institution', order));
  expect(history).toMatch(/撤回同意.*继续履行合同.*提出关闭.*不同意关闭.*须先完成已开始的服务.*提出关闭/s);
  const told = plain((await (await aBrowser(portal, 'institution')).open('/notifications')).text);
  expect(told).toContain('：创新协同中心不同意关闭，订单继续执行。理由：须先完成已开始的服务');
});

test('a closing by agreement has the reason of whoever proposed it, and the center’s work names what it did', async () => {
  const order = await anOrder(people, 'paid');
  const says = async (who: Who, step: 'close' | 'dropClosure', reason: string) => {
    const browser = await aBrowser(portal, who);
    expect((await browser.send(pageOf(order), `${pageOf(order)}/steps/${step}`, { reason })).status).toBe(303);
  };
  const center = await aBrowser(portal, 'center');
  const number = String((await people.zhao.get(order.path)).body.number);
  const decided = async () =>
    readCsv((await center.open(`/tasks/decided/export.csv?q=${number}`)).text)
      .slice(1)
      .map((cells) => cells[1]);
  await says('center', 'close', '长期没有进展');
  await says('center', 'dropClosure', '企业来电要求继续');
  await says('enterprise', 'close', '服务内容不再需要');
  await says('center', 'dropClosure', '请先协商');
  await says('enterprise', 'close', '服务内容不再需要');
  await says('center', 'close', '同意');
  expect(await decided()).toEqual(['同意关闭', '不同意关闭', '撤回同意', '提出关闭']);
  await says('institution', 'close', '没有意见');
  expect((await people.zhao.get(order.path)).body).toMatchObject({ state: 'closed', remark: '服务内容不再需要' });
  const told = plain((await (await aBrowser(portal, 'enterprise')).open('/notifications')).text);
  expect(told).toContain(`订单 ${number} 已关闭：服务内容不再需要`);
  expect(told).not.toContain('没有意见');
});

test.each([
  ['institution', 'center'],
  ['center', 'enterprise'],
] as const)(
  'a page on which the %s had asked, sent after the %s dropped it, asks for no closing anew',
  async (asks, drops) => {
    const order = await anOrder(people, 'paid');
    await agrees(asks, order);
    const agreeing = asks === 'center' ? 'institution' : 'center';
    const browser = await aBrowser(portal, agreeing);
    const action = `${pageOf(order)}/steps/close`;
    const page = (await browser.open(pageOf(order))).text;
    expect(buttonsIn(page)).toContain('同意关闭');
    const former = { ...formOf(page, action), reason: '双方协商终止' };
    const other = await aBrowser(portal, drops);
    await other.send(pageOf(order), `${pageOf(order)}/steps/dropClosure`, { reason: '继续履行合同' });
    const answer = await browser.post(action, former);
    expect([answer.status, plain(answer.text)]).toEqual([409, expect.stringContaining('资料已更新')]);
    expect((await people.zhao.get(order.path)).body.closure).toBeNull();
  },
);

test('in English the sides and buttons are named, too', async () => {
  const order = await anOrder(people, 'paid');
  await agrees('enterprise', order);
  const center = await aBrowser(portal, 'center');
  await center.open(`${pageOf(order)}?lang=en`); // keeps the language and leads to the page without it
  const english = plain((await center.open(pageOf(order))).text).replaceAll(' :', ':');
  expect(english).toContain('You (innovation collaboration center)');
  expect(english).toContain('Agree to close');
  expect(english).toContain('The service institution and the innovation collaboration center must agree');
  expect(english).toContain(
    'Ask to close: the service institution and the innovation collaboration center must agree too',
  );
});

test('a final rejection says in the history that the order closed', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const { body } = await people.zhao.get(order.path);
  const answer = await people.zhao.post(`${order.path}/redemption/rejection`, {
    version: body.version,
    reason: '虚假材料',
    final: true,
  });
  expect(answer.status).toBeLessThan(300);
  const history = historyIn(await seen('enterprise', order));
  expect(history).toContain('兑付审核拒绝：不再受理，订单关闭');
});

test('a contract change says what waits, and afterwards where the amount is from', async () => {
  const order = await anOrder(people, 'paid');
  const chen = await aBrowser(portal, 'institution');
  const page = `${pageOf(order)}/change`;
  const amounts = { orderAmount: '40000', voucherAmount: '24000', comment: '减少一项服务' };
  const sent = await chen.send(page, page, amounts, [{ field: 'agreement', name: '补充协议书.pdf' }]);
  expect(plain((await chen.open(sent.get('Location') ?? '')).text)).toContain('补充协议已提出，等待企业同意');
  const wang = await aBrowser(portal, 'enterprise');
  expect(plain((await wang.open(pageOf(order))).text)).toContain(
    '订单金额 50,000.00 改为 40,000.00，支付创新券金额 30,000.00 改为 24,000.00。变更说明：减少一项服务。',
  );
  const accepted = await wang.send(pageOf(order), `${pageOf(order)}/steps/acceptChange`);
  expect(plain((await wang.open(accepted.get('Location') ?? '')).text)).toContain('已同意变更，等待园区运营中心审核');
  const { body } = await people.li.get(order.path);
  await people.li.post(`${order.path}/changes/${body.changes[0].id}/approval`, {
    confirmed: true,
    version: body.version,
  });
  expect(plain(await seen('institution', order))).toMatch(/补充协议 \d{4}-\d\d-\d\d/);
});
