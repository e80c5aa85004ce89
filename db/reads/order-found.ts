// What lists of orders ask where words are searched for: by the index of words, not along a list (ADR 0052).

import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { OrderState } from '../../domain/order/states.ts';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { REPLAN } from '../driver/replan.ts';
import { orderFacts, orders } from '../schema/order.ts';
import { COUNTED_AT_MOST } from './counted.ts';
import { beginsWith, haveWords, partyWord, withWords } from './order-search.ts';
import { inListOrder, liesBefore, liesBeyond, placedWithin } from './order-page.ts';
import type { OrderFilter, OrderPage } from './order-page.ts';
import { partyOf, seesAllParties, statesOf, visibleTo } from './order-visibility.ts';
import type { Party, Searchable } from './order-visibility.ts';

/** So many found orders are sorted for a page; of more, the page is looked for along the list first. */
const SORTED_ORDERS = 4_999;
/** So many orders of a list are looked at, of a larger page's so many times as many. */
const NEAR_ORDERS = 500;
const NEAR_PAGES = 4;

interface Asked {
  readonly asker: Actor;
  readonly filter: OrderFilter;
  readonly state: OrderState | undefined;
}

/** The ids of one page of what a search finds, in any order: by the index, and along the list where a word is frequent and near. */
export async function findPageIds(db: Executor, asked: Asked, page: OrderPage): Promise<readonly string[]> {
  const few = await sortedPage(db, asked, page, SORTED_ORDERS + 1);
  if (few.found <= SORTED_ORDERS) return few.ids;
  const near = await nearPage(db, asked, page);
  return near.length === page.limit ? near : (await sortedPage(db, asked, page, null)).ids;
}

/** What narrows and orders what is found, as the functions of the database answer it. */
const COLUMNS = sql.raw('order_id, number, placed_at, institution_id, enterprise_id, park_id, state');

/** A page of what the index finds, and how many those are, at most so many. */
async function sortedPage(db: Executor, asked: Asked, page: OrderPage, atMost: number | null) {
  const {
    rows: [row],
  } = await db.execute<{ found: number; ids: string[] }>(sql`
    with ${orderFacts} as materialized (select ${COLUMNS} from ${foundIn(asked, atMost)})
    select (select count(*)::int from ${orderFacts}) as found, array(select ${orderFacts.id} from ${orderFacts}
      where ${narrowedTo(orderFacts, asked, page)} order by ${inListOrder(orderFacts, page)} limit ${page.limit}) as ids`);
  if (!row) throw new Error('a row was expected');
  return row;
}

/** A page of what is found among the next orders of the list: not full where fewer are. */
async function nearPage(db: Executor, asked: Asked, page: OrderPage): Promise<readonly string[]> {
  const next = db
    .select({ id: orders.id, placedAt: orders.placedAt })
    .from(orders)
    .where(narrowedTo(orders, asked, page))
    .orderBy(inListOrder(orders, page))
    .limit(Math.max(NEAR_ORDERS, NEAR_PAGES * page.limit))
    .as('next');
  const rows = await db
    .select({ id: next.id })
    .from(next)
    .where(sql`${haveWords(next.id, asked.filter.search.words)} ${sql.raw(REPLAN)}`)
    .orderBy(inListOrder(next, page))
    .limit(page.limit);
  return rows.map(({ id }) => id);
}

/** How many found orders come before a place, as far as lists are counted. */
export async function countFoundBefore(db: Executor, asked: Asked, before: SQL): Promise<number> {
  const counted = db
    .select({ one: sql`1`.as('one') })
    .from(foundIn(asked, null))
    .where(and(narrowedTo(orderFacts, asked, {}), before))
    .limit(COUNTED_AT_MOST + 1)
    .as('counted');
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(counted);
  return row?.count ?? 0;
}

/** How many orders of each state a search finds, in one pass over what the index finds. @source D26 */
export async function countFoundStates(
  db: Executor,
  asker: Actor,
  filter: OrderFilter,
): Promise<ReadonlyMap<OrderState, number>> {
  const party = partyOf(asker);
  const isAskedAlone = filter.search.number === null && (party !== null || seesAllParties(asker));
  const rows = isAskedAlone
    ? await db
        .select({ state: sql<OrderState>`${orderFacts.state}`, count: sql<number>`least(count, ${AT_MOST})::int` })
        .from(countedIn(asker, filter, party))
        .where(party === null ? visibleTo(orderFacts, asker) : undefined) // by the state alone
    : await db
        .select({ state: sql<OrderState>`${orderFacts.state}`, count: sql<number>`least(count(*), ${AT_MOST})::int` })
        .from(foundIn({ asker, filter, state: undefined }, null))
        .where(narrowedTo(orderFacts, { asker, filter, state: undefined }, {}))
        .groupBy(orderFacts.state);
  return new Map(rows.map(({ state, count }) => [state, count]));
}

const AT_MOST = sql.raw(String(COUNTED_AT_MOST + 1));

/** The orders a search finds, to be joined with what is asked of them. */
export const foundIn = ({ asker, filter: { search }, state }: Asked, atMost: number | null): SQL =>
  withWords(wordsFor(asker, search.words), state ? [state] : statesOf(asker), atMost);

const countedIn = (asker: Actor, { search, from, to }: OrderFilter, party: Party | null): SQL => {
  const { since, until } = placedWithin(from, to);
  return sql`count_orders_with_words(${wordsFor(asker, search.words)}::text[], ${party?.role ?? null}::text, ${party?.id ?? null}::uuid, ${since}::timestamptz, ${until}::timestamptz) as ${orderFacts}`;
};

const wordsFor = (asker: Actor, words: readonly string[]): SQL => {
  const party = partyOf(asker);
  return sql`${sql.param(party === null ? words : [...words, partyWord(party)])}`;
};

/** Everything but the words: what may be seen, the tab, the beginning of a number, when it was placed, and where a page begins. */
const narrowedTo = (
  table: Searchable,
  { asker, filter: { search, from, to }, state }: Asked,
  { sort, after, before }: Partial<OrderPage>,
): SQL | undefined => {
  const { since, until } = placedWithin(from, to);
  return and(
    visibleTo(table, asker),
    state && eq(table.state, state),
    search.number ? beginsWith(table, search.number) : undefined,
    since === null ? undefined : sql`${table.placedAt} >= ${since}::timestamptz`,
    until === null ? undefined : sql`${table.placedAt} < ${until}::timestamptz`,
    after && liesBeyond(table, after, sort),
    before && liesBefore(table, before, sort),
  );
};
