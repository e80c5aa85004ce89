import { and, eq } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { redemptionDrafts } from '../schema/draft.ts';

/** What a person has prepared for an order's redemption, and when it was last kept. @source L165 */
export async function draftOf(db: Executor, orderId: string, accountId: string) {
  const [draft] = await db
    .select({ values: redemptionDrafts.values, updatedAt: redemptionDrafts.updatedAt })
    .from(redemptionDrafts)
    .where(and(eq(redemptionDrafts.orderId, orderId), eq(redemptionDrafts.accountId, accountId)));
  return draft;
}
