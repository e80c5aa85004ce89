import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { fen } from '../../domain/fen.ts';
import type { Fen } from '../../domain/fen.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { accounts } from '../schema/organization.ts';
import { orderFacts, orderEvents, orders } from '../schema/order.ts';
import { countRows, COUNTED_AT_MOST } from './counted.ts';
import { toOrderRecord, selectOrderRecords } from './order.ts';
import type { OrderRecord } from './order.ts';
import { countFoundBefore, countFoundStates, findPageIds, foundIn } from './order-found.ts';
import { inListOrder, liesBefore, liesBeyond, placedWithin } from './order-page.ts';
import type { OrderFilter, OrderPage, Place } from './order-page.ts';
import { visibleTo } from './order-visibility.ts';
import { matchSearch } from './order-search.ts';

/**
 * The orders the asker may see, by keyset. Those `before` a place are the ones next to it, in the order of the list as well.
 *
 * @source L92, D26
 */
export async function listOrderPage(
  db: Executor,
  asker: Actor,
  filter: OrderFilter,
  page: OrderPage,
): Promise<OrderRecord[]> {
  const { state, sort, after, before, limit } = page;
  // Where words are searched for, two statements: an order that a step moves between them is shown as the step left it.
  const ids = filter.search.words.length > 0 ? await findPageIds(db, { asker, filter, state }, page) : null;
  const rows = await selectOrderRecords(db)
    .where(
      ids
        ? and(visibleTo(orders, asker), sql`${orders.id} = any(${sql.param(ids)}::uuid[])`)
        : and(
            narrowed(asker, filter),
            state && eq(orders.state, state),
            after && liesBeyond(orders, after, sort),
            before && liesBefore(orders, before, sort),
          ),
    )
    .orderBy(inListOrder(orders, page))
    .limit(limit);
  return (before === undefined ? rows : rows.toReversed()).map(toOrderRecord);
}

/** How many of a tab's orders come before a place, as far as lists are counted. */
export async function countOrdersBefore(
  db: Executor,
  asker: Actor,
  filter: OrderFilter,
  { state, sort, before }: Pick<OrderPage, 'state' | 'sort'> & { readonly before: Place },
): Promise<number> {
  if (filter.search.words.length > 0)
    return countFoundBefore(db, { asker, filter, state }, liesBefore(orderFacts, before, sort));
  const where = and(narrowed(asker, filter), state && eq(orders.state, state), liesBefore(orders, before, sort));
  const [row] = await db.select({ count: countRows(db, orders, where) }).from(sql`(select) as once`);
  return row?.count ?? 0;
}

/** How many orders each tab holds; more than {@link COUNTED_AT_MOST} says "more than that". */
export type TabCounts = Readonly<Record<OrderState | 'all', number>>;

/** The counts of the ten tabs for what the asker may see and the present search, in one statement. @source L92, D26 */
export async function countTabs(db: Executor, asker: Actor, filter: OrderFilter): Promise<TabCounts> {
  const counts =
    filter.search.words.length > 0 ? await countFound(db, asker, filter) : await countEach(db, asker, filter);
  const all = ORDER_STATE_NAMES.reduce((sum, state) => sum + counts[state], 0);
  return { ...counts, all: Math.min(all, COUNTED_AT_MOST + 1) };
}

type StateCounts = Readonly<Record<OrderState, number>>;

async function countFound(db: Executor, asker: Actor, filter: OrderFilter): Promise<StateCounts> {
  const found = await countFoundStates(db, asker, filter);
  return Object.fromEntries(ORDER_STATE_NAMES.map((state) => [state, found.get(state) ?? 0])) as StateCounts;
}

/** Each as far as it is shown, by an index of its own. */
async function countEach(db: Executor, asker: Actor, filter: OrderFilter): Promise<StateCounts> {
  const ofState = (state: OrderState) => countRows(db, orders, and(narrowed(asker, filter), eq(orders.state, state)));
  const [counts] = await db
    .select(
      Object.fromEntries(ORDER_STATE_NAMES.map((state) => [state, ofState(state)])) as Record<OrderState, SQL<number>>,
    )
    .from(sql`(select) as once`);
  if (!counts) throw new Error('a row of counts was expected');
  return counts;
}

/** What the orders of a tab come to, in fen: all of them, however many. */
export interface OrderSums {
  readonly count: number;
  readonly listPriceFen: Fen;
  readonly orderAmountFen: Fen;
  readonly voucherAmountFen: Fen;
}

/** The sums of P, O and V over the orders of a tab that the asker may see and the search finds. @source L95, D26 */
export async function sumOrders(
  db: Executor,
  asker: Actor,
  filter: OrderFilter,
  state: OrderState | undefined,
): Promise<OrderSums> {
  const sum = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)::float8`;
  const sums = {
    count: sql<number>`count(*)::int`,
    listPriceFen: sum(orders.listPriceFen),
    orderAmountFen: sum(orders.orderAmountFen),
    voucherAmountFen: sum(orders.voucherAmountFen),
  };
  const where = and(narrowed(asker, filter), state && eq(orders.state, state));
  const [row] =
    filter.search.words.length > 0
      ? await db
          .select(sums)
          .from(foundIn({ asker, filter, state }, null))
          .innerJoin(orders, eq(orders.id, orderFacts.id))
          .where(where)
      : await db.select(sums).from(orders).where(where);
  if (!row) throw new Error('a row of sums was expected');
  return {
    count: row.count,
    listPriceFen: fen(row.listPriceFen),
    orderAmountFen: fen(row.orderAmountFen),
    voucherAmountFen: fen(row.voucherAmountFen),
  };
}

/** Everything but the tab and the words: what may be seen, the beginning of a number, when it was placed. */
const narrowed = (asker: Actor, { search: { number }, from, to }: OrderFilter): SQL | undefined => {
  const { since, until } = placedWithin(from, to);
  return and(
    visibleTo(orders, asker),
    matchSearch({ words: [], number, ids: null }),
    since === null ? undefined : sql`${orders.placedAt} >= ${since}::timestamptz`,
    until === null ? undefined : sql`${orders.placedAt} < ${until}::timestamptz`,
  );
};

/** One step of a person in an order's history. */
export interface TimelineEntry {
  readonly orderId: string;
  readonly at: string;
  readonly step: OrderStep;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorRole: Role;
  readonly from: OrderState | null;
  readonly to: OrderState;
  readonly reason: string | null;
}

const entries = (db: Executor) =>
  db
    .select({
      orderId: orderEvents.subjectId,
      seq: orderEvents.seq,
      at: orderEvents.at,
      step: sql<OrderStep>`${orderEvents.step}`.as('step'),
      actorId: sql<string>`${orderEvents.actorId}`.as('actorId'),
      actorName: accounts.name,
      actorRole: sql<Role>`${orderEvents.actorRole}`.as('actorRole'),
      from: orderEvents.fromState,
      to: orderEvents.toState,
      reason: orderEvents.reason,
    })
    .from(orderEvents)
    .innerJoin(accounts, eq(accounts.id, orderEvents.actorId)); // the clock has no account, and no place in the timeline

/** An order's record with what people did with it, oldest first: one statement. */
export async function findOrderWithTimeline(
  db: Executor,
  orderId: string,
): Promise<{ readonly file: OrderRecord; readonly timeline: readonly TimelineEntry[] } | undefined> {
  const [row] = await orderWithTimeline(db).execute({ orderId });
  return row && { file: toOrderRecord(row), timeline: row.timeline };
}

const orderWithTimeline = prepareOnce((db) => {
  const entry = entries(db).where(eq(orderEvents.subjectId, orders.id)).as('entry');
  const columns = Object.entries(entry._.selectedFields).map(
    ([name, column]) => sql`${sql.raw(`'${name}'`)}, ${column}`,
  );
  const timeline = sql`(select coalesce(jsonb_agg(jsonb_build_object(${sql.join(columns, sql`, `)}) order by ${entry.seq}), '[]') from ${entry})`;
  return selectOrderRecords(db, { timeline: timeline.mapWith(timelineOf).as('timeline') })
    .where(eq(orders.id, sql.placeholder('orderId')))
    .prepare('order_with_timeline');
});

/** JSON holds instants with an offset and microseconds. */
const timelineOf = (rows: TimelineEntry[]): TimelineEntry[] =>
  rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));

/** What people did with each order of a page, in one statement. */
export async function listTimelines(
  db: Executor,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, TimelineEntry[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await entries(db)
    .where(sql`${orderEvents.subjectId} = any(${sql.param(orderIds)}::uuid[])`)
    .orderBy(orderEvents.subjectId, orderEvents.seq);
  const timelines = new Map<string, TimelineEntry[]>(orderIds.map((orderId) => [orderId, []]));
  for (const row of rows) timelines.get(row.orderId)?.push(row);
  return timelines;
}
