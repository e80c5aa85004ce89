import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { addDays } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { aBrowser, errorsIn, formOf, hiddenIn, hrefsIn, plain, titleOf, valuesIn } from '../support/page-form.ts';
import type { TestBrowser } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast, today } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let finance: TestBrowser;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  finance = await aBrowser(portal, 'finance');
}, 60_000);
afterAll(() => portal.stop());

const list = '/payout-batches';

/** An order that awaits its payout of R = 30 000, with its number. */
async function aPayable() {
  const { id, path } = await anOrder(people, 'preRedeemed');
  return { id, number: (await people.sun.get(path)).body.number as string };
}

/** Ticks these orders, each with an amount, and sends the form. */
const sendTicked = (...lines: readonly (readonly [id: string, amount: string])[]) =>
  finance.send(list, list, {
    order: lines.map(([id]) => id),
    ...Object.fromEntries(lines.map(([id, amount]) => [`amount-${id}`, amount])),
  });

/** A batch of these orders, as its page's address and its lines' ids. */
async function aBatch(...lines: readonly (readonly [id: string, amount: string])[]) {
  const { status, headers } = await sendTicked(...lines);
  expect(status).toBe(303);
  const id = /[0-9a-f-]{36}/.exec(headers['location'] ?? '')?.[0] ?? '';
  const { body } = await people.sun.get(`/api/payout-batches/${id}`);
  return {
    id,
    path: `${list}/${id}`,
    number: body.number as string,
    lineIds: body.lines.map((line: { id: string }) => line.id),
  };
}

const stateOf = async (batchId: string): Promise<string[]> =>
  (await people.sun.get(`/api/payout-batches/${batchId}`)).body.lines.map(({ state }: { state: string }) => state);

test('only finance sees batches', async () => {
  const order = await aPayable();
  const { path } = await aBatch([order.id, '30000.00']);
  for (const who of ['institution', 'enterprise', 'park', 'center', 'admin']) {
    const browser = await aBrowser(portal, who);
    for (const address of [list, path, `${path}/export.csv`]) expect((await browser.open(address)).status).toBe(404);
    expect(hrefsIn((await browser.open('/orders')).text)).not.toContain('/payout-batches');
  }
  const current = dom((await finance.open(list)).text).having('aria-current');
  expect(current.map((link) => link.attribute('aria-current'))).toContain('page');
  for (const strange of ['/payout-batches/x', `/payout-batches/${order.id}`])
    expect((await finance.open(strange)).status).toBe(404);
});

test('what awaits payout is ticked into a batch, in part too, and the same form sent again meets the same batch', async () => {
  const [one, other] = [await aPayable(), await aPayable()];
  const before = (await finance.open(list)).text;
  for (const { number } of [one, other]) expect(before).toContain(`选择订单 ${number}`);
  expect(valuesIn(before)).toContain('30000.00');
  expect(before).toContain('已选 0 笔，合计 0.00 元');
  const values = {
    click: hiddenIn(before, 'click'),
    order: [one.id, other.id],
    [`amount-${one.id}`]: '30000.00',
    [`amount-${other.id}`]: '12,000.50',
  };
  const [first, again] = [await finance.send(list, list, values), await finance.send(list, list, values)];
  expect(first.status).toBe(303);
  const page = (await finance.open(first.headers['location'] ?? '')).text;
  expect(page).toContain('已生成，可以导出给银行');
  for (const words of [one.number, other.number, '12,000.50', '42,000.50', '0 / 2 笔已拨付'])
    expect(page).toContain(words);
  expect(again.headers['location']).toBe(first.headers['location']);
  const after = (await finance.open(list)).text;
  for (const { number } of [one, other]) expect(after).not.toContain(`选择订单 ${number}`);
  expect(after.match(/42,000\.50/g)).toHaveLength(1);
});

test('a refused line is told beside it, what was typed stays, and nothing is prepared', async () => {
  const [good, high, taken] = [await aPayable(), await aPayable(), await aPayable()];
  await aBatch([taken.id, '1.00']);
  const { status, text } = await sendTicked([good.id, '29000.00'], [high.id, '30000.01'], [taken.id, '7.00']);
  expect(status).toBe(422);
  expect(titleOf(text)).toMatch(/^错误：/);
  expect(hrefsIn(text)).toContain(`#field-amount-${high.id}`);
  expect(text).toContain('拨付合计不能大于核定的兑付金额。');
  expect(text).toContain('该订单已在拨付批次中等待结果');
  for (const typed of ['29000.00', '30000.01', '7.00']) expect(valuesIn(text)).toContain(typed);
  expect(text).toContain('已选 3 笔，合计 59,007.01 元');
  expect(text).toContain(`选择订单 ${good.number}" checked`);
  expect((await finance.open(list)).text).toContain(`选择订单 ${good.number}`);
  const unread = await sendTicked([good.id, '一万'], [high.id, '30000.01'], [taken.id, '7.00']);
  expect(unread.status).toBe(422);
  expect(valuesIn(unread.text)).toContain('一万');
  const wrong = [good, high, taken].map(({ id }) => `#field-amount-${id}`);
  expect(errorsIn(unread.text).map(([href]) => href)).toEqual(wrong);
  const none = await finance.send(list, list, {});
  expect(none.status).toBe(422);
  expect(none.text).toContain('请至少勾选一个订单。');
});

test('a line is marked paid once, however often its form is sent', async () => {
  const order = await aPayable();
  const { id, path, lineIds } = await aBatch([order.id, '10000.00']);
  const action = `${path}/lines/${lineIds[0]}/payment`;
  const page = (await finance.open(path)).text;
  const empty = await finance.send(path, action, { paidOn: '2026-02-30', reference: '' });
  expect(empty.status).toBe(422);
  expect(valuesIn(empty.text)).toContain('2026-02-30');
  expect(
    dom(empty.text)
      .tags('details')
      .filter((part) => part.attribute('open') === ''),
  ).not.toEqual([]);
  const tomorrow = addDays(today() as Day, 1);
  const late = await finance.send(path, action, { paidOn: tomorrow, reference: 'GH-1' });
  expect(late.status).toBe(422);
  expect(late.text).toContain('拨付日期不能晚于今天');
  expect(valuesIn(late.text)).toContain('GH-1');
  const both = await finance.send(path, action, { paidOn: tomorrow, reference: ' ' });
  expect(errorsIn(both.text)).toEqual([
    [`#line-${lineIds[0]}-paidOn`, `订单 ${order.number}：拨付日期：拨付日期不能晚于今天。`],
    [`#line-${lineIds[0]}-reference`, `订单 ${order.number}：拨付凭证号：必须填写。`],
  ]);
  const values = { click: hiddenIn(page, 'click'), paidOn: today(), reference: 'GH-1' };
  for (const _ of [1, 2]) expect((await finance.send(path, action, values)).status).toBe(303);
  expect(await stateOf(id)).toEqual(['paid']);
  expect((await people.sun.get(`/api/orders/${order.id}`)).body.payouts).toHaveLength(1);
  const said = (await finance.open(`${path}?told=paid&line=${lineIds[0]}`)).text;
  for (const words of [`订单 ${order.number} 已登记为已拨付`, '1 / 1 笔已拨付', '拨付凭证号 GH-1', '全部已有结果'])
    expect(said).toContain(words);
  expect(said).not.toContain('登记已拨付');
});

test('one reference for two lines of a batch, or for a second payout of an order, is entered only by who compared', async () => {
  const [one, two] = [await aPayable(), await aPayable()];
  const { id, path, lineIds } = await aBatch([one.id, '10000.00'], [two.id, '30000.00']);
  const pay = (batch: string, lineId: string, more = {}) =>
    finance.send(batch, `${batch}/lines/${lineId}/payment`, { paidOn: today(), reference: 'GH-TWICE', ...more });
  expect((await pay(path, lineIds[0])).status).toBe(303);
  const asked = await pay(path, lineIds[1]);
  expect([asked.status, hrefsIn(asked.text).includes(`#line-${lineIds[1]}-confirmed`)]).toEqual([422, true]);
  expect(plain(asked.text)).toContain('该拨付凭证号已登记在本单或本批次的另一笔拨付上。');
  expect(await stateOf(id)).toEqual(['paid', 'waiting']);
  expect((await pay(path, lineIds[1], { confirmed: 'on' })).status).toBe(303);
  expect(await stateOf(id)).toEqual(['paid', 'paid']);
  const rest = await aBatch([one.id, '20000.00']);
  expect((await pay(rest.path, rest.lineIds[0])).status).toBe(422);
  expect((await pay(rest.path, rest.lineIds[0], { reference: 'GH-OWN' })).status).toBe(303);
});

test('all lines that wait are marked paid at once, and what was settled meanwhile is told', async () => {
  const [one, other, gone] = [await aPayable(), await aPayable(), await aPayable()];
  const { id, path, lineIds } = await aBatch([one.id, '30000.00'], [other.id, '400.00'], [gone.id, '1.00']);
  const action = `${path}/payment`;
  const page = (await finance.open(path)).text;
  expect(page).toContain('待拨付的 3 笔全部登记为已拨付');
  const empty = await finance.send(path, action, { line: lineIds, paidOn: today(), reference: '' });
  expect(empty.status).toBe(422);
  expect(hrefsIn(empty.text)).toContain('#all-reference');
  await finance.send(path, `${path}/lines/${lineIds[2]}/failure`, { reason: '退汇' });
  const values = { click: hiddenIn(page, 'click'), line: lineIds, paidOn: today(), reference: 'GH-9' };
  const partly = await finance.send(path, action, values);
  expect(partly.status).toBe(409);
  expect(hrefsIn(partly.text)).toContain(`#l-${lineIds[2]}`);
  const only = { ...values, line: lineIds.slice(0, 2) };
  for (const _ of [1, 2]) expect((await finance.send(path, action, only)).status).toBe(409);
  expect(await stateOf(id)).toEqual(['paid', 'paid', 'failed']);
  expect((await finance.open(path)).text).toContain('拨付凭证号 GH-9-2');
  expect((await people.sun.get(`/api/orders/${other.id}`)).body.payouts).toHaveLength(1);

  const again = await aBatch([other.id, '100.00'], [gone.id, '1.00']);
  const both = { click: 'x', line: again.lineIds, paidOn: today(), reference: 'GH-10' };
  for (const _ of [1, 2]) {
    const { status, headers } = await finance.send(again.path, `${again.path}/payment`, both);
    expect(status).toBe(303);
    expect((await finance.open(headers['location'] ?? '')).text).toContain('已登记：2 / 2 笔已拨付。');
  }
  expect((await people.sun.get(`/api/orders/${other.id}`)).body.payouts).toHaveLength(2);
});

test('while Temporal cannot be reached, all at once says so, keeps what was typed, and pays nothing', async () => {
  const [one, other] = [await aPayable(), await aPayable()];
  const { id, path, lineIds } = await aBatch([one.id, '30000.00'], [other.id, '30000.00']);
  const cut = await aPortal({
    temporalAddress: '127.0.0.1:1',
    databaseUrl: portal.database.url,
    withoutWorker: true,
  });
  try {
    const sun = await aBrowser(cut, 'finance');
    const answer = await sun.send(path, `${path}/payment`, { paidOn: today(), reference: 'PL-9', line: lineIds });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('系统暂时无法办理，您填写的内容还在');
    expect(valuesIn(answer.text)).toContain('PL-9');
  } finally {
    await cut.stop();
  }
  expect(await stateOf(id)).toEqual(['waiting', 'waiting']);
}, 40_000);

test('a line is marked failed with its reason, or taken out, and its order awaits payout again', async () => {
  const [failed, removed] = [await aPayable(), await aPayable()];
  const { id, path, lineIds } = await aBatch([failed.id, '30000.00'], [removed.id, '30000.00']);
  const at = (index: number, result: string): string => `${path}/lines/${lineIds[index]}/${result}`;
  const silent = await finance.send(path, at(0, 'failure'), { reason: ' ' });
  expect(silent.status).toBe(422);
  expect(hrefsIn(silent.text)).toContain(`#line-${lineIds[0]}-reason`);
  for (const _ of [1, 2]) {
    expect((await finance.send(path, at(0, 'failure'), { reason: '账号与户名不符' })).status).toBe(303);
    expect((await finance.send(path, at(1, 'removal'))).status).toBe(303);
  }
  expect(await stateOf(id)).toEqual(['failed', 'removed']);
  expect(hrefsIn((await finance.open(`/orders/${failed.id}`)).text)).toContain(`${path}#l-${lineIds[0]}`);
  expect((await (await aBrowser(portal, 'center')).open(`/orders/${failed.id}`)).text).not.toContain(path);
  const text = (await finance.open(path)).text;
  for (const words of ['账号与户名不符', '拨付失败', '已移出', '0 / 1 笔已拨付']) expect(text).toContain(words);
  const settled = await finance.send(path, at(0, 'payment'), { paidOn: today(), reference: 'GH-2' });
  expect(settled.status).toBe(409);
  expect(settled.text).toContain('该笔拨付已有结果，不能再更改。');
  const payable = (await finance.open(list)).text;
  for (const { number } of [failed, removed]) expect(payable).toContain(`选择订单 ${number}`);
});

test('ticks go along when the page of what awaits payout is turned, there and back, until they are sent', async () => {
  const [order, other] = [await aPayable(), await aPayable()];
  const sent = { order: [order.id], [`amount-${order.id}`]: '123.45', [`amount-${other.id}`]: '1' };
  const nobody = Buffer.from(JSON.stringify(['2099-01-01T00:00:00.000Z', order.id])).toString('base64url');
  const later = await finance.send(list, list, { ...sent, turn: nobody });
  expect([later.status, plain(later.text).includes('已选 1 笔，合计 123.45 元')]).toEqual([200, true]);
  const ticked = (text: string): [string, boolean | undefined][] =>
    dom(text)
      .fields('order')
      .map(({ value, checked }) => [value, checked]);
  expect(ticked(later.text)).toEqual([[order.id, true]]); // the other one is on another page, and not ticked
  const action = `${list}?due=${nobody}`;
  expect(dom(later.text).field(`amount-${order.id}`).value).toBe('123.45');
  const back = await finance.post(action, { ...formOf(later.text, action), ...sent, turn: '' });
  expect(ticked(back.text)).toEqual(
    expect.arrayContaining([
      [order.id, true],
      [other.id, false],
    ]),
  );
  const prepared = await finance.post(list, { ...formOf(back.text, list), ...sent });
  expect([prepared.status, prepared.headers['location']]).toEqual([
    303,
    expect.stringMatching(/payout-batches\/.*told/),
  ]);
});

test('the bank’s file holds the lines that wait, with their total', async () => {
  const [paid, waiting] = [await aPayable(), await aPayable()];
  const { path, number, lineIds } = await aBatch([paid.id, '30000.00'], [waiting.id, '500.00']);
  const csv = async (): Promise<string> => (await finance.send(path, `${path}/export.csv`)).text;
  expect(await csv()).toContain('30500.00');
  await finance.send(path, `${path}/lines/${lineIds[0]}/payment`, { paidOn: today(), reference: 'GH-3' });
  const rows = (await csv()).split('\r\n');
  expect(rows[1]).toMatch(new RegExp(`^1,${waiting.number},.*,500\\.00,服务券兑付 ${number}$`));
  expect(rows[2]).toBe('合计,,,,,,500.00,');
  const sheet = await finance.send(path, `${path}/export.xlsx`);
  expect(sheet.headers['content-type']).toContain('spreadsheetml');
  expect(decodeURIComponent(sheet.headers['content-disposition'] ?? '')).toContain(`拨付批次-${number}`);
});

test('the results of a batch are taken away by a link', async () => {
  const { path, lineIds } = await aBatch([(await aPayable()).id, '30000.00']);
  await finance.send(path, `${path}/lines/${lineIds[0]}/payment`, { paidOn: today(), reference: 'GH-4' });
  expect(hrefsIn((await finance.open(path)).text)).toContain(`${path}/export.csv`);
  expect((await finance.open(`${path}/export.csv`)).text).toContain('GH-4');
  expect(plain((await finance.open(path)).text)).not.toContain('最近导出');
});

test('batches with lines that wait are listed alone, and the page is whole in English', async () => {
  const settled = await aPayable();
  const { path, number, lineIds } = await aBatch([settled.id, '30000.00']);
  expect((await finance.open(`${list}?waiting=1`)).text).toContain(number);
  await finance.send(path, `${path}/lines/${lineIds[0]}/removal`);
  expect((await finance.open(`${list}?waiting=1`)).text).not.toContain(number);
  const reader = await aBrowser(portal, 'finance');
  await reader.open(`${list}?lang=en`);
  const english = (await reader.open(list)).text;
  for (const words of ['Payout batches', 'Awaiting payout', number]) expect(english).toContain(words);
});

test('a transfer that failed is told on the order to those who can mend it, until it goes to the bank again', async () => {
  const order = await aPayable();
  const { path, lineIds } = await aBatch([order.id, '30000.00']);
  await finance.send(path, `${path}/lines/${lineIds[0]}/failure`, { reason: '账号与户名不符' });
  const said = '30,000.00 元拨付失败';
  const seenBy = async (who: string) => plain((await (await aBrowser(portal, who)).open(`/orders/${order.id}`)).text);
  for (const who of ['institution', 'center', 'finance']) {
    const text = await seenBy(who);
    for (const words of [said, '账号与户名不符', '登记拨付失败']) expect(text).toContain(words);
  }
  expect(await seenBy('enterprise')).not.toContain(said);
  const failed = plain((await finance.open(path)).text);
  expect(failed).toContain('已有结果，1 笔失败');
  for (const who of ['chen', 'zhao'] as const) {
    const { items } = (await people[who].get('/api/notifications')).body;
    expect(items[0]).toMatchObject({ event: 'order.payoutFailed', subject: { id: order.id } });
  }
  const { number } = (await people.sun.get(`/api${path}`)).body;
  const { items } = (await people.sun.get('/api/tasks?limit=100')).body;
  const desk = `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id).id}`;
  const atDesk = (await finance.open(desk)).text;
  expect(plain(atDesk)).toMatch(
    new RegExp(`本单 30,000.00 元在拨付批次 ${number} 中拨付失败（[\\d: -]+，.+登记）：账号与户名不符。`),
  );
  const mark = new RegExp(`曾在批次 ${number} 中拨付失败（[\\d: -]+）：账号与户名不符`);
  const payable = (await finance.open(list)).text;
  expect(plain(payable)).toMatch(mark);
  for (const page of [atDesk, payable]) expect(hrefsIn(page)).toContain(`${path}#l-${lineIds[0]}`);
  await aBatch([order.id, '30000.00']);
  expect(await seenBy('institution')).not.toContain(said);
  expect(plain((await finance.open(list)).text)).not.toMatch(mark);
  expect(plain((await finance.open(desk)).text)).not.toContain('中拨付失败');
});

test('the payout desk is closed while the order waits for the bank in a batch, and says in which and since when', async () => {
  const order = await aPayable();
  const { items } = (await people.sun.get('/api/tasks?limit=100')).body;
  const desk = `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id).id}`;
  const open = (await finance.open(desk)).text;
  expect(open).toContain('decisions/recordPayout');
  expect(plain(open)).toContain('尚未登记，请向服务机构核实');
  const { id, path, lineIds } = await aBatch([order.id, '30000.00']);
  const { number } = (await people.sun.get(`/api/payout-batches/${id}`)).body;
  const whole = await finance.open(`/orders/${order.id}`);
  expect(plain(whole.text)).toContain('登记拨付 该订单已在拨付批次中等待结果，请先在批次中登记成功、失败或移出。');
  const waits = (await finance.open(desk)).text;
  expect(plain(waits)).toContain(`本单 30,000.00 元已编入拨付批次 ${number}`);
  expect(waits).not.toContain('decisions/recordPayout');
  expect(hrefsIn(waits)).toContain(`${path}#l-${lineIds[0]}`);
  const linked = await finance.open(`${path}/export.csv`);
  expect([linked.status, linked.get('Location')]).toEqual([303, path]); // whoever follows a link takes nothing to the bank
  await finance.post(`${path}/export.csv`, {}); // nor does a form without the session's token
  expect(plain((await finance.open(path)).text)).not.toContain('最近导出');
  expect((await finance.send(path, `${path}/export.csv`)).text).toContain('收款户名,收款账号,开户行');
  expect(plain((await finance.open(path)).text)).toContain('最近导出');
  expect(plain((await finance.open(desk)).text)).toMatch(/已在拨付批次 \S+ 中交银行办理（[\d: -]+生成，[\d: -]+导出）/);
  const pay = `${desk}/decisions/recordPayout`;
  const stale = { ...formOf(open, pay), amount: '30000.00', paidOn: today(), reference: 'ZF-1' };
  const refused = await finance.send(desk, pay, stale);
  expect(refused.status).toBe(409);
  expect(plain(refused.text)).toContain('该订单已在拨付批次中等待结果');
  const removal = `${path}/lines/${lineIds[0]}/removal`;
  const silent = await finance.send(path, removal, { removalReason: ' ' });
  expect(silent.status).toBe(422);
  expect(hrefsIn(silent.text)).toContain(`#line-${lineIds[0]}-removalReason`);
  expect(plain(silent.text)).toContain('批次已导出给银行，移出须写明理由。请先与银行确认该笔未付款。');
  expect((await people.sun.delete(`/api${path}/lines/${lineIds[0]}`)).body).toMatchObject({
    status: 422,
    code: 'payout.removal-reason-required',
  });
  expect(await stateOf(id)).toEqual(['waiting']);
  const reason = '金额有误，银行已确认未付款';
  for (const _ of [1, 2]) expect((await finance.send(path, removal, { removalReason: reason })).status).toBe(303);
  for (const address of [path, `/orders/${order.id}`]) expect((await finance.open(address)).text).toContain(reason);
  const reopened = (await finance.open(desk)).text;
  expect(reopened).toContain('decisions/recordPayout');
  expect(plain(reopened)).toMatch(new RegExp(`本单 30,000.00 元曾编入拨付批次 ${number}，.*移出，理由：${reason}。`));
  const mark = `曾自批次 ${number} 移出，请先与银行确认没有付款。`;
  const payable = (await finance.open(list)).text;
  expect([plain(payable).split(mark).length, hrefsIn(payable)]).toEqual([
    2,
    expect.arrayContaining([`${path}#l-${lineIds[0]}`]),
  ]);
  const ticked = await finance.send(list, list, { order: order.id, [`amount-${order.id}`]: '99999999.00' });
  expect([ticked.status, plain(ticked.text).includes(mark)]).toEqual([422, true]);
  await aBatch([order.id, '30000.00']);
  expect(plain((await finance.open(list)).text)).not.toContain(mark);
});
