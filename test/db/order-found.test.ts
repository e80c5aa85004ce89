import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { COUNTED_AT_MOST } from '../../db/reads/counted.ts';
import { countOrdersBefore, countTabs, listOrderPage, sumOrders } from '../../db/reads/order-list.ts';
import type { OrderFilter, OrderPage } from '../../db/reads/order-page.ts';
import { findByWords, parseOrderSearch } from '../../db/reads/order-search.ts';
import type { Party } from '../../db/reads/order-visibility.ts';
import { listSameContracts } from '../../db/reads/same-contract.ts';
import { countTaskRows, listTaskPage } from '../../db/reads/task.ts';
import type { Executor } from '../../db/client.ts';
import { addDays, instantAt, parseDay } from '../../domain/day.ts';
import { maySee } from '../../domain/order/permissions.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { Contract } from '../../domain/order/order.ts';
import type { Actor, Role } from '../../domain/role.ts';
import { groupsOf, TASK_KIND_NAMES } from '../../domain/task.ts';
import type { TaskKind } from '../../domain/task.ts';
import { aCrowd } from '../setup/crowd.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import type { Scheme } from '../setup/scheme.ts';

/** An order as far as it is compared here. */
interface Row {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly placedAt: string;
  readonly institutionId: string;
  readonly enterpriseId: string;
  readonly parkId: string;
  readonly orderAmountFen: number;
}

let database: TestDatabase;
let scheme: Scheme;

/** A word of the oldest orders alone, and more of them than are sorted at once: along the list none is near. */
const OLD = '古董';
const OLD_ORDERS = 7_000;

beforeAll(async () => {
  database = await testDatabase();
  scheme = await aCrowd(database);
  await database.client`update orders set tokens = tokens || ${OLD}::text
    where id = any(array(select id from orders order by placed_at limit ${OLD_ORDERS}::int))`;
}, 240_000);
afterAll(() => database.drop());

const asActor = (account: Scheme['chen']): Actor => ({ ...account, roles: account.roles as readonly Role[] });

/** What has all the words, read from end to end without the index. */
const listHits = (words: readonly string[]): Promise<readonly Row[]> =>
  database.client<Row>`select id, number, state, to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "placedAt", institution_id as "institutionId",
    enterprise_id as "enterpriseId", park_id as "parkId", order_amount_fen::float8 as "orderAmountFen"
    from orders where order_facts_of(orders) @> ${sql.param(words)}::text[] order by placed_at desc, id desc`;

const TYPED = ['高新', '计量', OLD, `${OLD} 计量`, '企业17', '000123', '技术 30,001.23', '计量 高新', '没有的'];
const ASKERS = ['chen', 'wang', 'li', 'zhao', 'sun', 'qian'] as const;

describe.each(TYPED)('of the search %s', (typed) => {
  const search = parseOrderSearch(typed);
  let hits: readonly Row[];
  beforeAll(async () => {
    hits = await listHits(search.words);
  }, 60_000);

  const seenBy = (asker: Actor) => hits.filter((row) => maySee(row, asker));
  const isIn = ({ from, to }: Partial<OrderFilter>) => {
    const [since, until] = [from && instantAt(from, '00:00:00'), to && instantAt(addDays(to, 1), '00:00:00')];
    return ({ placedAt }: Row) =>
      (!since || Date.parse(placedAt) >= Date.parse(since)) && (!until || Date.parse(placedAt) < Date.parse(until));
  };
  const listed = async (asker: Actor, page: Omit<OrderPage, 'limit'>, days: Partial<OrderFilter> = {}) =>
    (await listOrderPage(database.db, asker, { search, ...days }, { limit: 21, ...page })).map(({ order }) => order.id);

  test.each(ASKERS)('%s gets the pages, counts and sums of what may be seen', async (name) => {
    const asker = asActor(scheme[name]);
    const seen = seenBy(asker);
    const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
    const days = { from: parseDay('2024-02-01'), to: parseDay('2024-02-20') };
    expect(await listed(asker, {})).toEqual(ids(seen.slice(0, 21)));
    expect(await listed(asker, { sort: 'oldest' })).toEqual(ids(seen.toReversed().slice(0, 21)));
    expect(await listed(asker, {}, days)).toEqual(ids(seen.filter(isIn(days)).slice(0, 21)));
    const paid = seen.filter(({ state }) => state === 'paid');
    expect(await listed(asker, { state: 'paid' })).toEqual(ids(paid.slice(0, 21)));
    const at = seen[Math.floor(seen.length / 2)];
    if (at) {
      const place = { placedAt: at.placedAt, id: at.id };
      const middle = seen.indexOf(at);
      expect(await listed(asker, { after: place })).toEqual(ids(seen.slice(middle + 1, middle + 22)));
      expect(await listed(asker, { before: place })).toEqual(ids(seen.slice(Math.max(0, middle - 21), middle)));
      expect(await countOrdersBefore(database.db, asker, { search }, { before: place })).toBe(
        Math.min(middle, COUNTED_AT_MOST + 1),
      );
    }
    for (const filter of [{ search }, { search, ...days }]) {
      const inDays = seen.filter(isIn(filter));
      const counted = ORDER_STATE_NAMES.map((state) => [
        state,
        Math.min(inDays.filter((row) => row.state === state).length, COUNTED_AT_MOST + 1),
      ]);
      const all = Math.min(inDays.length, COUNTED_AT_MOST + 1);
      expect(await countTabs(database.db, asker, filter)).toEqual({ ...Object.fromEntries(counted), all });
    }
    const sums = await sumOrders(database.db, asker, { search }, 'preRedeemed');
    const summed = seen.filter(({ state }) => state === 'preRedeemed');
    expect([sums.count, sums.orderAmountFen]).toEqual([
      summed.length,
      summed.reduce((sum, { orderAmountFen }) => sum + orderAmountFen, 0),
    ]);
  });

  test('with the beginning of a number, both must hold', async () => {
    const asker = asActor(scheme.zhao);
    const both = { search: parseOrderSearch(`${typed} DD202402`) };
    const expected = hits.filter(({ number }) => number.startsWith('DD202402'));
    const page = await listOrderPage(database.db, asker, both, { limit: 21 });
    expect(page.map(({ order }) => order.id)).toEqual(expected.slice(0, 21).map(({ id }) => id));
    expect((await countTabs(database.db, asker, both)).paid).toBe(
      Math.min(expected.filter(({ state }) => state === 'paid').length, COUNTED_AT_MOST + 1),
    );
  });
});

test('who has several roles sees what either shows; who has none sees nothing', async () => {
  const { li, sun } = scheme;
  const search = parseOrderSearch('计量');
  const hits = await listHits(search.words);
  const both: Actor = { ...asActor(li), roles: ['park', 'finance'] };
  const seen = hits.filter(({ parkId, state }) => parkId === li.parkId || ['preRedeemed', 'redeemed'].includes(state));
  expect((await countTabs(database.db, both, { search })).paid).toBe(
    seen.filter(({ state }) => state === 'paid').length,
  );
  const page = await listOrderPage(database.db, both, { search }, { limit: 30 });
  expect(page.map(({ order }) => order.id)).toEqual(seen.slice(0, 30).map(({ id }) => id));
  const nobody: Actor = { ...asActor(sun), roles: [] };
  expect(await listOrderPage(database.db, nobody, { search }, { limit: 30 })).toEqual([]);
  expect((await countTabs(database.db, nobody, { search })).all).toBe(0);
});

test('a party is found by what it is in an order: an enterprise with the role of institutions has none', async () => {
  const { wang, enterprise, institution } = scheme;
  const search = parseOrderSearch('计量');
  const other: Actor = { ...asActor(wang), roles: ['institution'] };
  expect((await countTabs(database.db, asActor(wang), { search })).all).toBeGreaterThan(0);
  expect((await countTabs(database.db, other, { search })).all).toBe(0);
  expect(await listOrderPage(database.db, other, { search }, { limit: 30 })).toEqual([]);
  const idsOf = async (role: Party['role'], { id }: { readonly id: string }) =>
    (await findByWords(database.db, search, { role, id })).ids?.length;
  expect(await idsOf('institution', institution)).toBeGreaterThan(0);
  expect(await idsOf('institution', enterprise)).toBe(0);
  const { rows } = await database.db.execute(
    sql`select * from count_orders_with_words(array['计量'], 'institution', ${enterprise.id}::uuid, null, null)`,
  );
  expect(rows).toEqual([]); // without the word of the party too
});

describe.each(['li', 'zhao', 'sun'] as const)('the inbox of %s', (name) => {
  test.each(['高新', '计量', '企业17', '没有的', '计量 DD202406'])('is searched for %s', async (typed) => {
    const asker = asActor(scheme[name]);
    const search = parseOrderSearch(typed);
    const now = '2024-09-01T00:00:00.000Z';
    const found = await database.client<{ id: string; kind: TaskKind; state: string; late: boolean; mine: boolean }>`
      select id, kind, state, due_at < ${now}::timestamptz as late, coalesce(claimed_by = ${asker.id}, false) as mine from tasks
      where tokens @> ${sql.param(search.words)}::text[] and group_key = any(${sql.param(groupsOf(asker))}::text[])
        and starts_with(title ->> 'number', ${search.number?.begin ?? ''}::text) order by due_at, id`;
    const isOpen = (task: (typeof found)[number]) => task.state === 'open' || task.state === 'claimed';
    const count = (holds: (task: (typeof found)[number]) => boolean) =>
      Math.min(found.filter(holds).length, COUNTED_AT_MOST + 1);
    expect(await countTaskRows(database.db, asker, { search, now })).toEqual({
      todo: count(isOpen),
      open: count(({ state }) => state === 'open'),
      claimed: count(({ state }) => state === 'claimed'),
      mine: count((task) => isOpen(task) && task.mine),
      overdue: count((task) => isOpen(task) && task.late),
      done: count(({ state }) => state === 'done'),
      ...Object.fromEntries(TASK_KIND_NAMES.map((kind) => [kind, count((task) => isOpen(task) && task.kind === kind)])),
    });
    const page = await listTaskPage(database.db, asker, { mine: false, search, limit: 21 });
    expect(page.map(({ id }) => id)).toEqual(
      found
        .filter(isOpen)
        .slice(0, 21)
        .map(({ id }) => id),
    );
  });
});

/** The rows of growing tables that a read touches in all, counted by PostgreSQL; and whether it read any from end to end. */
const touchedBy = (read: (db: Executor) => Promise<unknown>, before = sql`select 1`) =>
  database.db.transaction(async (tx) => {
    await tx.execute(before);
    const touched = async () => {
      const { rows } = await tx.execute<{ rows: number; whole: number }>(sql`
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as rows, sum(seq_scan)::float8 as whole
        from pg_stat_xact_user_tables where relname in ('orders', 'order_facts', 'tasks', 'voucher_lines', 'vouchers')`);
      return rows[0] ?? { rows: Number.NaN, whole: Number.NaN };
    };
    const first = await touched();
    await read(tx);
    const last = await touched();
    return { rows: last.rows - first.rows, whole: last.whole - first.whole };
  });

const FORGET = sql.raw(`delete from pg_statistic where starelid in ('orders'::regclass, 'order_facts'::regclass)`);

test('counts of tasks touch each found one once', async () => {
  for (const [typed, atMost] of [
    ['000123', 3],
    ['没有的', 0],
    ['计量', 2_000],
  ] as const) {
    const counted = await touchedBy((db) =>
      countTaskRows(db, asActor(scheme.zhao), { search: parseOrderSearch(typed), now: '2024-09-01T00:00:00.000Z' }),
    );
    expect([typed, counted.whole, counted.rows <= atMost ? 'few' : counted.rows]).toEqual([typed, 0, 'few']);
  }
});

test('a search touches hardly more rows than it finds, with statistics and without', async () => {
  for (const [typed, name, atMost] of [
    ['000123', 'zhao', 20],
    ['没有的', 'zhao', 0],
    ['计量 高新', 'zhao', 0], // both are frequent, and never together
    ['计量', 'zhao', 3_000],
    ['高新', 'zhao', 8_000],
    [OLD, 'zhao', 14_000],
    ['计量', 'chen', 1_000],
    ['30,001.23', 'zhao', 20],
  ] as const)
    for (const before of [undefined, FORGET]) {
      const asker = asActor(scheme[name]);
      const search = parseOrderSearch(typed);
      const page = await touchedBy((db) => listOrderPage(db, asker, { search }, { limit: 21 }), before);
      expect([typed, page.whole, page.rows <= atMost ? 'few' : page.rows]).toEqual([typed, 0, 'few']);
      const tabs = await touchedBy((db) => countTabs(db, asker, { search }), before);
      const hits = (await listOrderPage(database.db, asker, { search }, { limit: 100_000 })).length;
      expect([typed, tabs.whole, tabs.rows <= hits ? 'each once' : tabs.rows]).toEqual([typed, 0, 'each once']);
    }
}, 120_000);

test('a contract number without letters of its own is looked for among the orders of its two parties', async () => {
  const number = '合同甲';
  const [own, other] = await database.client<Row>`
    select id, institution_id as "institutionId", enterprise_id as "enterpriseId" from orders
    where state = 'paid' and (institution_id, enterprise_id) = (
      select institution_id, enterprise_id from orders where state = 'paid' and institution_id <> ${scheme.institution.id} limit 1)
    order by placed_at, id limit 2`;
  if (!own || !other) throw new Error('the crowd has no such orders');
  await database.client`update orders set contract = jsonb_build_object('number', ${number}::text, 'attachmentId', id)
    where id = any(array(select id from orders limit 5000)) or id in (${own.id}, ${other.id})`;
  const contract = { number, attachmentId: own.id } as Contract;
  const found = await listSameContracts(database.db, { ...own, contract });
  expect(found.map(({ id }) => id)).toContain(other.id);
  const read = await touchedBy((db) => listSameContracts(db, { ...own, contract }));
  expect([read.whole, read.rows <= 200 ? 'few' : read.rows]).toEqual([0, 'few']);
});
