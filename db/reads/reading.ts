import { and, asc, count, eq, inArray, isNotNull, lt, max, or, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { pagesReadOf } from '../../domain/reading/page.ts';
import type { Progress } from '../../domain/reading/page.ts';
import { READER } from '../../domain/reading/reading.ts';
import { attachmentPages, attachmentReadings, attachments } from '../schema/attachment.ts';
import { accounts } from '../schema/organization.ts';

/** Whose a file is: the organization of its uploader, or an uploader without one. */
const ASKER = sql<string>`coalesce(${accounts.organizationId}, ${accounts.id})`;

export type FileReading = Awaited<ReturnType<typeof fileReadings>>[number];

/** Whether there is something to show of a file: what could not be read for want of the networks may be, once they are there. */
export const isRead = ({ reading, unreadable }: Pick<FileReading, 'reading' | 'unreadable'>): boolean =>
  reading !== null || (unreadable !== null && unreadable !== 'noModels');

/** Whether nothing is left to read in a file. */
export const isFinished = ({ reading, unreadable, wantsModels }: FileReading): boolean =>
  (reading !== null || unreadable !== null) && wantsModels !== true;

/** Files and what this reader has read in each so far, by their ids; of one that there is not, nothing. */
export async function listFileReadings(
  db: Executor,
  attachmentIds: readonly string[],
): Promise<ReadonlyMap<string, FileReading>> {
  if (attachmentIds.length === 0) return new Map();
  return new Map((await fileReadings(db, attachmentIds)).map((row) => [row.id, row]));
}

const fileReadings = (db: Executor, attachmentIds: readonly string[]) =>
  db
    .select({
      id: attachments.id,
      key: attachments.key,
      mediaType: attachments.mediaType,
      asker: ASKER,
      reading: attachmentReadings.reading,
      unreadable: attachmentReadings.unreadable,
      wantsModels: attachmentReadings.wantsModels,
    })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.uploadedBy))
    .leftJoin(
      attachmentReadings,
      and(eq(attachmentReadings.attachmentId, attachments.id), eq(attachmentReadings.reader, READER)),
    )
    .where(inArray(attachments.id, [...attachmentIds]));

/** How far files have come that this reader is reading; of one whose reading has not begun, nothing. */
export async function listProgress(
  db: Executor,
  attachmentIds: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  if (attachmentIds.length === 0) return new Map();
  const { attachmentId, number, pagesInAll, reader } = attachmentPages;
  const rows = await db
    .select({ attachmentId, read: count(number), inAll: max(pagesInAll) })
    .from(attachmentPages)
    .where(and(inArray(attachmentId, [...attachmentIds]), eq(reader, READER)))
    .groupBy(attachmentId);
  return new Map(
    rows.map((row) => {
      const pages = pagesReadOf(row.inAll ?? 1);
      return [row.attachmentId, { page: Math.min(row.read + 1, pages), pages }];
    }),
  );
}

/** The pages that this reader keeps of a file that is not finished, in their order; of some it may know that they cannot be read. */
export const listKeptPages = (db: Executor, fileId: string) => {
  const { attachmentId, number, page, pagesInAll, reader } = attachmentPages;
  return db
    .select({ number, page, pagesInAll })
    .from(attachmentPages)
    .where(and(eq(attachmentId, fileId), eq(reader, READER)))
    .orderBy(asc(number));
};

/** How many files were not read, or not whole, because no networks were there to read their scans. */
export async function countUnreadScans(db: Executor): Promise<number> {
  const [row] = await db
    .select({ scans: count() })
    .from(attachmentReadings)
    .where(sql`${attachmentReadings.wantsModels}`);
  return row?.scans ?? 0;
}

/** Files of subjects that a former reader has read, or that wanted networks; the one that waits longest first. */
export const listOutdatedReadings = (db: Executor, atMost: number) =>
  db
    .select({ id: attachments.id, asker: ASKER })
    .from(attachmentReadings)
    .innerJoin(attachments, eq(attachments.id, attachmentReadings.attachmentId))
    .innerJoin(accounts, eq(accounts.id, attachments.uploadedBy))
    .where(
      and(
        or(lt(attachmentReadings.reader, READER), sql`${attachmentReadings.wantsModels}`),
        isNotNull(attachments.subjectId),
      ),
    )
    .orderBy(asc(attachmentReadings.readAt))
    .limit(atMost);
