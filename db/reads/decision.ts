import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { addDays, instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Actor } from '../../domain/role.ts';
import { ENDS_CONSENTS } from '../../domain/order/events.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Executor } from '../client.ts';
import { orderEvents, orders } from '../schema/order.ts';
import { tasks } from '../schema/task.ts';
import { COUNTED_AT_MOST } from './counted.ts';
import { matchSearch } from './order-search.ts';
import type { OrderSearch } from './order-search.ts';
import { matchGroups } from './task.ts';

/** A decision, as a place in the list of them. */
export interface DecisionPlace {
  readonly at: string;
  readonly orderId: string;
  readonly seq: number;
}

/** Which of a person's decisions are asked for. */
export interface DecisionFilter {
  readonly search: OrderSearch;
  /** Taken on or after, and on or before these days. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

const narrowed = (accountId: string, { search, from, to }: DecisionFilter): SQL | undefined =>
  and(
    eq(orderEvents.actorId, accountId),
    matchSearch(search),
    from && sql`${orderEvents.at} >= ${instantAt(from, '00:00:00')}::timestamptz`,
    to && sql`${orderEvents.at} < ${instantAt(addDays(to, 1), '00:00:00')}::timestamptz`,
  );

const placeOf = ({ at, orderId, seq }: DecisionPlace): SQL => sql`(${at}::timestamptz, ${orderId}::uuid, ${seq})`;
const EVENT_PLACE = sql`(${orderEvents.at}, ${orderEvents.subjectId}, ${orderEvents.seq})`;

/** The task a decision was taken on, where the asker may still open it. */
const taskOf = (asker: Actor): SQL<string | null> =>
  sql<string | null>`(select ${tasks.id} from ${tasks} where ${tasks.subjectId} = ${orderEvents.subjectId}
    and ${tasks.subjectType} = 'order' and ${matchGroups(asker)} and ${tasks.openedSeq} < ${orderEvents.seq}
    and (${tasks.closedSeq} is null or ${tasks.closedSeq} >= ${orderEvents.seq}) order by ${tasks.openedSeq} desc limit 1)`;

/** How many decisions match, and how many of them come before a place; 1 001 stands for more than 1 000. */
export async function countDecisions(
  db: Executor,
  accountId: string,
  filter: DecisionFilter,
  before: DecisionPlace | undefined,
): Promise<{ total: number; before: number }> {
  const asksForOrders = matchSearch(filter.search) !== undefined; // else the events alone are counted, by their index
  const count = (place?: SQL) => {
    const where = and(narrowed(accountId, filter), place);
    const some = db
      .select({ one: sql`1`.as('one') })
      .from(orderEvents)
      .$dynamic();
    const found = asksForOrders ? some.innerJoin(orders, eq(orders.id, orderEvents.subjectId)) : some;
    return sql<number>`(select count(*)::int from ${found
      .where(where)
      .limit(COUNTED_AT_MOST + 1)
      .as('counted')})`;
  };
  const [counts] = await db
    .select({ total: count(), before: before ? count(sql`${EVENT_PLACE} > ${placeOf(before)}`) : sql<number>`0` })
    .from(sql`(select) as once`);
  return counts ?? { total: 0, before: 0 };
}

/** What a person has done with orders, newest first: the history of their decisions; also those next `before` a place. @source D6 */
export async function listDecisionRows(
  db: Executor,
  asker: Actor,
  filter: DecisionFilter,
  { after, before, limit }: { after?: DecisionPlace | undefined; before?: DecisionPlace | undefined; limit: number },
) {
  const rows = await selectDecisions(db, asker)
    .where(
      and(
        narrowed(asker.id, filter),
        after && sql`${EVENT_PLACE} < ${placeOf(after)}`,
        before && sql`${EVENT_PLACE} > ${placeOf(before)}`,
      ),
    )
    .orderBy(...(before ? OLDEST_FIRST : NEWEST_FIRST))
    .limit(limit);
  return before ? rows.toReversed() : rows;
}

// as the index is
const NEWEST_FIRST = [orderEvents.at, orderEvents.subjectId, orderEvents.seq].map(
  (column) => sql`${column} desc nulls last`,
);
const OLDEST_FIRST = [orderEvents.at, orderEvents.subjectId, orderEvents.seq].map(
  (column) => sql`${column} asc nulls first`,
);

/** Of what was done about a closing by agreement, the sides that had agreed before, one after the other; else null. @source D3 */
const AGREED = sql<string | null>`case when ${orderEvents.step} in ('close', 'dropClosure') then (
  select string_agg(earlier.actor_role, ' ') from ${orderEvents} as earlier
  where earlier.subject_id = ${orderEvents.subjectId} and earlier.seq < ${orderEvents.seq}
    and earlier.step = 'close' and earlier.to_state <> 'closed'
    and earlier.seq > coalesce((select max(ended.seq) from ${orderEvents} as ended
      where ended.subject_id = ${orderEvents.subjectId} and ended.seq < ${orderEvents.seq}
        and ended.step = any(${sql.param([...ENDS_CONSENTS])}::text[])), 0)) end`;

const selectDecisions = (db: Executor, asker: Actor) =>
  db
    .select({
      orderId: orderEvents.subjectId,
      seq: orderEvents.seq,
      number: orders.number,
      product: sql<string>`${orders.product} ->> 'name'`,
      step: sql<OrderStep>`${orderEvents.step}`,
      to: orderEvents.toState,
      actorRole: orderEvents.actorRole,
      agreed: AGREED,
      reason: orderEvents.reason,
      at: orderEvents.at,
      taskId: taskOf(asker),
    })
    .from(orderEvents)
    .innerJoin(orders, eq(orders.id, orderEvents.subjectId));

export type DecisionRow = Awaited<ReturnType<typeof listDecisionRows>>[number];
