import { and, eq, exists, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { redemptionDrafts } from '../../schema/draft.ts';
import { orders } from '../../schema/order.ts';

interface Draft {
  readonly orderId: string;
  readonly accountId: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly attachmentIds: readonly string[];
}

/** Keeps what a person has prepared so far, in place of what was kept before. */
export const keepDraft = (db: Executor, { attachmentIds, ...draft }: Draft) => {
  const content = { values: draft.values, attachmentIds: [...attachmentIds], updatedAt: sql`now()` };
  return db
    .insert(redemptionDrafts)
    .values({ ...draft, ...content })
    .onConflictDoUpdate({ target: [redemptionDrafts.orderId, redemptionDrafts.accountId], set: content })
    .returning({ updatedAt: redemptionDrafts.updatedAt });
};

/** Forgets a draft: it has been sent, or thrown away. */
export const dropDraft = (db: Executor, orderId: string, accountId: string) =>
  db
    .delete(redemptionDrafts)
    .where(and(eq(redemptionDrafts.orderId, orderId), eq(redemptionDrafts.accountId, accountId)));

/** Forgets the drafts of orders that have come to their end: their files then go the way of others nobody attached. */
export const dropEndedDrafts = (db: Executor) =>
  db.delete(redemptionDrafts).where(
    exists(
      db
        .select({ one: sql`1` })
        .from(orders)
        .where(and(eq(orders.id, redemptionDrafts.orderId), inArray(orders.state, ['redeemed', 'closed']))),
    ),
  );
