import { desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { dayOf, instantAt } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { DraftQuota, Quotas, UploadQuota } from '../../domain/quota.ts';
import type { Executor } from '../client.ts';
import { REPLAN } from '../driver/replan.ts';
import type { Subject } from '../../domain/process/subject.ts';
import { attachments } from '../schema/attachment.ts';
import { drafts } from '../schema/process.ts';
import { selectColleagues } from './colleague.ts';
import { quotas } from '../schema/setting.ts';

/**
 * The quotas in force now.
 *
 * @throws Error when there are none: a migration enters some from the year 2000 on
 */
export async function getQuotas(db: Executor, now: Instant): Promise<Quotas> {
  const [row] = await db
    .select({ quotas: quotas.quotas })
    .from(quotas)
    .where(lte(quotas.from, dayOf(now)))
    .orderBy(desc(quotas.from))
    .limit(1);
  if (!row) throw new Error(`no quotas are in force on ${dayOf(now)}`);
  return row.quotas;
}

interface DraftQuestion {
  readonly organizationId: string;
  readonly subject: Subject;
  readonly now: Instant;
}

/** How many drafts an organization has, and whether one of them is of this subject. */
export async function getDraftUse(
  db: Executor,
  { organizationId, subject, now }: DraftQuestion,
): Promise<DraftQuota & { readonly isThere: boolean }> {
  const count = (which: SQL) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const [use] = await db
    .select({
      open: sql<number>`count(*)`.mapWith(Number),
      begunADay: count(sql`${drafts.begunAt} >= ${instantAt(dayOf(now), '00:00:00')}::timestamptz`),
      isThere: sql<boolean>`coalesce(bool_or(${eq(drafts.subjectId, subject.id)}), false)`,
    })
    .from(drafts)
    .where(eq(drafts.organizationId, organizationId));
  return use ?? { open: 0, begunADay: 0, isThere: false };
}

/** What each account of a person's organization has used, the person's own among them; accounts without files are not listed. */
export async function listUsed(
  db: Executor,
  accountId: string,
  now: Instant,
): Promise<readonly (UploadQuota & { readonly accountId: string })[]> {
  const colleagues = selectColleagues(db, accountId);
  const minute = sql`${attachments.uploadedAt} > ${now}::timestamptz - interval '1 minute'`;
  const today = sql`${attachments.uploadedAt} >= ${instantAt(dayOf(now), '00:00:00')}::timestamptz`;
  const loose = sql`${attachments.subjectId} is null`;
  const count = (which: typeof loose) => sql<number>`count(*) filter (where ${which})`.mapWith(Number);
  const bytes = (which: typeof loose) =>
    sql<number>`coalesce(sum(${attachments.sizeBytes}) filter (where ${which}), 0)`.mapWith(Number);
  return db
    .select({
      accountId: attachments.uploadedBy,
      filesAMinute: count(minute),
      filesADay: count(today),
      bytesADay: bytes(today),
      looseFiles: count(loose),
      looseBytes: bytes(loose),
    })
    .from(attachments)
    .where(
      sql`${inArray(attachments.uploadedBy, colleagues)} and (${today} or ${minute} or ${loose}) ${sql.raw(REPLAN)}`, // without its values a day looks as long as a third of all
    )
    .groupBy(attachments.uploadedBy);
}
