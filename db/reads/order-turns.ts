import { and, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { counted } from './counted.ts';

/** A step a company's orders wait for the company to take, and how many do. */
export interface Turn {
  readonly step: OrderStep;
  readonly count: number;
}

/**
 * What the orders of a company wait for the company to do, in the order of an order's life; a service under way is not among
 * them. Staff have their inbox.
 *
 * @source L92, L132, D5, D13
 */
export async function turnsOf(db: Executor, { id, roles, organizationId }: Actor): Promise<Turn[]> {
  const side = roles.includes('institution') ? INSTITUTION : roles.includes('enterprise') ? ENTERPRISE : [];
  if (side.length === 0) return [];
  const own = eq(side === INSTITUTION ? orders.institutionId : orders.enterpriseId, organizationId ?? '');
  const [row] = await db
    .select(Object.fromEntries(side.map(([step, waits]) => [step, counted(db, orders, and(own, waits))])))
    .from(accounts)
    .where(eq(accounts.id, id));
  return side.map(([step]) => ({ step, count: row?.[step] ?? 0 })).filter(({ count }) => count > 0);
}

type Wait = readonly [step: OrderStep, waits: SQL | undefined];

const unpaid = inArray(orders.state, ['unpaid', 'paymentRejected']);

const INSTITUTION: readonly Wait[] = [
  ['confirmPrice', and(unpaid, eq(orders.priceConfirmed, false))],
  ['supplementRedemption', and(eq(orders.state, 'redemptionReview'), eq(orders.returned, true))],
  ['requestRedemption', eq(orders.state, 'redemptionRejected')],
];

const ENTERPRISE: readonly Wait[] = [
  ['pay', and(unpaid, eq(orders.priceConfirmed, true))],
  ['acceptChange', and(eq(orders.state, 'paid'), sql`${orders.changes} @> '[{"state":"proposed"}]'`)],
];
