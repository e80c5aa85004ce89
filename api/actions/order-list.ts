import { z } from 'zod';
import type { Account } from '../../db/reads/account.ts';
import { countOrdersBefore, listOrderPage, countTabs, listTimelines, sumOrders } from '../../db/reads/order-list.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import type { OrderSums, TabCounts } from '../../db/reads/order-list.ts';
import { ORDER_SORTS } from '../../db/reads/order-page.ts';
import type { OrderFilter } from '../../db/reads/order-page.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import type { Language } from '../../domain/language.ts';
import { day, optionalText } from '../forms/fields.ts';
import { StateName } from '../forms/names.ts';
import { bothWaysByInstant, pageBothWays } from '../forms/page.ts';
import { now } from './moment.ts';
import type { Portal } from './portal.ts';
import { orderJson } from './order-json.ts';
import type { OrderJson } from './order-json.ts';

/** How orders are asked for, by clients and by the page. */
export const orderQuery = z.object({
  ...bothWaysByInstant,
  state: StateName.optional(),
  q: optionalText(100).describe('Numbers or their beginning, companies, products, amounts, pinyin initials'),
  from: day.optional().describe('Placed on this day or later'),
  to: day.optional().describe('Placed on this day or earlier'),
  sort: z.enum(ORDER_SORTS).optional().describe('What comes first, by the time of placing; the newest when not given'),
});

type OrderQuery = z.output<typeof orderQuery>;

interface Listed {
  readonly file: OrderRecord;
  readonly order: OrderJson;
}

interface OrderList<Item> {
  readonly items: Item[];
  readonly next: string | null;
  /** Null on the first page. */
  readonly previous: string | null;
}

/** A page of the orders the asker may see. @source L92 */
export async function listOrders(...asked: Parameters<typeof listCases>): Promise<OrderList<OrderJson>> {
  const { items, ...cursors } = await listCases(...asked);
  return { items: items.map(({ order }) => order), ...cursors };
}

/** The same with the file behind each order: a page's timelines are read at once, as its orders are. @source L92 */
export async function listCases(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: OrderQuery,
  language: Language,
): Promise<OrderList<Listed>> {
  const { state, sort, after, before, limit } = query;
  const place = (at: OrderQuery['after']) => at && { placedAt: at.at, id: at.id };
  const asked = { state, sort, after: before ? undefined : place(after), before: place(before), limit: limit + 1 };
  const files = await listOrderPage(db, account, filterOf(query), asked);
  const { rows, ...cursors } = pageBothWays(files, query, (file) => [file.placedAt, file.order.id]);
  const timelines = await listTimelines(
    db,
    rows.map(({ order }) => order.id),
  );
  const viewing = { actor: account, moment: now(), language };
  const items = rows.map((file) => ({ file, order: orderJson(file, timelines.get(file.order.id) ?? [], viewing) }));
  return { items, ...cursors };
}

/** How many orders come before the first of such a page; 1 001 stands for more than 1 000. */
export const countBefore = (
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: OrderQuery,
  { items: [first], previous }: OrderList<Listed>,
): Promise<number> | number =>
  first === undefined || previous === null
    ? 0
    : countOrdersBefore(db, account, filterOf(query), {
        state: query.state,
        sort: query.sort,
        before: { placedAt: first.file.placedAt, id: first.file.order.id },
      });

/** The counts of the ten tabs beside such a page: `all`, then the states; 1 001 stands for more than 1 000. @source L92 */
export const countOrders = (
  { db }: Pick<Portal, 'db'>,
  account: Account,
  query: Pick<OrderQuery, 'q' | 'from' | 'to'>,
): Promise<TabCounts> => countTabs(db, account, filterOf(query));

/** What the orders of such a list come to, in fen; all of them, on whatever page. @source L95 */
export const sumList = ({ db }: Pick<Portal, 'db'>, account: Account, query: OrderQuery): Promise<OrderSums> =>
  sumOrders(db, account, filterOf(query), query.state);

/** What a query narrows the orders to. */
export const filterOf = ({ q, from, to }: Pick<OrderQuery, 'q' | 'from' | 'to'>): OrderFilter => ({
  search: q === null ? EVERYTHING : parseOrderSearch(q),
  from,
  to,
});
