import { and, arrayContains, eq, inArray, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Actor, Role } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { prepared } from '../prepared.ts';
import { accounts } from '../schema/organization.ts';
import { orderEvents, orders } from '../schema/order.ts';
import { fileOf, orderFiles } from './order.ts';
import type { OrderFile } from './order.ts';

/** What a list of orders is narrowed to. */
export interface OrderFilter {
  readonly state?: OrderState | undefined;
  /** Words that must all be found; none: everything. */
  readonly words: readonly string[];
  /** The last order of the page before. */
  readonly after?: { readonly placedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** The orders the asker may see, newest first, by keyset. @source L92, D26 */
export async function listedOrders(
  db: Executor,
  asker: Actor,
  { state, words, after, limit }: OrderFilter,
): Promise<OrderFile[]> {
  const rows = await orderFiles(db)
    .where(
      and(
        visibleTo(asker),
        state && eq(orders.state, state),
        words.length > 0 ? arrayContains(orders.tokens, [...words]) : undefined,
        after && sql`(${orders.placedAt}, ${orders.id}) < (${after.placedAt}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(sql`${orders.placedAt} desc nulls last`, sql`${orders.id} desc nulls last`) // as the indexes are
    .limit(limit);
  return rows.map(fileOf);
}

/** The asker part of every question about orders: `maySee`, said in SQL. @source D26 */
const visibleTo = (asker: Actor): SQL | undefined => or(...asker.roles.map((role) => visibleAs(role, asker)));

function visibleAs(role: Role, { organizationId, parkId }: Actor): SQL {
  switch (role) {
    case 'institution':
      return eq(orders.institutionId, organizationId ?? '');
    case 'enterprise':
      return eq(orders.enterpriseId, organizationId ?? '');
    case 'park':
      return eq(orders.parkId, parkId ?? '');
    case 'finance':
      return inArray(orders.state, ['preRedeemed', 'redeemed']);
    case 'center':
    case 'admin':
      return sql`true`;
  }
}

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
      orderId: orderEvents.orderId,
      at: orderEvents.at,
      step: sql<OrderStep>`${orderEvents.step}`,
      actorId: sql<string>`${orderEvents.actorId}`,
      actorName: accounts.name,
      actorRole: sql<Role>`${orderEvents.actorRole}`,
      from: orderEvents.fromState,
      to: orderEvents.toState,
      reason: orderEvents.reason,
    })
    .from(orderEvents)
    .innerJoin(accounts, eq(accounts.id, orderEvents.actorId)); // the clock has no account, and no place in the timeline

/** What people did with an order, oldest first. */
export const timelineOf = (db: Executor, orderId: string): Promise<TimelineEntry[]> =>
  entriesOfOrder(db).execute({ orderId });

const entriesOfOrder = prepared((db) =>
  entries(db)
    .where(eq(orderEvents.orderId, sql.placeholder('orderId')))
    .orderBy(orderEvents.seq)
    .prepare('timeline'),
);

/** The same for a page of orders, in one statement. */
export async function timelinesOf(
  db: Executor,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, TimelineEntry[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await entries(db)
    .where(sql`${orderEvents.orderId} = any(${sql.param(orderIds)}::uuid[])`)
    .orderBy(orderEvents.orderId, orderEvents.seq);
  const timelines = new Map<string, TimelineEntry[]>(orderIds.map((orderId) => [orderId, []]));
  for (const row of rows) timelines.get(row.orderId)?.push(row);
  return timelines;
}
