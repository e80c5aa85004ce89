import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, eq, inArray, max, sql } from 'drizzle-orm';
import { findInvoiceElsewhere, listRepeatedInvoices } from '../../db/reads/claimed-invoice.ts';
import { COUNTED_AT_MOST } from '../../db/reads/counted.ts';
import { countOrdersBefore, countTabs, listOrderPage, listTimelines, sumOrders } from '../../db/reads/order-list.ts';
import type { OrderFilter, OrderPage } from '../../db/reads/order-page.ts';
import { countOrdersToPrice, listOrdersToPrice } from '../../db/reads/order-turns.ts';
import { getBadges } from '../../db/reads/frame.ts';
import { countNotifications, listNotifications } from '../../db/reads/notification.ts';
import {
  countBatches,
  listBatchLines,
  listBatchLinesOfOrder,
  listBatchSums,
  listBatchPage,
  listPayableOrders,
  listLastUnpaid,
} from '../../db/reads/payout-batch.ts';
import { listUsed } from '../../db/reads/quota.ts';
import { findAwaitedFile, findEqualReading, listEqualPages } from '../../db/reads/reading.ts';
import { listSameContracts } from '../../db/reads/same-contract.ts';
import { countMovements, listMovements } from '../../db/reads/ledger.ts';
import {
  countVouchers,
  sumVouchers,
  listVoucherPage,
  findNamedLine,
  listVisibleLines,
  findVoucher,
} from '../../db/reads/voucher.ts';
import { listClaimsChangedSince, renewClaimedInvoices } from '../../db/writes/claimed-invoice.ts';
import { claimedInvoices } from '../../db/schema/claimed-invoice.ts';
import { orders } from '../../db/schema/order.ts';
import { voucherLines } from '../../db/schema/voucher.ts';
import { ORDER_DECISIONS } from '../../db/reads/order-decision.ts';
import { PASSWORD_RESET_DECISIONS } from '../../db/reads/password-reset-decision.ts';
import { countTroubledMails, listTroubledMails } from '../../db/reads/mail-list.ts';
import { countPasswordResets, listLatestPasswordResets } from '../../db/reads/password-reset.ts';
import { listOrderRecords } from '../../db/reads/order.ts';
import { countInboxPart, countTaskRows, listTaskPage } from '../../db/reads/task.ts';
import type { TaskPage } from '../../db/reads/task.ts';
import { listViewers } from '../../db/reads/viewing.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import type { Database, Executor } from '../../db/client.ts';
import { addDays, instantAt, parseDay } from '../../domain/day.ts';
import type { Contract } from '../../domain/order/order.ts';
import { fen } from '../../domain/fen.ts';
import type { Actor, Role } from '../../domain/role.ts';
import { aCrowd, CROWD } from '../setup/crowd.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aPlanner } from '../setup/plans.ts';
import type { Planner } from '../setup/plans.ts';
import { one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let scheme: Scheme;
let planner: Planner;

beforeAll(async () => {
  database = await testDatabase();
  scheme = await aCrowd(database);
  planner = aPlanner(database);
}, 180_000); // some 12 s; more while others use the machine
afterAll(async () => {
  await planner.close();
  await database.drop();
});

/** Tables that grow with every order. Those of people and companies may be read whole. */
const BIG = [
  'orders',
  'order_facts',
  'order_events',
  'tasks',
  'notifications',
  'vouchers',
  'voucher_lines',
  'ledger_entries',
  'payout_batch_lines',
  'attachments',
  'claimed_invoices',
  'password_resets',
  'mails',
];

async function expectIndexes(read: (db: Executor) => PromiseLike<unknown>, atMost: number): Promise<void> {
  for (const { sql, wholeTables, mostRows } of await planner.plansOf(read)) {
    expect([sql, wholeTables.filter((table) => BIG.includes(table))]).toEqual([sql, []]);
    if (mostRows > atMost) throw new Error(`${mostRows} rows are touched, more than ${atMost}, by ${sql}`);
  }
}

const asActor = (account: Scheme['chen']): Actor => ({ ...account, roles: account.roles as readonly Role[] });
const ASKERS = ['chen', 'wang', 'li', 'zhao', 'sun', 'zheng'] as const;
const SEARCHES = [
  '计量',
  '高新',
  'jl',
  'gxjszx',
  'DD20250101',
  'DD202506',
  'DD20250601-0',
  '000123',
  '30,001.23',
  '企业17',
  '没有的',
];
/** A page is 50. What a search finds may be passed by, a tenth of all at most. */
const PAGE_ROWS = 200;
const SEARCH_ROWS = 10_000;

describe.each(ASKERS)('%s', (name) => {
  const asker = () => asActor(scheme[name]);
  const listed = (typed: string, page: Partial<OrderPage>, atMost: number, days = {}) =>
    expectIndexes(
      (db) => listOrderPage(db, asker(), { search: parseOrderSearch(typed), ...days }, { limit: 51, ...page }),
      atMost,
    );

  test('reads a page of orders by an index, forwards and backwards, of one state and of all', async () => {
    const place = { placedAt: '2025-01-01T00:00:00.000Z', id: scheme.product.id };
    for (const state of [undefined, 'preRedeemed'] as const)
      for (const sort of [undefined, 'oldest'] as const)
        for (const at of [{}, { after: place }, { before: place }]) await listed('', { state, sort, ...at }, PAGE_ROWS);
    await listed('', {}, PAGE_ROWS, { from: '2024-03-01', to: '2024-03-03' });
  });

  test.each(SEARCHES)('searches %s by an index', (typed) => listed(typed, {}, SEARCH_ROWS));

  test('sums what a filter leaves by an index; all orders are read from end to end, by whoever sees them all', async () => {
    const seesAll = name === 'zhao' || name === 'zheng';
    const summed = (state: OrderPage['state'], typed = '', days: Pick<OrderFilter, 'from' | 'to'> = {}) =>
      expectIndexes(
        (db) => sumOrders(db, asker(), { search: parseOrderSearch(typed), ...days }, state),
        CROWD / 4, // what is summed
      );
    await summed('preRedeemed');
    await summed('preRedeemed', '高新');
    await summed(undefined, '计量');
    await summed(undefined, '', { from: parseDay('2025-01-01'), to: parseDay('2025-03-31') });
    if (seesAll) return;
    await summed(undefined);
    await summed(undefined, '高新');
  });

  test('counts the tabs by indexes, each as far as it is shown', async () => {
    await expectIndexes((db) => countTabs(db, asker(), { search: EVERYTHING }), 3 * COUNTED_AT_MOST);
    for (const typed of SEARCHES)
      await expectIndexes((db) => countTabs(db, asker(), { search: parseOrderSearch(typed) }), SEARCH_ROWS);
    const before = { placedAt: '2025-01-01T00:00:00.000Z', id: scheme.product.id };
    for (const sort of ['newest', 'oldest'] as const)
      await expectIndexes(
        (db) => countOrdersBefore(db, asker(), { search: EVERYTHING }, { before, sort }),
        3 * COUNTED_AT_MOST,
      );
  });
});

describe.each(['li', 'zhao', 'sun'] as const)('the inbox of %s', (name) => {
  const asker = () => asActor(scheme[name]);
  const listed = (page: Partial<TaskPage>, atMost = PAGE_ROWS) =>
    expectIndexes((db) => listTaskPage(db, asker(), { mine: false, limit: 51, ...page }), atMost);

  test('is read in the order of its index, forwards and backwards, of each state, and what is overdue', async () => {
    const place = { dueAt: '2025-01-01T00:00:00.000Z', id: scheme.product.id };
    for (const at of [{}, { after: place }, { before: place }]) await listed(at);
    for (const state of ['open', 'claimed', 'done'] as const) await listed({ state }, 1_000);
    await listed({ dueBefore: '2024-06-01T00:00:00.000Z' });
    await listed({ mine: true }, 1_000);
  });

  test('is searched and counted within bounds', async () => {
    for (const typed of SEARCHES) {
      await listed({ search: parseOrderSearch(typed) }, 2 * SEARCH_ROWS);
      await expectIndexes(
        (db) => countTaskRows(db, asker(), { search: parseOrderSearch(typed), now: '2025-01-01T00:00:00.000Z' }),
        2 * SEARCH_ROWS,
      );
    }
    await expectIndexes((db) => countTaskRows(db, asker(), { now: '2025-01-01T00:00:00.000Z' }), SEARCH_ROWS);
    const before = { dueAt: '2025-01-01T00:00:00.000Z', id: scheme.product.id };
    await expectIndexes((db) => countInboxPart(db, asker(), { mine: false, before }), SEARCH_ROWS);
  });

  test('of what is decided, the history is read by its index', async () => {
    const place = { at: '2025-01-01T00:00:00.000Z', subjectId: scheme.product.id, seq: 1 };
    const filter = { search: EVERYTHING };
    for (const at of [{}, { after: place }, { before: place }])
      await expectIndexes((db) => ORDER_DECISIONS.list(db, asker(), filter, { ...at, limit: 51 }), PAGE_ROWS);
    await expectIndexes((db) => ORDER_DECISIONS.count(db, asker().id, filter, place), 3 * COUNTED_AT_MOST);
  });

  test('shows orders and viewers by their keys', async () => {
    const page = await listTaskPage(database.db, asker(), { mine: false, limit: 50 });
    const [tasks, orders] = [page.map(({ id }) => id), page.map(({ subjectId }) => subjectId)];
    await expectIndexes((db) => listOrderRecords(db, orders), 2_000);
    await expectIndexes((db) => listViewers(db, asker(), tasks), PAGE_ROWS);
  });
});

test('orders to price are read by their index, forwards and backwards, searched and counted within bounds', async () => {
  const asked = { institutionId: scheme.institution.id, search: EVERYTHING };
  const read = await listOrdersToPrice(database.db, { ...asked, limit: 51 });
  expect(read).toHaveLength(51);
  const place = { placedAt: '2025-01-01T00:00:00.000Z', id: scheme.product.id };
  for (const at of [{}, { after: place }, { before: place }])
    await expectIndexes((db) => listOrdersToPrice(db, { ...asked, ...at, limit: 51 }), 1_000); // all that wait, at most
  await expectIndexes((db) => countOrdersToPrice(db, { ...asked, before: place }), 3 * COUNTED_AT_MOST);
  for (const typed of SEARCHES) {
    const searched = { ...asked, search: parseOrderSearch(typed) };
    await expectIndexes((db) => listOrdersToPrice(db, { ...searched, limit: 51 }), SEARCH_ROWS);
    await expectIndexes((db) => countOrdersToPrice(db, { ...searched, before: place }), SEARCH_ROWS);
  }
  await expectIndexes((db) => getBadges(db, asActor(scheme.chen)), PAGE_ROWS);
});

test('a page of timelines is read by the key of the events', async () => {
  const files = await listOrderPage(database.db, asActor(scheme.zhao), { search: EVERYTHING }, { limit: 50 });
  await expectIndexes(
    (db) =>
      listTimelines(
        db,
        files.map(({ order }) => order.id),
      ),
    PAGE_ROWS,
  );
});

describe.each(['chen', 'wang', 'li', 'zhao', 'sun'] as const)('the vouchers %s may see', (name) => {
  const asker = () => asActor(scheme[name]);

  test('are read by indexes, with their lines', async () => {
    for (const after of [undefined, scheme.voucher.id])
      await expectIndexes((db) => listVoucherPage(db, asker(), { after, limit: 51 }), SEARCH_ROWS);
    for (const q of ['Q17', '高新', '没有的'])
      await expectIndexes((db) => listVoucherPage(db, asker(), { q, limit: 51 }), SEARCH_ROWS);
    const ids = (await listVoucherPage(database.db, asker(), { limit: 50 })).map(({ id }) => id);
    for (const q of [undefined, 'Q17', '高新', '没有的'])
      await expectIndexes((db) => countVouchers(db, asker(), { q, before: ids.at(-1) }), SEARCH_ROWS);
    for (const q of ['Q17', '高新', '没有的'])
      await expectIndexes((db) => sumVouchers(db, asker(), { q }), SEARCH_ROWS);
    await expectIndexes((db) => listVisibleLines(db, asker(), ids), SEARCH_ROWS);
    await expectIndexes((db) => findVoucher(db, asker(), ids[0] ?? scheme.voucher.id), 100);
  });
});

test('the entries of a voucher, and the line an order names, are read by their keys', async () => {
  const { voucherLineId, voucherId } = await one(
    database.db
      .select({ voucherLineId: orders.voucherLineId, voucherId: voucherLines.voucherId })
      .from(orders)
      .innerJoin(voucherLines, eq(voucherLines.id, orders.voucherLineId))
      .limit(1),
  );
  const asker = asActor(scheme.zhao);
  const lines = await listVisibleLines(database.db, asker, [voucherId]);
  const lineIds = lines.map(({ id }) => id);
  for (const [ids, more] of [
    [lineIds, {}],
    [lineIds, { after: 10 }],
    [[voucherLineId], {}],
  ] as const)
    await expectIndexes((db) => listMovements(db, ids, { limit: 51, ...more }), PAGE_ROWS);
  await expectIndexes((db) => countMovements(db, lineIds, 10), PAGE_ROWS);
  await expectIndexes((db) => findNamedLine(db, voucherLineId), 10);
});

test('notifications are read by their index, and counted as far as is shown', async () => {
  const { id } = scheme.wang;
  const rows = await listNotifications(database.db, id, { limit: 50 });
  for (const after of [undefined, rows.at(-1)?.id])
    await expectIndexes((db) => listNotifications(db, id, { after, limit: 51 }), PAGE_ROWS);
  for (const unread of [true, false])
    await expectIndexes((db) => countNotifications(db, id, { unread, before: rows.at(-1)?.id }), 3 * COUNTED_AT_MOST);
  await expectIndexes((db) => listNotifications(db, id, { unread: true, limit: 51 }), PAGE_ROWS);
  await expectIndexes((db) => getBadges(db, asActor(scheme.wang)), PAGE_ROWS);
  await expectIndexes((db) => getBadges(db, asActor(scheme.zhao)), PAGE_ROWS);
});

test('batches, their lines and what they may be made of are read by indexes', async () => {
  const place = { at: '2026-01-01T00:00:00.000Z', id: scheme.product.id };
  const batches = await listBatchPage(database.db, { waiting: true, limit: 50 });
  for (const waiting of [true, false])
    for (const at of [{}, { after: place }, { before: place }])
      await expectIndexes((db) => listBatchPage(db, { waiting, ...at, limit: 51 }), SEARCH_ROWS);
  for (const waiting of [true, false])
    await expectIndexes((db) => countBatches(db, { waiting, before: place }), SEARCH_ROWS);
  const ids = batches.map(({ id }) => id);
  await expectIndexes((db) => listBatchSums(db, ids), SEARCH_ROWS);
  await expectIndexes((db) => listBatchLines(db, ids[0] ?? ''), 1_000);
  await expectIndexes((db) => listBatchLinesOfOrder(db, scheme.product.id), 1_000);
  await expectIndexes((db) => listLastUnpaid(db, [scheme.product.id, ...ids.slice(0, 49)]), SEARCH_ROWS);
  for (const after of [undefined, place])
    await expectIndexes((db) => listPayableOrders(db, { after, limit: 51 }), 3 * COUNTED_AT_MOST);
});

test('password resets and mails are listed and counted by their indexes', async () => {
  const { id } = scheme.product;
  await database.db.transaction(async (tx) => {
    await tx.execute(sql.raw('set local session_replication_role = replica'));
    await tx.execute(
      sql.raw(`insert into password_resets (id, number, state, version, seq, clock, rules, begun_at, changed_at)
      select gen_random_uuid(), 'MM' || i, 'refused', 1, 1, '{}', '{}', now(), now() from generate_series(1, 20000) i`),
    );
    await tx.execute(
      sql.raw(`insert into mails (account_id, confirmation, state)
      select '${scheme.wang.id}', 'a@b', case when i % 10 = 0 then 'failed' else 'sent' end from generate_series(1, 50000) i`),
    );
    await tx.execute(sql.raw('analyze password_resets, mails'));
  });
  const decided = { at: '2025-01-01T00:00:00.000Z', subjectId: id, seq: 1 };
  for (const typed of ['', '高新'])
    for (const at of [{}, { after: decided }, { before: decided }])
      await expectIndexes(
        (db) =>
          PASSWORD_RESET_DECISIONS.list(
            db,
            asActor(scheme.zhao),
            { search: parseOrderSearch(typed) },
            { ...at, limit: 51 },
          ),
        SEARCH_ROWS,
      );
  await expectIndexes(
    (db) => PASSWORD_RESET_DECISIONS.count(db, scheme.zhao.id, { search: EVERYTHING }, decided),
    SEARCH_ROWS,
  );
  for (const at of [{}, { after: 'MM17' }, { before: 'MM17' }])
    await expectIndexes((db) => listLatestPasswordResets(db, { ...at, limit: 31 }), PAGE_ROWS);
  await expectIndexes((db) => countPasswordResets(db, 'MM17'), 3 * COUNTED_AT_MOST);
  for (const at of [{}, { after: id }, { before: id }])
    await expectIndexes((db) => listTroubledMails(db, { ...at, limit: 31 }), PAGE_ROWS);
  await expectIndexes((db) => countTroubledMails(db, id), 3 * COUNTED_AT_MOST);
});

test('the other orders on a contract of the same number are found by the index of what orders are found by', async () => {
  const [own, other] = await database.db
    .select({ id: orders.id, institutionId: orders.institutionId, enterpriseId: orders.enterpriseId })
    .from(orders)
    .where(and(eq(orders.enterpriseId, scheme.enterprise.id), eq(orders.state, 'paid')))
    .limit(2);
  if (!own || !other) throw new Error('the crowd has no paid orders');
  const contract = { number: 'HT-PLAN-7 甲', attachmentId: own.id } as Contract;
  await database.db
    .update(orders)
    .set({ contract, institutionId: own.institutionId })
    .where(inArray(orders.id, [own.id, other.id]));
  const found = await listSameContracts(database.db, { ...own, contract: { ...contract, number: 'ht-plan-7 甲' } });
  expect(found.map(({ id }) => id)).toEqual([other.id]);
  await expectIndexes((db) => listSameContracts(db, { ...own, contract }), PAGE_ROWS);
  await database.db
    .update(orders)
    .set({ contract: null, institutionId: other.institutionId })
    .where(eq(orders.id, other.id));
  await database.db.update(orders).set({ contract: null }).where(eq(orders.id, own.id));
});

test('what invoices share with other redemptions is found by indexes', async () => {
  const live = await one(database.db.select().from(claimedInvoices).limit(1));
  await expectIndexes((db) => listRepeatedInvoices(db, live.orderId), PAGE_ROWS);
  const sent = [{ attachmentId: live.attachmentId, number: live.number, issuedOn: scheme.today, amountFen: fen(1) }];
  const other = { id: scheme.product.id, institutionId: live.sellerId };
  await expectIndexes((db) => findInvoiceElsewhere(db, other, sent), PAGE_ROWS);
});

test('what an organization has uploaded today and not used yet is counted without its other files', async () => {
  const tomorrow = instantAt(addDays(scheme.today, 1), '12:00:00');
  for (const { id } of [scheme.chen, scheme.wang, scheme.zhao])
    await expectIndexes((db) => listUsed(db, id, tomorrow), PAGE_ROWS);
});

test('the claims of a day are found by an index, however many there ever were', async () => {
  const last = await one(database.db.select({ at: max(orders.changedAt) }).from(orders));
  const since = new Date(Date.parse(last.at ?? '') - 25 * 3_600_000).toISOString();
  const changed = await listClaimsChangedSince(database.db, since);
  expect([changed.length > 0, changed.length < CROWD / 100]).toEqual([true, true]);
  await expectIndexes((db) => listClaimsChangedSince(db, since), CROWD / 100);
  await expectIndexes((db) => renewClaimedInvoices(db as Database, { since }), CROWD / 100);
});

test('the file of an asker that is read next, and files of equal bytes, are found by indexes', async () => {
  const { client } = database;
  await client`update attachments set uploaded_at = now() - random() * interval '10 years'`; // as files come in life
  await client`analyze attachments`;
  const live = await one(database.db.select().from(claimedInvoices).limit(1));
  for (const { id, organizationId } of [scheme.chen, scheme.wang]) {
    const asker = organizationId ?? id;
    await expectIndexes((db) => findAwaitedFile(db, asker), SEARCH_ROWS / 4);
    await expectIndexes((db) => findEqualReading(db, { id: live.attachmentId, asker }), PAGE_ROWS);
    await expectIndexes((db) => listEqualPages(db, { id: live.attachmentId, asker }), PAGE_ROWS);
  }
});
