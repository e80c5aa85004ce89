import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { ORDER_DECISIONS } from '../../db/reads/order-decision.ts';
import { listNotifications } from '../../db/reads/notification.ts';
import { listOrderPage } from '../../db/reads/order-list.ts';
import { EVERYTHING } from '../../db/reads/order-search.ts';
import { listTaskPage } from '../../db/reads/task.ts';
import type { Actor } from '../../domain/role.ts';
import type { Scheme } from '../../test/setup/scheme.ts';
import { rounded } from '../figures.ts';
import { asActor, LIMIT } from './reads.ts';
import type { Read, Timed } from './timing.ts';

const PAGE_ROWS = 20;
const FAR_PAGE = 10_000;

/** One list at its first page and at a far one. */
export interface Compared {
  readonly name: string;
  readonly page: number;
  readonly first: number;
  readonly far: number;
  readonly ratio: number;
}

/**
 * Page 10 000 of each list against its first, or the last whole page of a list that has fewer, by the medians of SQL time.
 * Where a far page begins is asked once, by offset, which no page is read by.
 */
export async function compareFarPages(
  db: Executor,
  scheme: Scheme,
  time: (read: Read) => Promise<Timed>,
): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for (const { name, place, page } of lists(scheme)) {
    const found = await placeOf(db, place);
    if (!found) continue;
    const first = await time({ name: `${name}, page 1`, call: (reader) => page(reader, undefined) });
    const far = await time({ name: `${name}, far`, call: (reader) => page(reader, found.row) });
    const [near, beyond] = [first.sql.p50, far.sql.p50];
    compared.push({ name, page: found.page, first: near, far: beyond, ratio: rounded(beyond / near) });
  }
  return compared;
}

interface Row {
  readonly at: string;
  readonly id: string;
}

interface List {
  readonly name: string;
  /** The rows of the list as `at` and `id`, in its order. */
  readonly place: string;
  readonly page: (db: Executor, after: Row | undefined) => PromiseLike<unknown>;
}

/** Of the far page, or of the last but one that there is; undefined for a list of fewer than three pages. */
async function placeOf(db: Executor, place: string): Promise<{ row: Row; page: number } | undefined> {
  const { rows } = await db.execute<{ at: string; id: string; page: number }>(
    sql.raw(`with listed as materialized (select *, row_number() over () as n from (${place} limit ${FAR_PAGE * PAGE_ROWS}) rows)
      select to_char(at::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, id, (n / ${PAGE_ROWS})::int as page from listed
      where n = (select (max(n) / ${PAGE_ROWS} - 1) * ${PAGE_ROWS} from listed)`),
  );
  const [row] = rows;
  return row && row.page > 2 ? { row, page: row.page + 1 } : undefined;
}

const orderPage =
  (asker: Actor, state?: 'redeemed') =>
  (db: Executor, after: Row | undefined): PromiseLike<unknown> =>
    listOrderPage(
      db,
      asker,
      { search: EVERYTHING },
      { state, after: after && { placedAt: after.at, id: after.id }, limit: LIMIT },
    );

const ordersOf = (where: string): string =>
  `select placed_at as at, id from orders where ${where} order by placed_at desc nulls last, id desc nulls last`;

function lists(scheme: Scheme): readonly List[] {
  const { zhao, li, chen, sun, park, institution } = scheme;
  const center = asActor(zhao);
  return [
    { name: 'orders, center', place: ordersOf('true'), page: orderPage(center) },
    { name: 'orders, center, redeemed', place: ordersOf(`state = 'redeemed'`), page: orderPage(center, 'redeemed') },
    { name: 'orders, park', place: ordersOf(`park_id = '${park.id}'`), page: orderPage(asActor(li)) },
    {
      name: 'orders, institution',
      place: ordersOf(`institution_id = '${institution.id}'`),
      page: orderPage(asActor(chen)),
    },
    {
      name: 'orders, finance',
      place: ordersOf(`state in ('preRedeemed', 'redeemed')`),
      page: orderPage(asActor(sun)),
    },
    {
      name: 'tasks, center, done',
      place: `select due_at as at, id from tasks where group_key = 'center' and state = 'done' order by due_at, id`,
      page: (db, after) =>
        listTaskPage(db, center, {
          mine: false,
          state: 'done',
          after: after && { dueAt: after.at, id: after.id },
          limit: LIMIT,
        }),
    },
    {
      name: 'notices',
      place: `select at, id from notifications where account_id = '${zhao.id}' order by id desc nulls last`,
      page: (db, after) => listNotifications(db, zhao.id, { after: after?.id, limit: LIMIT }),
    },
    {
      name: 'decisions',
      place: `select at, subject_id as id from order_events where actor_id = '${zhao.id}' order by at desc nulls last, subject_id desc nulls last`,
      page: (db, after) =>
        ORDER_DECISIONS.list(
          db,
          center,
          { search: EVERYTHING },
          { after: after && { at: after.at, subjectId: after.id, seq: 2 }, limit: LIMIT },
        ),
    },
  ];
}
