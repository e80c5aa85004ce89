import { and, eq, sql } from 'drizzle-orm';
import { dayOf } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import type { Fen } from '../../../domain/fen.ts';
import { outstandingFen } from '../../../domain/order/amounts.ts';
import { numberOf, numberPrefix } from '../../../domain/number.ts';
import { mayPrepare } from '../../../domain/payout-batch.ts';
import type { RefusalCode } from '../../../domain/refusals.ts';
import type { Actor } from '../../../domain/role.ts';
import { announcedChange } from '../../channels.ts';
import type { Database, Executor } from '../../client.ts';
import { toOrderRecord, selectOrderRecords } from '../../reads/order.ts';
import { orders } from '../../schema/order.ts';
import { payoutBatches, payoutBatchLines as lines } from '../../schema/payout-batch.ts';

/** A payout someone wants in a batch; without an amount, all that is outstanding. */
export interface WantedLine {
  readonly orderId: string;
  readonly amountFen: Fen | null;
}

/** An order whose payout may not stand in the batch, and why. */
export interface RefusedLine {
  readonly orderId: string;
  readonly code: RefusalCode;
}

interface Preparing {
  /** The batch's id: preparing it a second time changes nothing. */
  readonly id: string;
  readonly preparedBy: Actor;
  readonly wanted: readonly WantedLine[];
  readonly now: Instant;
}

/**
 * Prepares a batch, all lines or none. One batch is prepared at a time; the orders are held while the rule is asked, so that
 * no payout is recorded in between.
 *
 * @returns the lines that are refused; none: it is prepared
 */
export const prepareBatch = (
  db: Database,
  { id, preparedBy, wanted, now }: Preparing,
): Promise<readonly RefusedLine[]> =>
  db.transaction(async (tx) => {
    await tx.select({ held: sql`1` }).from(sql`pg_advisory_xact_lock(hashtext('payout_batches')) as held`);
    const [before] = await tx.select({ id: payoutBatches.id }).from(payoutBatches).where(eq(payoutBatches.id, id));
    if (before) return [];
    const asked = await askedLines(tx, { preparedBy, wanted, now });
    const refused = asked.flatMap(({ orderId, code }) => (code === null ? [] : [{ orderId, code }]));
    if (refused.length > 0) return refused;
    await tx.insert(payoutBatches).values({
      id,
      number: await nextNumber(tx, now),
      preparedBy: preparedBy.id,
      preparedAt: now,
    });
    await tx.insert(lines).values(asked.map(({ orderId, amountFen }) => ({ batchId: id, orderId, amountFen })));
    return [];
  });

/** The rule over each order as locked: its amount, and why it is refused, if it is. */
async function askedLines(tx: Executor, { preparedBy, wanted, now }: Omit<Preparing, 'id'>) {
  const ids = wanted.map(({ orderId }) => orderId);
  const among = (column: typeof orders.id | typeof lines.orderId) => sql`${column} = any(${sql.param(ids)}::uuid[])`;
  const files = await selectOrderRecords(tx).where(among(orders.id)).orderBy(orders.id).for('share', { of: orders });
  const byId = new Map(files.map((row) => [row.row.id, toOrderRecord(row)]));
  const waiting = new Set(
    (
      await tx
        .select({ orderId: lines.orderId })
        .from(lines)
        .where(and(among(lines.orderId), sql`${lines.state} = 'waiting'`))
    ).map(({ orderId }) => orderId),
  );
  return wanted.map(({ orderId, amountFen: asked }, index) => {
    const file = byId.get(orderId);
    if (!file) return { orderId, amountFen: 0 as Fen, code: 'order.not-found' as const };
    const amountFen = asked ?? outstandingFen(file.order);
    const twice = ids.indexOf(orderId) !== index;
    const line = { amountFen, waiting: waiting.has(orderId) || twice };
    const ruling = mayPrepare(file, preparedBy, line, { today: dayOf(now) });
    return { orderId, amountFen, code: ruling.allowed ? null : ruling.code };
  });
}

/** Batches are never deleted, and one is prepared at a time: their count is the running number. */
async function nextNumber(tx: Executor, now: Instant): Promise<string> {
  const today = dayOf(now);
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(payoutBatches)
    .where(sql`starts_with(${payoutBatches.number}, ${numberPrefix('payoutBatch', today)})`);
  return numberOf('payoutBatch', today, (counted?.count ?? 0) + 1);
}

/** Says that a file for the bank was taken away: whoever would pay beside the batch is told when, and open pages are drawn anew. */
export const markExported = (db: Database, batchId: string, now: Instant): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.update(payoutBatches).set({ exportedAt: now }).where(eq(payoutBatches.id, batchId));
    await tx
      .select({ announced: announcedChange('order', lines.orderId) })
      .from(lines)
      .where(and(eq(lines.batchId, batchId), eq(lines.state, 'waiting')));
  });

interface Removing {
  readonly lineId: string;
  readonly reason?: string | null;
  readonly by: string;
  readonly now: Instant;
}

/**
 * Takes a line out of its batch; the row stays, and says by whom and why. Without a reason only while no file was exported: the
 * batch is held meanwhile, so that a file is marked and read before it, or after.
 *
 * @returns whether it still waited, and might be taken out so
 */
export async function removeLine(db: Executor, { lineId, reason = null, by, now }: Removing): Promise<boolean> {
  const rows = await db
    .update(lines)
    .set({ state: 'removed', reason, settledBy: by, settledAt: now })
    .where(
      and(
        eq(lines.id, lineId),
        eq(lines.state, 'waiting'),
        reason === null
          ? sql`exists (select from ${payoutBatches} b where b.id = ${lines.batchId} and b.exported_at is null for share)`
          : undefined,
      ),
    )
    .returning({ announced: announcedChange('order', lines.orderId) });
  return rows.length === 1;
}
