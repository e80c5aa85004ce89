import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dom } from '../../setup/dom.ts';
import { aBrowser, hrefsIn, linkTo } from '../support/page-form.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { anOrder, cast } from '../support/story.ts';
import type { Cast } from '../support/story.ts';

let portal: TestPortal;
let people: Cast;
let voucherPath: string;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  const { body } = await people.wang.get('/api/vouchers');
  voucherPath = `/vouchers/${body.items[0].id}`;
});

afterAll(() => portal.stop());

/** A fresh order whose money is committed, with its number. */
async function aCommitted(): Promise<{ id: string; number: string }> {
  const { id, path } = await anOrder(people, 'preRedeemed');
  return { id, number: (await people.wang.get(path)).body.number };
}

const textOf = async (who: string, path: string): Promise<string> =>
  (await (await aBrowser(portal, who)).open(path)).text;

/** The rows of a statement as their cells' texts, the newest first. */
const rowsOf = (text: string): string[][] =>
  dom(text)
    .roles('row')
    .map((row) => row.roles('cell').map((cell) => cell.text))
    .filter((cells) => cells.length > 0);

test('an enterprise sees its voucher’s five parts, and every movement with its order', async () => {
  const order = await aCommitted();
  expect(hrefsIn(await textOf('enterprise', '/vouchers'))).toContain(voucherPath);
  const text = await textOf('enterprise', voucherPath);
  for (const words of ['现在可用', '占用与待兑付', '审批通过总额', '可用', '占用', '待兑付', '已兑付', '已失效'])
    expect(text).toContain(words);
  const rows = rowsOf(text).filter((row) => row[2] === order.number);
  expect(rows.map((row) => [row[1], row[3], row[5], row[6]])).toEqual([
    ['支付审核通过', '占用', '待兑付', '30,000.00'],
    ['支付，占用', '可用', '占用', '30,000.00'],
  ]);
  expect(hrefsIn(text)).toContain(`/orders/${order.id}`);
});

test('two lines of one direction are numbered, wherever they are named', async () => {
  for (const path of ['/vouchers', voucherPath]) {
    const text = await textOf('enterprise', path);
    for (const n of [1, 2])
      expect(dom(text).roles('heading', `知识产权服务 / 知识产权申请服务（第 ${n} 笔）`)).not.toEqual([]);
    expect(dom(text).roles('heading', '检验检测服务 / 计量服务')).not.toEqual([]);
    expect(text).toContain('获券日期');
  }
  const options = dom(await textOf('enterprise', voucherPath)).roles('option');
  expect(options.map((option) => option.text)).toContain('知识产权服务 / 知识产权申请服务（第 2 笔）');
});

test('an institution looks up the lines its orders name, and nothing of what moved them', async () => {
  const order = await aCommitted();
  const text = await textOf('institution', '/vouchers');
  expect(text).toContain('查询服务券');
  expect(text).toContain('创新协同中心测试');
  expect(hrefsIn(text)).toContain(`/orders/${order.id}`);
  expect(text).not.toContain('收支明细');
  expect((await (await aBrowser(portal, 'institution')).open(voucherPath)).status).toBe(404);
  expect(await textOf('institution-2', '/vouchers')).toContain('所指定的服务券额度会显示在这里');
});

test('a payout and the rest that comes back are two movements', async () => {
  const paid = await anOrder(people, 'preRedeemed');
  const payout = { amount: '30000.00', paidOn: new Date().toISOString().slice(0, 10), reference: 'B1' };
  await people.sun.post(`/api/orders/${paid.id}/payouts`, payout);
  const [first] = rowsOf(await textOf('enterprise', voucherPath));
  expect([first?.[1], first?.[3], first?.[5], first?.[6]]).toEqual(['登记拨付', '待兑付', '已兑付', '30,000.00']);
});

test('the running balance goes on over the pages of a statement, and a line has its own', async () => {
  const one = await aBrowser(portal, 'enterprise');
  for (let count = 0; count < 10; count += 1) await anOrder(people, 'paid');
  const first = (await one.open(voucherPath)).text;
  const next = linkTo(first, 'next');
  expect(next).toContain('after');
  const rows = [...rowsOf(first), ...rowsOf((await one.open(next)).text)];
  const fen = (text = ''): number => Number(text.replaceAll(/[,.]/g, ''));
  rows.slice(0, -1).forEach((row, place) => {
    const moved = row[5] === '可用' ? fen(row[6]) : row[3] === '可用' ? -fen(row[6]) : 0;
    expect(fen(row[7]) - moved).toBe(fen(rows[place + 1]?.[7]));
  });
  expect(rows.at(-1)).toMatchObject([
    expect.anything(),
    '发放',
    '-',
    '审批通过',
    '',
    '可用',
    '1,000,000.00',
    '1,000,000.00',
  ]);
  const { body } = await people.wang.get('/api/vouchers');
  const line = (await one.open(`${voucherPath}?line=${body.items[0].lines[3].id}`)).text;
  expect(rowsOf(line)).toHaveLength(1);
});

test('staff find vouchers by company and number; a park sees those of its own companies alone', async () => {
  const { number } = await aCommitted();
  expect(await textOf('center', `/vouchers?q=${encodeURIComponent('启明')}`)).not.toContain('创新协同中心测试');
  expect(await textOf('center', '/vouchers?q=nothing')).toContain('没有符合“nothing”的服务券');
  const own = await textOf('park', '/vouchers');
  expect(own).toContain('创新协同中心测试');
  expect(own).not.toContain('郑州启明软件有限公司');
  for (const who of ['enterprise-2', 'park-2'])
    expect((await (await aBrowser(portal, who)).open(voucherPath)).status).toBe(404);
  const seen = await textOf('finance', voucherPath);
  expect(seen).toContain(number); // preRedeemed: finance may see that order
});

/** The rows of staff's table by the number of the voucher, as their cells' texts. */
const listed = (text: string): Record<string, string[]> =>
  Object.fromEntries(rowsOf(text).map((cells) => [cells[1]?.split(' ')[0] ?? '', cells]));

/** Which part of the list is shown. */
const rangeIn = (text: string): string => dom(text).role('navigation', '分页').tags('span')[0]?.text ?? '';

test.each(['park', 'center', 'finance', 'admin'])('%s sees vouchers as a table, with sums that add up', async (who) => {
  const { body } = await people.wang.get('/api/vouchers');
  const [{ number, lines, useBy }] = body.items;
  const text = await textOf(who, '/vouchers');
  const fen = (amount = ''): number => Math.round(Number(amount.replaceAll(',', '')) * 100);
  const sum = (...columns: string[]): number =>
    lines
      .flatMap((line: Record<string, { amount: string }>) => columns.map((column) => fen(line[column]?.amount)))
      .reduce((all: number, one: number) => all + one, 0);
  const [holder, named, granted, used, left, until, state] = listed(text)[number] ?? [];
  expect([holder, named, state]).toEqual(['创新协同中心测试', `${number} 高质量发展券`, '可使用']);
  expect([fen(granted), fen(used), fen(left)]).toEqual([
    sum('granted'),
    sum('held', 'committed', 'redeemed'),
    sum('available'),
  ]);
  expect(until).toContain(useBy);
  expect(hrefsIn(text)).toContain(voucherPath);
  expect(rangeIn(text)).toMatch(/^1–(\d+) \/ \1$/);
});

test('the table says what its columns come to, over all pages; beyond what is counted when it is asked', async () => {
  const sums = (text: string): string[] =>
    dom(text)
      .byId('sums')
      .roles('cell')
      .map((cell) => cell.text);
  const { client } = portal.database;
  const rows = rowsOf(await textOf('center', '/vouchers')).filter((cells) => cells.length === 7);
  const total = (column: number): string =>
    rows
      .reduce((sum, cells) => sum + Number(cells[column]?.split(' ')[0]?.replaceAll(',', '')), 0)
      .toLocaleString('en-US', { minimumFractionDigits: 2 });
  const expected = [total(2), total(3), total(4), ''];
  expect(sums(await textOf('center', '/vouchers'))).toEqual(expected);
  await client`insert into vouchers (number, kind, enterprise_id, granted_on, use_by, redeem_by)
    select 'MANY-' || i, v.kind, v.enterprise_id, v.granted_on, v.use_by, v.redeem_by
    from (select * from vouchers limit 1) v, generate_series(1, 1000) i`;
  const many = await textOf('center', '/vouchers');
  expect(sums(many)).toEqual(['计算全部结果的合计']);
  expect(sums(await textOf('center', '/vouchers?sum=1'))).toEqual(expected);
  await client`delete from vouchers where number like 'MANY-%'`;
});

test('what is lapsed is said beside what is left, and what is over or used up as the state', async () => {
  const { database } = portal;
  for (const [number, useBy, lapsed] of [
    ['Q-OVER', '2020-06-01', 12_345],
    ['Q-DONE', '2099-06-01', 0],
  ] as const) {
    const [voucher] = await database.client<{ id: string }>`
      insert into vouchers (number, kind, enterprise_id, granted_on, use_by, redeem_by)
      select ${number}, 'startup', id, '2020-01-01', ${useBy}, ${useBy} from organizations
      where name = '郑州启明软件有限公司' and type = 'enterprise' returning id`;
    const [line] = await database.client<{ id: string }>`
      insert into voucher_lines (voucher_id, subcategory_id)
      select ${voucher?.id}, id from subcategories limit 1 returning id`;
    for (const [to, fen] of [
      ['lapsed', lapsed],
      ['redeemed', 100_000 - lapsed],
    ] as const)
      if (fen > 0)
        await database.client`insert into ledger_entries (line_id, from_account, to_account, amount_fen, step)
          values (${line?.id}, 'granted', ${to}, ${fen}, 'grant')`;
  }
  const rows = listed(await textOf('center', '/vouchers'));
  expect(rows['Q-OVER']?.slice(2)).toEqual([
    '1,000.00',
    '876.55',
    '0.00 已失效 123.45',
    '2020-06-01（已过）',
    '已过使用截止',
  ]);
  expect(rows['Q-DONE']?.at(-1)).toBe('已用完');
});

test.each([
  ['center', 20],
  ['enterprise-2', 10],
])('%s walks the vouchers page by page of %i, and back again', async (who, size) => {
  await portal.database.client`insert into vouchers (number, kind, enterprise_id, granted_on, use_by, redeem_by)
    select ${`${who}-`} || i, 'startup', enterprise_id, granted_on, use_by, redeem_by
    from vouchers, generate_series(1, 45) i where number = 'Q-DONE'`;
  const browser = await aBrowser(portal, who);
  let text = (await browser.open('/vouchers')).text;
  const total = Number(rangeIn(text).split(' / ')[1]);
  const ranges = [rangeIn(text)];
  while (text.includes('rel="next"')) {
    text = (await browser.open(linkTo(text, 'next'))).text;
    ranges.push(rangeIn(text));
  }
  expect(ranges.slice(0, 2)).toEqual([`1–${size} / ${total}`, `${size + 1}–${2 * size} / ${total}`]);
  expect(ranges.at(-1)).toMatch(new RegExp(`–${total} / ${total}$`));
  const forth = [...ranges];
  while (text.includes('rel="prev"')) {
    text = (await browser.open(linkTo(text, 'prev'))).text;
    ranges.push(rangeIn(text));
  }
  expect(ranges.slice(forth.length)).toEqual(forth.toReversed().slice(1));
});
