import { and, eq, sql } from 'drizzle-orm';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Executor } from '../client.ts';
import { orderEvents, orders } from '../schema/order.ts';

/** Where a page of decisions begins: behind this one. */
interface Place {
  readonly at: string;
  readonly orderId: string;
  readonly seq: number;
}

/** What a person has done with orders, newest first: the history of their decisions. @source D6 */
export const listDecisionRows = (
  db: Executor,
  accountId: string,
  { after, limit }: { after?: Place | undefined; limit: number },
) =>
  db
    .select({
      orderId: orderEvents.subjectId,
      seq: orderEvents.seq,
      number: orders.number,
      product: sql<string>`${orders.product} ->> 'name'`,
      step: sql<OrderStep>`${orderEvents.step}`,
      to: orderEvents.toState,
      reason: orderEvents.reason,
      at: orderEvents.at,
    })
    .from(orderEvents)
    .innerJoin(orders, eq(orders.id, orderEvents.subjectId))
    .where(
      and(
        eq(orderEvents.actorId, accountId),
        after &&
          sql`(${orderEvents.at}, ${orderEvents.subjectId}, ${orderEvents.seq}) < (${after.at}::timestamptz, ${after.orderId}::uuid, ${after.seq})`,
      ),
    )
    .orderBy(
      sql`${orderEvents.at} desc nulls last`, // as the index is
      sql`${orderEvents.subjectId} desc nulls last`,
      sql`${orderEvents.seq} desc nulls last`,
    )
    .limit(limit);

export type DecisionRow = Awaited<ReturnType<typeof listDecisionRows>>[number];
