import { and, asc, desc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import type { EVERY_CLAIM } from '../../domain/reconciliation.ts';
import { COMMITTED_ORDER_STATES, FINAL_ORDER_STATES, HELD_ORDER_STATES } from '../../domain/order/states.ts';
import type { Database, Executor } from '../client.ts';
import { isOpenOrder, orders } from '../schema/order.ts';
import { listOf } from '../schema/columns.ts';
import { passwordResets } from '../schema/password-reset.ts';
import { commandIsUnsettled, commands } from '../schema/process.ts';
import { reconciliations } from '../schema/portal.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';
import { ledgerEntries, voucherLines } from '../schema/voucher.ts';
import { toOrderRecord, selectOrderRecords } from './order.ts';
import type { OrderRecord } from './order.ts';

/** Open orders after `after` in the order of their ids, at most `limit`, with their open task. */
export async function listOpenOrders(db: Executor, after: string | null, limit: number): Promise<OrderRecord[]> {
  const rows = await selectOrderRecords(db)
    .where(and(isOpenOrder(orders), after === null ? undefined : gt(orders.id, after)))
    .orderBy(asc(orders.id))
    .limit(limit);
  return rows.map(toOrderRecord);
}

/** Commands accepted longer than `olderThanSeconds` ago and not answered yet, oldest first, at most `limit`. */
export const listUnansweredCommands = (db: Executor, olderThanSeconds: number, limit: number) =>
  db
    .select({
      id: commands.id,
      subjectType: commands.subjectType,
      subjectId: commands.subjectId,
      step: commands.step,
      accountId: commands.accountId,
      version: commands.version,
    })
    .from(commands)
    .where(
      and(
        eq(commands.state, 'accepted'),
        lt(commands.acceptedAt, sql`now() - ${olderThanSeconds} * interval '1 second'`),
      ),
    )
    .orderBy(asc(commands.acceptedAt))
    .limit(limit);

/** How many commands older than `olderThanSeconds` have no outcome: those that are being sent yet too. */
export const countUnsettledCommands = (db: Database, olderThanSeconds: number): Promise<number> =>
  db.$count(
    commands,
    and(commandIsUnsettled, lt(commands.acceptedAt, sql`now() - ${olderThanSeconds} * interval '1 second'`)),
  );

/** Voucher lines after `after` in the order of their ids, at most `limit`. */
export async function listVoucherLineIds(db: Executor, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: voucherLines.id })
    .from(voucherLines)
    .where(after === null ? undefined : gt(voucherLines.id, after))
    .orderBy(asc(voucherLines.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Those of the lines whose balances are not what their entries, or the orders on them, say. */
export function listUnbalancedLines(db: Executor, lineIds: string[]) {
  const entries = db
    .select({
      lineId: ledgerEntries.lineId,
      available:
        sql<number>`sum(case when ${ledgerEntries.toAccount} = 'available' then ${ledgerEntries.amountFen} when ${ledgerEntries.fromAccount} = 'available' then -${ledgerEntries.amountFen} else 0 end)`.as(
          'entries_available',
        ),
    })
    .from(ledgerEntries)
    .where(inArray(ledgerEntries.lineId, lineIds))
    .groupBy(ledgerEntries.lineId)
    .as('entries');
  const claims = db
    .select({
      lineId: orders.voucherLineId,
      held: sql<number>`coalesce(sum(${orders.voucherAmountFen}) filter (where ${orders.state} in (${listOf(HELD_ORDER_STATES)})), 0)`.as(
        'orders_held',
      ),
      committed:
        sql<number>`coalesce(sum(${orders.voucherAmountFen} - ${orders.paidOutFen}) filter (where ${orders.state} in (${listOf(COMMITTED_ORDER_STATES)})), 0)`.as(
          'orders_committed',
        ),
      redeemed: sql<number>`coalesce(sum(${orders.paidOutFen}), 0)`.as('orders_redeemed'),
    })
    .from(orders)
    .where(inArray(orders.voucherLineId, lineIds))
    .groupBy(orders.voucherLineId)
    .as('claims');
  return db
    .select({ id: voucherLines.id })
    .from(voucherLines)
    .leftJoin(entries, eq(entries.lineId, voucherLines.id))
    .leftJoin(claims, eq(claims.lineId, voucherLines.id))
    .where(
      and(
        inArray(voucherLines.id, lineIds),
        or(
          ne(voucherLines.availableFen, sql`coalesce(${entries.available}, 0)`),
          ne(voucherLines.heldFen, sql`coalesce(${claims.held}, 0)`),
          ne(voucherLines.committedFen, sql`coalesce(${claims.committed}, 0)`),
          ne(voucherLines.redeemedFen, sql`coalesce(${claims.redeemed}, 0)`),
        ),
      ),
    );
}

/** Open tasks of subjects that have ended, or are not there. */
export const listStrayTasks = (db: Executor) =>
  db
    .select({ id: tasks.id, type: tasks.subjectType })
    .from(tasks)
    .leftJoin(orders, eq(orders.id, tasks.subjectId))
    .leftJoin(passwordResets, eq(passwordResets.id, tasks.subjectId))
    .where(
      and(
        taskIsOpen,
        or(
          and(isNull(orders.id), isNull(passwordResets.id)),
          inArray(orders.state, FINAL_ORDER_STATES),
          ne(passwordResets.state, 'requested'),
        ),
      ),
    );

/** What the last reconciliations found, latest first. */
export const listLastReports = (db: Executor, limit: number) =>
  db
    .select({ at: reconciliations.at, report: reconciliations.report })
    .from(reconciliations)
    .orderBy(sql`${reconciliations.at} desc nulls last`)
    .limit(limit);

/**
 * Since when claims may have been changed that no reconciliation has read: the last that read every one, and what recordings had
 * not shown to it yet. Null where none has within the hours, so that every claim is to be read.
 */
export async function findClaimsReadSince(
  db: Executor,
  { hours, marginMinutes }: typeof EVERY_CLAIM,
): Promise<Instant | null> {
  const [last] = await db
    .select({ at: reconciliations.at })
    .from(reconciliations)
    .where(
      and(
        gt(reconciliations.at, sql`now() - ${hours} * interval '1 hour'`),
        sql`(${reconciliations.report} ->> 'everyClaim')::boolean`,
      ),
    )
    .orderBy(desc(reconciliations.at))
    .limit(1);
  return last ? new Date(Date.parse(last.at) - marginMinutes * 60_000).toISOString() : null;
}
