import { eq } from 'drizzle-orm';
import type { DecidedPaper } from '../../domain/reading/papers.ts';
import type { Executor } from '../client.ts';
import { decisionComparisons as kept } from '../schema/decision-comparison.ts';

/** What had been read of an order's papers at each decision, by the sequence number of its event. */
export async function listDecisionComparisons(
  db: Executor,
  orderId: string,
): Promise<ReadonlyMap<number, readonly DecidedPaper[]>> {
  const rows = await db.select({ seq: kept.seq, papers: kept.papers }).from(kept).where(eq(kept.orderId, orderId));
  return new Map(rows.map(({ seq, papers }) => [seq, papers]));
}
