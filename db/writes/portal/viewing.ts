import { and, eq, not, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { isViewed, viewings } from '../../schema/portal.ts';

/** Says that a person has an order before them: when its page opens, and every half minute while it stays open. */
export const keepViewing = (db: Executor, orderId: string, accountId: string) =>
  db
    .insert(viewings)
    .values({ orderId, accountId })
    .onConflictDoUpdate({ target: [viewings.orderId, viewings.accountId], set: { seenAt: sql`now()` } });

/** Says that a person has closed it. */
export const endViewing = (db: Executor, orderId: string, accountId: string) =>
  db.delete(viewings).where(and(eq(viewings.orderId, orderId), eq(viewings.accountId, accountId)));

/** Removes what nobody looks at any more. */
export const removeOldViewings = (db: Executor) => db.delete(viewings).where(not(isViewed));
