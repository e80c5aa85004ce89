import { and, eq, exists, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { drafts } from '../../schema/process.ts';
import { FINAL_ORDER_STATES } from '../../../domain/order/states.ts';
import type { Subject } from '../../../domain/process/subject.ts';
import { orders } from '../../schema/order.ts';

interface Draft {
  readonly subject: Subject;
  readonly accountId: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly attachmentIds: readonly string[];
}

/** Keeps what a person has prepared so far, in place of what was kept before. */
export const keepDraft = (db: Executor, { subject, accountId, attachmentIds, values }: Draft) => {
  const content = { values, attachmentIds: [...attachmentIds], updatedAt: sql`now()` };
  return db
    .insert(drafts)
    .values({ subjectType: subject.type, subjectId: subject.id, accountId, ...content })
    .onConflictDoUpdate({ target: [drafts.subjectId, drafts.accountId], set: content })
    .returning({ updatedAt: drafts.updatedAt });
};

/** Forgets a draft: it has been sent, or thrown away. */
export const dropDraft = (db: Executor, { id }: Subject, accountId: string) =>
  db.delete(drafts).where(and(eq(drafts.subjectId, id), eq(drafts.accountId, accountId)));

/** Forgets the drafts of orders that have come to their end: their files then go the way of others nobody attached. */
export const dropEndedDrafts = (db: Executor) =>
  db.delete(drafts).where(
    exists(
      db
        .select({ one: sql`1` })
        .from(orders)
        .where(and(eq(orders.id, drafts.subjectId), inArray(orders.state, FINAL_ORDER_STATES))),
    ),
  );
