import { sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';
import { addDays, instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderSearch } from './order-search.ts';

/** Where a page begins: the order it comes after, or the one it ends before. */
export interface Place {
  readonly placedAt: string;
  readonly id: string;
}

/** By the time of placing, either way: what the indexes of the list serve. */
export const ORDER_SORTS = ['newest', 'oldest'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** Which orders are asked for. */
export interface OrderFilter {
  readonly search: OrderSearch;
  /** Placed on or after, and on or before these days. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** One page of one tab. */
export interface OrderPage {
  readonly state?: OrderState | undefined;
  /** What comes first; the newest when not given. */
  readonly sort?: OrderSort | undefined;
  readonly after?: Place | undefined;
  readonly before?: Place | undefined;
  readonly limit: number;
}

/** What is in the order of placing: orders, and what is kept of them for searches. */
type Placed = Readonly<Record<'id' | 'placedAt', SQLWrapper>>;

/** The order in which a page is read, as the indexes are: one that ends before a place is read backwards. */
export const inListOrder = (
  { placedAt, id }: Placed,
  { sort, before }: { readonly sort?: OrderSort | undefined; readonly before?: Place | undefined },
): SQL =>
  (sort === 'oldest') === (before !== undefined)
    ? sql`${placedAt} desc nulls last, ${id} desc nulls last`
    : sql`${placedAt} asc nulls first, ${id} asc nulls first`;

const isNewer = (table: Placed, { placedAt, id }: Place): SQL =>
  sql`(${table.placedAt}, ${table.id}) > (${placedAt}::timestamptz, ${id}::uuid)`;
const isOlder = (table: Placed, { placedAt, id }: Place): SQL =>
  sql`(${table.placedAt}, ${table.id}) < (${placedAt}::timestamptz, ${id}::uuid)`;

/** What comes before a place in a list. */
export const liesBefore = (table: Placed, place: Place, sort: OrderSort | undefined): SQL =>
  sort === 'oldest' ? isOlder(table, place) : isNewer(table, place);

/** What comes after it. */
export const liesBeyond = (table: Placed, place: Place, sort: OrderSort | undefined): SQL =>
  sort === 'oldest' ? isNewer(table, place) : isOlder(table, place);

/** The instants between which orders of these days were placed: from the first on, and before the second. */
export const placedWithin = (from: Day | undefined, to: Day | undefined) => ({
  since: from === undefined ? null : instantAt(from, '00:00:00'),
  until: to === undefined ? null : instantAt(addDays(to, 1), '00:00:00'),
});
