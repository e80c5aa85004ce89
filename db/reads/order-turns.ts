import { and, eq, ne, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Actor } from '../../domain/role.ts';
import type { Executor } from '../client.ts';
import { isWaiting, orders } from '../schema/order.ts';
import { accounts } from '../schema/organization.ts';
import { countPart, countRows } from './counted.ts';
import type { ListPart } from './counted.ts';
import { selectOrderRecords, toOrderRecord } from './order.ts';
import type { OrderRecord } from './order.ts';
import { findByWords, matchSearch } from './order-search.ts';
import type { OrderSearch } from './order-search.ts';

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
export async function listTurns(db: Executor, { id, roles, organizationId }: Actor): Promise<Turn[]> {
  const role = roles.includes('institution') ? 'institution' : roles.includes('enterprise') ? 'enterprise' : null;
  if (role === null) return [];
  const steps = stepsOf(role);
  const own = eq(role === 'institution' ? orders.institutionId : orders.enterpriseId, organizationId ?? '');
  const waits = (step: OrderStep) => and(own, isWaiting(orders, role), eq(orders.waitingStep, step), notUnderWay(step));
  const [row] = await db
    .select(Object.fromEntries(steps.map((step) => [step, countRows(db, orders, waits(step))])))
    .from(accounts)
    .where(eq(accounts.id, id));
  return steps.map((step) => ({ step, count: row?.[step] ?? 0 })).filter(({ count }) => count > 0);
}

type Company = 'institution' | 'enterprise';

/** Which company may be waited for with a step, in the order of an order's life; null for steps that no company is waited for. */
const WAITED_OF: Readonly<Record<OrderStep, Company | 'both' | null>> = {
  place: null,
  confirmPrice: 'institution',
  pay: 'enterprise',
  withdraw: null,
  approvePayment: null,
  rejectPayment: null,
  proposeChange: null,
  acceptChange: 'enterprise',
  approveChange: null,
  rejectChange: null,
  dropChange: null,
  returnRedemption: null,
  supplementRedemption: 'institution',
  requestRedemption: 'institution',
  approveRedemption: null,
  rejectRedemption: null,
  recordPayout: null,
  failPayout: null,
  close: 'both',
  dropClosure: null,
};

const stepsOf = (company: Company): readonly OrderStep[] =>
  (Object.keys(WAITED_OF) as OrderStep[]).filter((step) => WAITED_OF[step] === company || WAITED_OF[step] === 'both');

/** A service under way waits for its redemption too, and is nobody's turn yet. */
const notUnderWay = (step: OrderStep): SQL | undefined =>
  step === 'requestRedemption' ? ne(orders.state, 'paid') : undefined;

/** Where a page of orders to price begins: the one it comes after, or the one it ends before. */
interface Place {
  readonly placedAt: string;
  readonly id: string;
}

/** The asker's institution, and what is searched for. */
interface ToPrice {
  readonly institutionId: string;
  readonly search: OrderSearch;
}

/** The orders that wait for their institution to confirm the price, longest waiting first, by keyset. @source L99, L117 */
export async function listOrdersToPrice(
  db: Executor,
  {
    after,
    before,
    limit,
    ...asked
  }: ToPrice & { readonly after?: Place | undefined; readonly before?: Place | undefined; readonly limit: number },
): Promise<OrderRecord[]> {
  const rows = await selectOrderRecords(db)
    .where(
      and(
        await isToPrice(db, asked),
        after && sql`(${orders.placedAt}, ${orders.id}) > (${after.placedAt}::timestamptz, ${after.id}::uuid)`,
        before && isBefore(before),
      ),
    )
    .orderBy(...(before ? [sql`${orders.placedAt} desc`, sql`${orders.id} desc`] : [orders.placedAt, orders.id]))
    .limit(limit);
  return (before ? rows.toReversed() : rows).map(toOrderRecord);
}

/** Which part of such a list a page is. */
export const countOrdersToPrice = async (
  db: Executor,
  { before, ...asked }: ToPrice & { readonly before: Place | undefined },
): Promise<ListPart> => countPart(db, orders, { all: await isToPrice(db, asked), before: before && isBefore(before) });

const isToPrice = async (db: Executor, { institutionId, search }: ToPrice): Promise<SQL | undefined> =>
  and(
    eq(orders.institutionId, institutionId),
    isWaiting(orders, 'institution'),
    eq(orders.waitingStep, 'confirmPrice' satisfies OrderStep),
    matchSearch(await findByWords(db, search, { role: 'institution', id: institutionId })),
  );

const isBefore = ({ placedAt, id }: Place): SQL =>
  sql`(${orders.placedAt}, ${orders.id}) < (${placedAt}::timestamptz, ${id}::uuid)`;
