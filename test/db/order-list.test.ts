import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { countOrders, listOrders, orderQuery } from '../../api/actions/order-list.ts';
import type { Account } from '../../db/reads/account.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import type { Role } from '../../domain/role.ts';
import { roadTo } from '../roads/order.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import { aScheme } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;

/** Five orders of wang with chen: O 60 000 twice, then 50 000 unpaid, paid with V 30 000.50, and redeemed with A 45 678.90. */
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  scheme = await aScheme(db);
  const recorder = aRecorder(db);
  for (const _ of [1, 2]) await recorder.take(randomUUID(), scheme.wang, requests(db, scheme).place(null));
  const road = (...rows: Parameters<typeof roadTo>) => recorder.anOrder(scheme, roadTo(...rows));
  await road('priced');
  await road('paid', { pay: { voucherAmount: '30000.50' } });
  await road('redemptionReview', {
    pay: { voucherAmount: '20000.00' },
    requestRedemption: { actualAmount: '45678.90' },
  });
  await database.client`update orders set placed_at = '2026-03-01T00:00:00+08'::timestamptz + (right(number, 6)::int % 10) * interval '1 day'`;
  await database.client`update orders set number = 'DD' || to_char(placed_at at time zone 'Asia/Shanghai', 'YYYYMMDD') || right(number, 7)`;
  await database.client`update orders set tokens = tokens || lower(number)`;
});
afterAll(() => database.drop());

const asAccount = (name: 'chen' | 'wang' | 'qian' | 'sun' | 'zhao'): Account => ({
  ...scheme[name],
  roles: scheme[name].roles as readonly Role[],
  organization: null,
});
const listed = (name: Parameters<typeof asAccount>[0], query: object) =>
  listOrders(database, asAccount(name), orderQuery.parse(query), 'zh');
const found = async (q: string) => (await listed('wang', { q })).items.map(({ state }) => state).toSorted();

test.each([
  ['60000', ['unpaid', 'unpaid', 'unpaid', 'paid', 'redemptionReview']], // P
  ['50,000.00', ['unpaid', 'paid', 'redemptionReview']], // O
  ['¥50000元', ['unpaid', 'paid', 'redemptionReview']],
  ['５００００', ['unpaid', 'paid', 'redemptionReview']],
  ['30000.50', ['paid']], // V
  ['30,000.5', ['paid']],
  ['45678.9', ['redemptionReview']], // A
  ['45,678.90', ['redemptionReview']],
  ['HT-50000.00', ['paid', 'redemptionReview']], // the contract's number
  ['50000 45678.90', ['redemptionReview']],
  ['30000.51', []],
  ['30000', []],
  ['5,0000', []],
  ['0', []],
])('the amount %s is found exactly', async (q, states) => {
  expect(await found(q)).toEqual(states.toSorted());
});

test.each([
  ['DD2026', 5],
  ['dd20260', 5],
  ['DD202603', 5],
  ['DD2026030', 5],
  ['DD2026031', 0],
  ['DD20260304', 1],
  ['20260304-', 1],
  ['DD20260304-0000', 1],
  ['DD20260304-0001', 0],
  ['DD2025', 0],
  ['DD202604', 0],
  ['DD202613', 0],
  ['DD20260230', 0],
  ['DD20260304 50000', 1],
  ['DD20260304 60001', 0],
  ['%', 0],
  ['DD_026', 0],
])('of numbers that begin with %s there are %i', async (q, count) => {
  expect(await found(q)).toHaveLength(count);
});

test('a number is found whole and by its running number; of 2026 alone there is no number', async () => {
  const number = (await listed('wang', {})).items[0]?.number ?? '';
  for (const q of [number, number.toLowerCase(), number.slice(2), number.slice(-6)])
    expect([q, await found(q)]).toEqual([q, [expect.any(String)]]);
  expect(await found('2026')).toEqual([]);
  expect(parseOrderSearch('  ')).toEqual(EVERYTHING);
});

test('every tab is counted for what the asker may see and is searching for', async () => {
  const counts = (name: Parameters<typeof asAccount>[0], query: object = {}) =>
    countOrders(database, asAccount(name), orderQuery.parse(query));
  const none = {
    all: 0,
    unpaid: 0,
    paymentReview: 0,
    paymentRejected: 0,
    paid: 0,
    redemptionReview: 0,
    preRedeemed: 0,
    redeemed: 0,
    redemptionRejected: 0,
    closed: 0,
  };
  expect(await counts('wang')).toEqual({ ...none, all: 5, unpaid: 3, paid: 1, redemptionReview: 1 });
  expect(await counts('zhao')).toEqual(await counts('chen'));
  expect(await counts('qian')).toEqual(none);
  expect(await counts('sun')).toEqual(none);
  expect(await counts('chen', { q: '50000' })).toEqual({ ...none, all: 3, unpaid: 1, paid: 1, redemptionReview: 1 });
});

test('days of placing are counted in Shanghai, both ends included', async () => {
  const all = (await listed('wang', {})).items.map(({ placedAt }) => placedAt.slice(0, 10));
  const [last = '', , middle = ''] = all;
  const count = async (query: object) => (await listed('wang', query)).items.length;
  expect(await count({ from: middle })).toBe(3);
  expect(await count({ to: middle })).toBe(3);
  expect(await count({ from: middle, to: middle })).toBe(1);
  expect(await count({ from: last, to: middle })).toBe(0);
});

test('pages are walked forwards and back again, each order once', async () => {
  const whole = (await listed('wang', {})).items.map(({ id }) => id);
  const first = await listed('wang', { limit: '2' });
  expect(first.previous).toBeNull();
  const second = await listed('wang', { limit: '2', after: first.next ?? '' });
  const third = await listed('wang', { limit: '2', after: second.next ?? '' });
  expect(third.next).toBeNull();
  expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(whole);
  expect(await listed('wang', { limit: '2', before: third.previous ?? '' })).toEqual(second);
  const back = await listed('wang', { limit: '2', before: second.previous ?? '' });
  expect(back.items).toEqual(first.items);
  expect(back).toMatchObject({ previous: null, next: first.next });
});

test('a word longer than the index of words holds finds nothing, or the order that has it', async () => {
  const { client } = database;
  const long = 'ᄀ'.repeat(700); // 2,100 bytes that are one character to whoever reads them
  const tabs = async () => (await countOrders(database, asAccount('zhao'), orderQuery.parse({ q: long }))).all;
  expect([await found(long), await tabs()]).toEqual([[], 0]);
  await client`update orders set tokens = tokens || ${long}::text where state = 'paid'`;
  expect([await found(long), await tabs(), await found('30000.50')]).toEqual([['paid'], 1, ['paid']]);
  await client`update orders set tokens = array_remove(tokens, ${long}::text)`;
  expect([await found(long), await tabs(), await found('30000.50')]).toEqual([[], 0, ['paid']]);
});

test('where the row that searches ask is missing, the next step that changes a fact writes it anew', async () => {
  const { client } = database;
  await client`delete from order_facts where order_id = (select id from orders where state = 'paid')`;
  expect(await found('30000.50')).toEqual([]);
  await client`update orders set tokens = tokens || 'anew'::text where state = 'paid'`;
  expect([await found('30000.50'), await found('anew')]).toEqual([['paid'], ['paid']]);
  await client`update orders set tokens = array_remove(tokens, 'anew')`;
});

test.each([
  [`contract = contract || '{"attachmentId": "x"}', claim = claim || '{"invoices": []}'`, 0],
  [`state = 'closed'`, 1],
  [`claim = claim || '{"actualAmountFen": 4567891}'`, 1],
  [`state = 'closed', contract = contract || '{"number": "HT-2"}'`, 1],
])('an order that is set %s writes %i versions of what searches ask of it', async (changes, versions) => {
  const undone = new Error('undone');
  const written = database.db.transaction(async (tx) => {
    const count = async () => {
      const { rows } = await tx.execute<{ count: number }>(sql`
        select n_tup_upd::int as count from pg_stat_xact_user_tables where relname = 'order_facts'`);
      return rows[0]?.count ?? Number.NaN;
    };
    const before = await count();
    await tx.execute(sql.raw(`update orders set ${changes} where state = 'redemptionReview'`));
    expect((await count()) - before).toBe(versions);
    throw undone;
  });
  await expect(written).rejects.toBe(undone);
});

test('what searches ask of an order is kept beside it, whoever writes it; a step that changes no fact writes no word', async () => {
  const { client } = database;
  const apart = () => client`
    select o.id from orders o full join order_facts f on f.order_id = o.id left join lateral searched_row(o) now on true
    where f.order_id is null or o.id is null or to_jsonb(f) is distinct from to_jsonb(now) || jsonb_build_object('room', repeat(' ', 2000))`;
  const words = () => client<{ place: string | null; room: string | null }>`
    select order_id, pg_column_toast_chunk_id(words)::text as place, pg_column_toast_chunk_id(room)::text as room
    from order_facts order by order_id`;
  expect(await apart()).toEqual([]);
  const before = await words();
  expect(before.filter(({ place, room }) => place === null || room !== null)).toEqual([]); // the words beside their row, the room in it
  await client`update orders set state = 'closed', changed_at = now()`;
  expect(await apart()).toEqual([]);
  expect(await words()).toEqual(before);
  const contract = JSON.stringify({ number: `合同\\12-'A` });
  await client`update orders set contract = ${contract}::jsonb, placed_at = placed_at + interval '1 day'`;
  expect(await apart()).toEqual([]);
  expect(await found('12-')).toHaveLength(5);
  await client`update orders set contract = null`;
  expect(await found('12-')).toEqual([]);
});
