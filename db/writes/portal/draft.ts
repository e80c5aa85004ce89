import { and, eq, exists, inArray, or, sql } from 'drizzle-orm';
import type { Instant } from '../../../domain/day.ts';
import { exceededByDraft } from '../../../domain/quota.ts';
import type { Database, Executor } from '../../client.ts';
import { getDraftUse, getQuotas } from '../../reads/quota.ts';
import { drafts } from '../../schema/process.ts';
import type { DraftAuthor } from '../../schema/process.ts';
import { FINAL_ORDER_STATES } from '../../../domain/order/states.ts';
import type { Subject } from '../../../domain/process/subject.ts';
import { orders } from '../../schema/order.ts';

interface Draft {
  readonly subject: Subject;
  readonly organizationId: string;
  readonly accountId: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly authors: Readonly<Record<string, DraftAuthor>>;
  readonly attachmentIds: readonly string[];
  /** When the draft that the person has before them was kept; null when there was none; undefined: whatever is there is replaced. */
  readonly seenAt: string | null | undefined;
  /** When the form was last sent: a draft from before is done with, and is replaced. */
  readonly sentAt: string | undefined;
}

/**
 * Keeps what an organization has prepared so far, in place of what was kept before, unless somebody else has kept another meanwhile,
 * or it is a further draft and a quota is used up. Drafts of one organization are kept one after another, so that several begun at
 * once do not exceed it.
 *
 * @returns kept; overtaken when somebody else was first; else which part of the quota it would exceed
 */
export const keepDraft = (db: Pick<Database, 'transaction'>, draft: Draft, now: Instant) =>
  db.transaction(async (tx) => {
    const { subject, organizationId } = draft;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`draft/${organizationId}`}, 0))`);
    const { isThere, ...used } = await getDraftUse(tx, { organizationId, subject, now });
    const exceeded = isThere ? null : exceededByDraft((await getQuotas(tx, now)).drafts, used);
    if (exceeded !== null) return exceeded;
    const written = await putDraft(tx, draft);
    return written.length > 0 ? 'kept' : 'overtaken';
  });

const putDraft = (db: Executor, draft: Draft) => {
  const { subject, organizationId, accountId, attachmentIds, values, authors, seenAt, sentAt } = draft;
  const content = { accountId, values, authors, attachmentIds: [...attachmentIds], updatedAt: sql`now()` };
  const isSeen = or(
    eq(drafts.accountId, accountId),
    sql`date_trunc('milliseconds', ${drafts.updatedAt}) = ${seenAt}::timestamptz`,
    sql`${drafts.updatedAt} <= ${sentAt ?? null}::timestamptz`,
  );
  return db
    .insert(drafts)
    .values({ subjectType: subject.type, subjectId: subject.id, organizationId, ...content })
    .onConflictDoUpdate({
      target: [drafts.subjectId, drafts.organizationId],
      set: content,
      ...(seenAt !== undefined && isSeen && { setWhere: isSeen }),
    })
    .returning({ subjectId: drafts.subjectId });
};

/** Forgets a draft: it has been sent, or thrown away. */
export const dropDraft = (db: Executor, { id }: Subject, organizationId: string) =>
  db.delete(drafts).where(and(eq(drafts.subjectId, id), eq(drafts.organizationId, organizationId)));

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
