import { sql } from 'drizzle-orm';
import { ENDS_CONSENTS } from '../../domain/order/events.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { orderEvents, orders } from '../schema/order.ts';
import { toEventsTable } from '../schema/process.ts';
import { decisionReads } from './decision.ts';
import { findByWords, isWithWords, matchSearch } from './order-search.ts';

/** Of what was done about a closing by agreement, the sides that had agreed before, one after the other; else null. @source D3 */
const AGREED = sql<string | null>`case when ${orderEvents.step} in ('close', 'dropClosure') then (
  select string_agg(earlier.actor_role, ' ') from ${orderEvents} as earlier
  where earlier.subject_id = ${orderEvents.subjectId} and earlier.seq < ${orderEvents.seq}
    and earlier.step = 'close' and earlier.to_state <> 'closed'
    and earlier.seq > coalesce((select max(ended.seq) from ${orderEvents} as ended
      where ended.subject_id = ${orderEvents.subjectId} and ended.seq < ${orderEvents.seq}
        and ended.step = any(${sql.param([...ENDS_CONSENTS])}::text[])), 0)) end`;

/** What people have done with orders. @source D6 */
export const ORDER_DECISIONS = decisionReads<OrderStep, OrderState>({
  type: 'order',
  events: toEventsTable(orderEvents),
  subjects: orders,
  name: sql<string>`${orders.product} ->> 'name'`,
  agreed: AGREED,
  matches: async (db, search) => matchSearch(await findByWords(db, search)),
  matchesEvents: async (db, search) => {
    if (search.number !== null || search.words.length === 0) return undefined;
    return isWithWords(orderEvents.subjectId, await findByWords(db, search));
  },
});
