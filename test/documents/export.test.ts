import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import readWorkbook from 'read-excel-file/node';
import request from 'supertest';
import { today, anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { aPortal } from '../api/support/portal.ts';
import type { TestPortal } from '../api/support/portal.ts';
import { textOf } from './makers.ts';
import { readCsv } from './tables.ts';

let portal: TestPortal;
let people: Cast;
let order: Awaited<ReturnType<typeof anOrder>>;

beforeAll(async () => {
  portal = await aPortal();
  people = await cast(portal);
  order = await anOrder(people, 'preRedeemed');
});

afterAll(() => portal.stop());

/** A file as a person's browser fetches it. */
const fetched = (who: Cast['chen'], path: string, headers: Record<string, string> = {}) =>
  request(portal.url)
    .get(path)
    .set({ ...who.headers, ...headers })
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
    });

const rowsOf = async (bytes: Buffer) => {
  const [sheet] = await readWorkbook(bytes);
  const [head = [], ...rows] = sheet?.data ?? [];
  return rows.map((row) =>
    Object.fromEntries(head.map((label, column) => [String(label), whole(row[column] ?? null)])),
  );
};

/** A workbook's dates are fractions of days, which this reader cuts off at the millisecond. */
const whole = <T>(cell: T): T | Date =>
  cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell;

/** CSV without quotes inside quotes, which the tests' texts have none of. */
const linesOf = (bytes: Buffer): string[] => bytes.toString().trimEnd().split('\r\n');

/** As many copies of the order as wanted, each a little older than the one before. */
async function copied(count: number, product: string): Promise<void> {
  await portal.database.db.execute(sql`
    insert into orders select c.* from orders o, generate_series(1, ${count}::int) i, lateral jsonb_populate_record(o,
      jsonb_build_object('id', uuidv7(), 'number', 'DD-copy-' || i, 'placed_at', o.placed_at - i * interval '1 minute',
        'product', jsonb_set(o.product, '{name}', to_jsonb(${product}::text)))) c where o.id = ${order.id}`);
  await portal.database.db.execute(sql`analyze orders`);
}

test('an order of the list is a row of the workbook: amounts are numbers, codes are text, times are dates', async () => {
  const response = await fetched(people.chen, '/orders/export.xlsx?state=preRedeemed');
  expect(response.status).toBe(200);
  expect(response.get('Content-Type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(response.get('Content-Disposition')).toBe(
    `attachment; filename=__-${today()}.xlsx; filename*=UTF-8''%E8%AE%A2%E5%8D%95-${today()}.xlsx`,
  );
  const { body: shown } = await people.chen.get(order.path);
  expect(await rowsOf(response.body)).toEqual([
    {
      订单号: shown.number,
      服务大类: shown.product.category.name,
      服务小类: shown.product.subcategory.name,
      服务产品: shown.product.name,
      服务机构: shown.institution.name,
      服务机构信用代码: expect.stringMatching(/^[0-9A-Z]{18}$/),
      服务对象: shown.enterprise.name,
      服务对象信用代码: expect.stringMatching(/^[0-9A-Z]{18}$/),
      园区: shown.enterprise.park.name,
      '产品价格 P（元）': 60000,
      '订单金额 O（元）': 50000,
      '支付创新券金额 V（元）': 30000,
      '实际发生金额 A（元）': 50000,
      '核定兑付金额 R（元）': 30000,
      '已拨付（元）': 0,
      添加时间: new Date(`${shown.placedAt.slice(0, 19)}Z`),
      状态: '预兑付',
      备注: null,
    },
    expect.objectContaining({
      订单号: '合计',
      '订单金额 O（元）': 50000,
      '已拨付（元）': 0,
      添加时间: null,
      状态: null,
    }),
  ]);
});

test('the same list as CSV has a byte-order mark, two decimals, and the words of the page’s language', async () => {
  const { body } = await fetched(people.wang, '/orders/export.csv?state=preRedeemed', {
    'accept-language': 'en',
  });
  expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const [head, row, ...rest] = linesOf(body.subarray(3));
  expect(head).toMatch(/^Number,Category,.*,List price P \(CNY\),/);
  expect(row).toMatch(/,60000\.00,50000\.00,30000\.00,50000\.00,30000\.00,0\.00,[-0-9]{10} [:0-9]{8},Pre-redeemed,$/);
  expect(rest).toEqual([]);
});

test('the export follows the filter, and a filter that finds nothing leaves the headings', async () => {
  expect(linesOf((await fetched(people.zhao, '/orders/export.csv?state=closed')).body)).toHaveLength(1);
  expect(linesOf((await fetched(people.zhao, '/orders/export.csv?q=no-such-word')).body)).toHaveLength(1);
  expect(linesOf((await fetched(people.zhao, '/orders/export.csv?q=')).body).length).toBeGreaterThan(1);
  expect((await fetched(people.zhao, '/orders/export.csv?state=gone')).status).toBe(422);
});

test('nobody finds an order in an export that the list does not show', async () => {
  const qian = await portal.as('enterprise-2');
  expect((await fetched(qian, '/orders/export.csv')).body.toString()).not.toContain((await number()) ?? '-');
  const visitor = await request(portal.url).get('/orders/export.xlsx').set({ accept: 'text/html' });
  expect([visitor.status, visitor.get('Location')]).toEqual([303, '/sign-in?next=%2Forders%2Fexport.xlsx']);
});

const number = async (): Promise<string> => (await people.chen.get(order.path)).body.number;

test('a product named like a formula is a text in both', async () => {
  await copied(1, '=cmd|calc');
  const csv = (await fetched(people.zhao, '/orders/export.csv?state=preRedeemed')).body.toString();
  expect(csv).toContain(",'=cmd|calc,");
  const rows = await rowsOf((await fetched(people.zhao, '/orders/export.xlsx?state=preRedeemed')).body);
  expect(rows.map((row) => row['服务产品'])).toContain('=cmd|calc');
  await portal.database.db.execute(sql`delete from orders where number like 'DD-copy-%'`);
});

test('a reason of several lines is one cell', async () => {
  const closed = await anOrder(people, 'unpaid');
  const reason = '双方已协商\n=1+2\n谢谢';
  expect((await people.wang.post(`${closed.path}/closure`, { reason })).status).toBe(200);
  const csv = readCsv((await fetched(people.zhao, '/orders/export.csv?state=closed')).body.toString());
  expect(csv).toHaveLength(2);
  expect(csv[1]?.at(-1)).toBe(reason);
});

test('ten thousand rows are exported, and the last one says that there are more', async () => {
  await copied(10_050, '高新技术企业认定申报');
  const { body } = await fetched(people.zhao, '/orders/export.csv?state=preRedeemed');
  const lines = linesOf(body);
  expect(lines).toHaveLength(1 + 10_000 + 1);
  expect(lines.at(-1)).toMatch(/^仅导出前 10000 条，请缩小筛选范围后再导出。,/);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
  const rows = await rowsOf((await fetched(people.zhao, '/orders/export.xlsx?state=preRedeemed')).body);
  expect(rows).toHaveLength(10_002);
  expect(rows.at(-1)).toMatchObject({ 订单号: '合计', '订单金额 O（元）': 500_000_000 });
  await portal.database.db.execute(sql`delete from orders where number like 'DD-copy-%'`);
}, 120_000);

test('whoever may see an order has its sheet, and to others there is none', async () => {
  for (const who of [people.chen, people.wang, people.li, people.zhao, people.sun]) {
    const { status, body, ...response } = await fetched(who, sheet());
    expect([status, response.type]).toEqual([200, 'application/pdf']);
    const { text } = await textOf(body);
    expect(text).toContain(await number());
    expect(text).toContain('叁万元整');
  }
  const qian = await portal.as('enterprise-2');
  expect((await fetched(qian, sheet())).status).toBe(404);
  expect((await fetched(qian, '/orders/no-id/sheet.pdf')).status).toBe(404);
  const visitor = await request(portal.url).get(sheet()).set({ accept: 'text/html' });
  expect(visitor.status).toBe(303);
});

const sheet = (): string => `/orders/${order.id}/sheet.pdf`;
