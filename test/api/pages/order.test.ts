import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import type { Part } from '../../setup/dom.ts';
import { addDays, dayOf } from '../../../domain/day.ts';
import { eventually } from '../../setup/eventually.ts';
import { aBrowser, hrefsIn, plain } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOffer, anOrder, cast, contract, redemption } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
const at: Record<string, TestBrowser> = {};

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  for (const who of ['institution', 'enterprise', 'park', 'center', 'finance', 'admin'])
    at[who] = await aBrowser(portal, who);
});

afterAll(() => portal.stop());

async function seen(who: string, path: string): Promise<string> {
  const answer = await at[who]?.open(path);
  if (answer?.status !== 200) throw new Error(`${who} at ${path}: ${answer?.status}`);
  return answer.text;
}

const pageOf = ({ id }: { id: string }, rest = ''): string => `/orders/${id}${rest}`;
const whose = (text: string): string => dom(text).role('region', '轮到谁').text;
/** Where the buttons lead that a page offers first. */
const firstActs = (text: string): (string | undefined)[] =>
  dom(text)
    .classed('btn-primary')
    .map((act) => act.attribute('href'));

test('an order says first whose turn it is, until when, and what comes next, with the one button for it', async () => {
  const order = await anOrder(people, 'paymentReview');
  expect(whose(await seen('enterprise', pageOf(order)))).toMatch(
    /谁在处理 高新区第一园区运营中心 等待认领 何时到期 还有 3 个工作日 \d{4}-\d\d-\d\d 周. 17:30 下一步 可正式开展服务/,
  );
  const desk = await seen('park', pageOf(order));
  expect(whose(desk)).toMatch(/轮到您（园区运营中心）.*去审核台办理/);
  expect(firstActs(desk)).toEqual([expect.stringMatching(/^\/tasks\/[0-9a-f-]{36}$/)]);
});

test('who decides for the scheme is led to the desk, and has no form of the decision on the order’s page', async () => {
  const changing = await anOrder(people, 'paid');
  const amounts = { orderAmount: '40000.00', voucherAmount: '24000.00' };
  const attachmentId = await people.chen.file('supplementaryAgreement');
  await people.chen.post(`${changing.path}/changes`, { ...amounts, attachmentId });
  await at['enterprise']?.send(pageOf(changing), pageOf(changing, '/steps/acceptChange'));
  const payable = await anOrder(people, 'preRedeemed');
  for (const [who, order, words] of [
    ['park', changing, '去审核台办理'],
    ['finance', payable, '去拨付'],
  ] as const) {
    const text = await seen(who, pageOf(order));
    expect(whose(text)).toContain(words);
    const link = dom(text).byId('act-desk').role('link');
    expect([link.attribute('class'), link.attribute('href')]).toEqual([
      'btn btn-soft',
      expect.stringMatching(/^\/tasks\/[0-9a-f-]{36}$/),
    ]);
    const forms = dom(text)
      .roles('form')
      .map((form) => form.attribute('id'));
    for (const step of ['recordPayout', 'approveChange', 'rejectChange']) expect(forms).not.toContain(`act-${step}`);
  }
});

test.each([
  ['unpaid', 'institution', '轮到贵机构', '/price'],
  ['priced', 'enterprise', '轮到贵企业', '/payment'],
  ['paid', 'institution', '轮到贵机构', '/redemption'],
] as const)('while %s, the %s is told that it is their turn, and led to the step', async (state, who, words, rest) => {
  const order = await anOrder(people, state);
  const text = await seen(who, pageOf(order));
  expect(whose(text)).toContain(words);
  expect(firstActs(text)).toContain(pageOf(order, rest));
});

test('the amounts are drawn to one scale, with what cannot be redeemed', async () => {
  const order = await anOrder(people, 'paid');
  await people.chen.post(`${order.path}/redemption`, await redemption(people.chen, '45000.00'));
  const text = await seen('institution', pageOf(order));
  const chain = dom(text).role('region', '金额').role('table');
  const bars = chain.tags('rect').filter((bar) => bar.attribute('class')?.startsWith('m-'));
  expect(bars.map((bar) => bar.attribute('y'))).toEqual(bars.map(() => '27.50%'));
  const percent = (bar: Part, name: string) => bar.attribute(name)?.replace(/%$/, '');
  expect(bars.map((bar) => [bar.attribute('class'), percent(bar, 'x'), percent(bar, 'width')])).toEqual([
    ['m-price', '0.00', '100.00'],
    ['m-order', '0.00', '83.33'],
    ['m-voucher', '0.00', '50.00'],
    ['m-self', '50.00', '33.33'],
    ['m-actual', '0.00', '75.00'],
    ['m-redeem', '0.00', '45.00'],
    ['m-short-edge', '45.00', '5.00'],
  ]);
  expect(chain.text).toContain('产品价格 60,000.00 ≥ 订单金额 50,000.00 ≥ 用券 30,000.00');
  expect(chain.text).toContain('兑付上限 27,000.00，差额 3,000.00');
});

test('dates out of order are marked, and said in words', async () => {
  const order = await anOrder(people, 'paid');
  const early = addDays(dayOf(new Date().toISOString()), -2);
  const asked = { ...(await redemption(people.chen)), serviceStartedOn: early };
  await people.chen.post(`${order.path}/redemption`, asked);
  const text = await seen('center', pageOf(order));
  const dates = dom(text).role('region', '日期顺序');
  expect(dates.text).toContain('1 处先后颠倒');
  expect(dates.text).toContain(`服务开始 ${early} 早于支付通过 2 天`);
  expect(dates.text).toContain('审核时须重点核对：服务开始日期早于支付审核通过日期。');
  expect(dates.roles('listitem').filter((line) => line.attribute('class') === 'is-bad')).toHaveLength(1);
  expect(
    [...dates.text.matchAll(/(获券|签合同|核价|支付通过|服务开始|开发票|申请兑付) \d{4}/g)].map(([, name]) => name),
  ).toEqual(['获券', '签合同', '核价', '支付通过', '服务开始', '开发票', '申请兑付']);
});

test('what cannot be done says why; what belongs to other states says to which', async () => {
  const order = await anOrder(people, 'paid');
  await people.chen.post(`${order.path}/changes`, {
    orderAmount: '40000.00',
    voucherAmount: '24000.00',
    attachmentId: await people.chen.file('supplementaryAgreement'),
  });
  const acts = dom(await seen('institution', pageOf(order))).role('region', '可以做的事').text;
  expect(acts).toContain('申请兑付 补充协议办理完成后才能申请兑付');
  expect(acts).toContain('核定价格 只在“未支付”、“支付审核拒绝”时办理');
  const accept = await at['enterprise']?.send(pageOf(order), pageOf(order, '/steps/acceptChange'));
  expect(accept?.get('Location')).toBe(pageOf(order, '?done=acceptChange'));
  expect(plain(await seen('enterprise', pageOf(order)))).toContain('订单金额 40,000.00，支付创新券金额 24,000.00');
  expect(plain(await seen('enterprise', pageOf(order)))).toContain('待园区审核');
});

test('a rejected payment is kept as a round of its own, with its reason and its contract', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { body } = await people.wang.get(order.path);
  await people.li.post(`${order.path}/payment/rejection`, {
    version: body.version,
    reason: '订单金额与合同金额不一致',
  });
  const again = contract(await people.wang.file('contract'));
  await people.wang.post(`${order.path}/payment`, {
    voucherAmount: '30000.00',
    contract: { ...again, number: 'HT-2' },
  });
  const text = await seen('enterprise', pageOf(order));
  const rounds = dom(text).role('region', '以往各轮').text;
  expect(rounds).toContain('第 1 次支付 · 支付审核拒绝');
  expect(rounds).toContain(`支付创新券金额 30,000.00，合同 ${body.contract.number}`);
  expect(rounds).toContain('订单金额与合同金额不一致');
  expect(dom(text).role('region', '文件与材料').text).toContain('HT-2 ·');
});

test('closing by agreement shows who has agreed and who has not', async () => {
  const order = await anOrder(people, 'paid');
  await people.wang.post(`${order.path}/closure`, { reason: '服务尚未开始，双方协商取消' });
  expect(await seen('enterprise', pageOf(order, '?done=close'))).toContain(
    '已提出关闭，还须服务机构、创新协同中心同意后订单关闭',
  );
  const text = await seen('institution', pageOf(order));
  const closure = dom(text).role('region', '协商关闭').text;
  expect(closure).toMatch(
    /服务机构 尚未表示同意 待同意.*获券企业 王晓燕 · \d{4}-\d\d-\d\d 服务尚未开始，双方协商取消 已同意.*创新协同中心 尚未表示同意/,
  );
});

test('a click that is not recorded yet is followed by the page itself, to its end', async () => {
  const order = await anOrder(people, 'paymentReview');
  const slow = await aPortal({ commandWaitMs: 0 });
  try {
    const others = await cast(slow);
    const pending = await anOrder(others, 'unpaid');
    await slow.stopWorker();
    const wang = await aBrowser(slow, 'enterprise');
    const answer = await wang.send(pageOf(pending), pageOf(pending, '/steps/close'), { reason: '不再需要' });
    const followed = answer.get('Location') ?? '';
    expect(followed).toMatch(/\?accepted=[0-9a-f-]{36}$/);
    const waiting = (await wang.open(followed)).text;
    expect(waiting).toContain('已受理，正在写入');
    const [refresh] = dom(waiting)
      .tags('noscript')
      .flatMap((part) => part.tags('meta'));
    expect([refresh?.attribute('http-equiv'), refresh?.attribute('content')]).toEqual(['refresh', '3']);
    expect(triggersIn(waiting)).toContainEqual(expect.stringMatching(/every 2s$/));
    await slow.startWorker();
    const done = await eventually(
      async () => (await wang.open(followed)).text,
      (text) => text.includes('关闭订单成功'),
    );
    expect(done).not.toContain('every 2s');
  } finally {
    await slow.stop();
  }
  expect(await seen('enterprise', pageOf(order, '?done=approvePayment'))).not.toContain('支付审核通过成功'); // nobody is told what did not happen
});

/** What the parts of a page ask anew upon. */
const triggersIn = (text: string): (string | undefined)[] =>
  dom(text)
    .having('hx-trigger')
    .map((part) => part.attribute('hx-trigger'));

test('administrators are led to the execution, others are not; everyone takes the sheet away', async () => {
  const order = await anOrder(people, 'unpaid');
  const execution = `http://temporal.test/namespaces/default/workflows/order%2F${order.id}`;
  expect(hrefsIn(await seen('admin', pageOf(order)))).toContain(execution);
  const text = await seen('institution', pageOf(order));
  expect(text).not.toContain('temporal.test');
  expect(hrefsIn(text)).toContain(`${pageOf(order, '/sheet.pdf')}`);
});

test('the page listens for its own order alone, and is drawn anew without its forms', async () => {
  const order = await anOrder(people, 'unpaid');
  const text = await seen('enterprise', pageOf(order));
  expect(triggersIn(text)).toContain(`order-changed-${order.id} from:body, anything-changed from:body`);
  expect(dom(text).byId('act-close').attribute('hx-morph-skip')).toBe('');
});

test('what the page says of a step stays when the page is brought up to date', async () => {
  const order = await anOrder(people, 'paymentReview');
  const answer = await at['enterprise']?.send(pageOf(order), pageOf(order, '/steps/withdraw'));
  const address = answer?.get('Location') ?? '';
  expect(address).toBe(pageOf(order, '?done=withdraw'));
  const asks = (text: string) => dom(text).byId('order-live').attribute('hx-get');
  const text = await seen('enterprise', address);
  expect([text.includes('撤回支付成功'), asks(text)]).toEqual([true, address]);
  expect(asks(await seen('enterprise', pageOf(order)))).toBe(pageOf(order));
  expect(asks(await seen('institution', address))).toBe(pageOf(order)); // nothing is said to whoever did not do it
});

test('the park whose review ends by a withdrawal is told of it', async () => {
  const order = await anOrder(people, 'paymentReview');
  const { number } = (await people.wang.get(order.path)).body;
  await at['enterprise']?.send(pageOf(order), pageOf(order, '/steps/withdraw'));
  expect(plain(await seen('park', '/notifications'))).toContain(`订单 ${number} 的支付已由企业撤回。`);
  expect(plain(await seen('center', '/notifications'))).not.toContain(number);
});

test('while Temporal cannot be reached, the page says so and keeps what was typed', async () => {
  const order = await anOrder(people, 'unpaid');
  const cut = await aPortal({
    temporalAddress: '127.0.0.1:1',
    databaseUrl: portal.database.url,
    withoutWorker: true,
  });
  try {
    const wang = await aBrowser(cut, 'enterprise');
    const answer = await wang.send(pageOf(order), pageOf(order, '/steps/close'), { reason: '不再需要这项服务' });
    expect(answer.status).toBe(503);
    expect(plain(answer.text)).toContain('系统暂时无法办理，您填写的内容还在');
    expect(dom(answer.text).field('reason').value).toBe('不再需要这项服务');
  } finally {
    await cut.stop();
  }
  expect((await people.wang.get(order.path)).body.state).toBe('unpaid');
}, 40_000);

test('a reason that is too long is told the limit, which its field has too, and is still there', async () => {
  const order = await anOrder(people, 'unpaid');
  const close = pageOf(order, '/steps/close');
  const { status, text } = (await at['enterprise']?.send(pageOf(order), close, { reason: '长'.repeat(501) })) ?? {};
  expect(status).toBe(422);
  expect(text).toContain('理由：过长，最多 500 个字。');
  const empty = await at['enterprise']?.send(pageOf(order), close, { reason: '' });
  expect([empty?.status, empty?.text.includes('理由：必须填写。')]).toEqual([422, true]);
  const field = dom(text ?? '').byId('close-reason');
  expect([field.attribute('maxlength'), field.value.length]).toEqual(['500', 501]);
  expect(plain(text ?? '')).toContain('最多 500 个字');
});

test('a long note keeps its lines, is folded at the head of the order, and is not said again in the history', async () => {
  const note = `第一行\n${'很长的说明。'.repeat(30)}`;
  const { productId, voucherLineId } = await anOffer(people.wang);
  const { body } = await people.wang.post('/api/orders', {
    productId,
    voucherLineId,
    expectedAmount: '50000.00',
    note,
  });
  const text = await seen('enterprise', pageOf(body));
  const folded = dom(text).classed('long-text');
  expect(folded.map((one) => one.text)).toEqual([expect.stringContaining('展开')]);
  expect(text.split('第一行')).toHaveLength(2);
});
