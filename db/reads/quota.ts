import { desc, eq, inArray, lte, or, sql } from 'drizzle-orm';
import { dayOf, instantAt } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { Quotas, UploadQuota } from '../../domain/quota.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { accounts } from '../schema/organization.ts';
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

/** What each account of a person's organization has used, the person's own among them; accounts without files are not listed. */
export async function listUsed(
  db: Executor,
  accountId: string,
  now: Instant,
): Promise<readonly (UploadQuota & { readonly accountId: string })[]> {
  const own = db.select({ id: accounts.organizationId }).from(accounts).where(eq(accounts.id, accountId));
  const colleagues = db
    .select({ id: accounts.id })
    .from(accounts)
    .where(or(eq(accounts.id, accountId), inArray(accounts.organizationId, own)));
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
    .where(sql`${inArray(attachments.uploadedBy, colleagues)} and (${today} or ${minute} or ${loose})`)
    .groupBy(attachments.uploadedBy);
}
