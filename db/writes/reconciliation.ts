import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/day.ts';
import type { ReconciliationReport } from '../../domain/reconciliation.ts';
import type { Database, Executor } from '../client.ts';
import { commands } from '../schema/process.ts';
import { reconciliations } from '../schema/portal.ts';
import { ledgerEntries, voucherLines, vouchers } from '../schema/voucher.ts';
import { WITHDRAWN } from './portal/command.ts';

/**
 * Withdraws what nobody was answered about: its sender has gone, or lost the database before it could fix an answer. One that a
 * recording holds is waited for, and stays.
 *
 * @returns the ids
 */
export async function withdrawAbandoned(db: Executor, olderThanSeconds: number): Promise<string[]> {
  const rows = await db
    .update(commands)
    .set(WITHDRAWN)
    .where(
      and(
        eq(commands.state, 'sending'),
        lt(commands.acceptedAt, sql`now() - ${olderThanSeconds} * interval '1 second'`),
      ),
    )
    .returning({ id: commands.id });
  return rows.map(({ id }) => id);
}

/** Keeps what a reconciliation found, for administrators. */
export const keepReport = (db: Executor, report: ReconciliationReport) => db.insert(reconciliations).values({ report });

const LAPSE_BATCH = 500;

/**
 * Moves what is left on lines past their useBy from available to lapsed, in batches; each line once.
 *
 * @returns how many lines lapsed
 * @source D20
 */
export async function lapseLines(db: Database, today: Day, now: Instant, beat: () => void): Promise<number> {
  let lapsed = 0;
  for (;;) {
    const count = await db.transaction(async (tx) => {
      const lines = await tx
        .select({ lineId: voucherLines.id, amountFen: voucherLines.availableFen })
        .from(voucherLines)
        .innerJoin(vouchers, eq(vouchers.id, voucherLines.voucherId))
        .where(and(lt(vouchers.useBy, today), gt(voucherLines.availableFen, 0 as never)))
        .orderBy(asc(voucherLines.id))
        .limit(LAPSE_BATCH)
        .for('update', { of: voucherLines });
      const due = lines.filter(({ amountFen }) => amountFen > 0);
      if (due.length > 0)
        await tx.insert(ledgerEntries).values(
          due.map((line) => ({
            ...line,
            fromAccount: 'available' as const,
            toAccount: 'lapsed' as const,
            step: 'lapse',
            at: now,
          })),
        );
      return due.length;
    });
    lapsed += count;
    beat();
    if (count === 0) return lapsed;
  }
}
