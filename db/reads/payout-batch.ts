import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Fen } from '../../domain/fen.ts';
import type { BatchLineState } from '../../domain/payout-batch.ts';
import type { Executor } from '../client.ts';
import { orders } from '../schema/order.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { payoutBatches, payoutBatchLines as lines } from '../schema/payout-batch.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import { countPart } from './counted.ts';
import type { ListPart } from './counted.ts';

const heads = (db: Executor) =>
  db
    .select({
      id: payoutBatches.id,
      number: payoutBatches.number,
      preparedAt: payoutBatches.preparedAt,
      exportedAt: payoutBatches.exportedAt,
      preparedBy: { id: accounts.id, name: accounts.name },
    })
    .from(payoutBatches)
    .innerJoin(accounts, eq(accounts.id, payoutBatches.preparedBy));

export type BatchRow = Awaited<ReturnType<typeof heads>>[number];

interface Place {
  readonly at: string;
  readonly id: string;
}

/** Batches, newest first, also those next `before` a place; `waiting`: only those with a line that waits for the bank. Finance's own question. @source D2 */
export async function listBatchPage(
  db: Executor,
  {
    waiting,
    after,
    before,
    limit,
  }: { waiting: boolean; after?: Place | undefined; before?: Place | undefined; limit: number },
): Promise<BatchRow[]> {
  const rows = await heads(db)
    .where(
      and(
        hasWaiting(waiting),
        after &&
          sql`(${payoutBatches.preparedAt}, ${payoutBatches.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
        before && isNewer(before),
      ),
    )
    .orderBy(...(before ? OLDEST_FIRST : NEWEST_FIRST))
    .limit(limit);
  return before ? rows.toReversed() : rows;
}

// as the index is
const NEWEST_FIRST = [payoutBatches.preparedAt, payoutBatches.id].map((column) => sql`${column} desc nulls last`);
const OLDEST_FIRST = [payoutBatches.preparedAt, payoutBatches.id].map((column) => sql`${column} asc nulls first`);

const hasWaiting = (waiting: boolean): SQL | undefined =>
  waiting
    ? sql`exists (select from ${lines} where ${lines.batchId} = ${payoutBatches.id} and ${lines.state} = 'waiting')`
    : undefined;

const isNewer = ({ at, id }: Place): SQL =>
  sql`(${payoutBatches.preparedAt}, ${payoutBatches.id}) > (${at}::timestamptz, ${id}::uuid)`;

/** Which part of that list a page is. */
export const countBatches = (
  db: Executor,
  { waiting, before }: { waiting: boolean; before: Place | undefined },
): Promise<ListPart> =>
  countPart(db, payoutBatches, { all: hasWaiting(waiting), before: before && isNewer(before) }, ...NEWEST_FIRST);

/** One batch. */
export async function findBatch(db: Executor, id: string): Promise<BatchRow | undefined> {
  const [row] = await heads(db).where(eq(payoutBatches.id, id));
  return row;
}

/** How many lines of a batch are in a state, and what they come to. */
export interface BatchSum {
  readonly batchId: string;
  readonly state: BatchLineState;
  readonly count: number;
  readonly amountFen: Fen;
}

/** The sums of these batches by the state of their lines. */
export const listBatchSums = (db: Executor, batchIds: readonly string[]): Promise<BatchSum[]> =>
  db
    .select({
      batchId: lines.batchId,
      state: lines.state,
      count: sql<number>`count(*)::int`,
      amountFen: sql<Fen>`sum(${lines.amountFen})::float8`,
    })
    .from(lines)
    .where(sql`${lines.batchId} = any(${sql.param(batchIds)}::uuid[])`)
    .groupBy(lines.batchId, lines.state);

const rows = (db: Executor) =>
  db
    .select({
      id: lines.id,
      batchId: lines.batchId,
      batch: payoutBatches.number,
      preparedAt: payoutBatches.preparedAt,
      exportedAt: payoutBatches.exportedAt,
      order: { id: orders.id, name: orders.number },
      product: sql<string>`${orders.product} ->> 'name'`,
      institution: { id: organizations.id, name: organizations.name },
      amountFen: lines.amountFen,
      state: lines.state,
      reason: lines.reason,
      reference: lines.reference,
      paidOn: lines.paidOn,
      settledAt: lines.settledAt,
      settledBy: accounts.name,
    })
    .from(lines)
    .innerJoin(payoutBatches, eq(payoutBatches.id, lines.batchId))
    .innerJoin(orders, eq(orders.id, lines.orderId))
    .innerJoin(organizations, eq(organizations.id, orders.institutionId))
    .leftJoin(accounts, eq(accounts.id, lines.settledBy));

export type BatchLineRow = Awaited<ReturnType<typeof rows>>[number];

/** The lines of a batch, in the order they were put in. A batch holds few hundred at most. */
export const listBatchLines = (db: Executor, batchId: string): Promise<BatchLineRow[]> =>
  rows(db).where(eq(lines.batchId, batchId)).orderBy(lines.id);

/** The lines an order has stood in, oldest first: what its page shows beside the payouts. */
export const listBatchLinesOfOrder = (db: Executor, orderId: string): Promise<BatchLineRow[]> =>
  rows(db).where(eq(lines.orderId, orderId)).orderBy(lines.id);

/** The last line of each of these orders, where its transfer failed, or it was taken out of its batch for a reason: the bank may have been asked. @source D2 */
export const listLastUnpaid = (db: Executor, orderIds: readonly string[]) =>
  db
    .select({
      id: lines.id,
      batchId: lines.batchId,
      batch: payoutBatches.number,
      orderId: lines.orderId,
      state: lines.state,
      reason: lines.reason,
      settledAt: lines.settledAt,
    })
    .from(lines)
    .innerJoin(payoutBatches, eq(payoutBatches.id, lines.batchId))
    .where(
      and(
        sql`${lines.orderId} = any(${sql.param(orderIds)}::uuid[]) and ${lines.state} in ('removed', 'failed') and ${isNotNull(lines.reason)}`,
        sql`not exists (select from ${lines} later where later.order_id = ${lines.orderId} and later.id > ${lines.id})`,
      ),
    );

/** The orders whose payout no batch has yet, earliest due first: what a new batch is chosen from. @source D2 */
export const listPayableOrders = (
  db: Executor,
  { after, limit }: { after?: Place | undefined; limit: number },
): Promise<{ orderId: string; taskId: string; dueAt: string }[]> =>
  db
    .select({ orderId: tasks.subjectId, taskId: tasks.id, dueAt: tasks.dueAt })
    .from(tasks)
    .where(
      and(
        sql`${tasks.group} = 'finance' and ${tasks.kind} = 'payout' and ${taskIsOpen}`,
        sql`not exists (select from ${lines} where ${lines.orderId} = ${tasks.subjectId} and ${lines.state} = 'waiting')`,
        after && sql`(${tasks.dueAt}, ${tasks.id}) > (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(tasks.dueAt, tasks.id)
    .limit(limit);
