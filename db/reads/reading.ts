import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lt, max, ne, not, notExists, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Executor } from '../client.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { LABELS_OF_FILE } from '../../domain/reading/papers.ts';
import { pagesReadOf } from '../../domain/reading/page.ts';
import type { Progress } from '../../domain/reading/page.ts';
import { READER } from '../../domain/reading/reading.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { attachmentPages, attachmentReadings, attachments } from '../schema/attachment.ts';
import { accounts } from '../schema/organization.ts';
import { taskIsOpen, tasks } from '../schema/task.ts';

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

/** A file that is to be read. */
export interface AwaitedFile {
  readonly id: string;
  readonly key: string;
  readonly asker: string;
}

/** Whether a file was uploaded for this asker. */
const isOf = (asker: string) =>
  or(eq(accounts.organizationId, asker), and(eq(accounts.id, asker), isNull(accounts.organizationId)));

const READ_KINDS = Object.keys(LABELS_OF_FILE) as AttachmentKind[];

/** Older files than so are read in their own turn: nobody waits that long for a decision, and an asker's whole past is not looked through. */
const AWAITED_SINCE = sql`now() - interval '90 days'`;

/** The file of this asker that has been waiting longest to be read among those that a reviewer is to decide on now. */
export async function findAwaitedFile(db: Executor, asker: string): Promise<AwaitedFile | undefined> {
  const [file] = await db
    .select({ id: attachments.id, key: attachments.key, asker: ASKER })
    .from(accounts)
    .innerJoin(attachments, eq(attachments.uploadedBy, accounts.id))
    .innerJoin(tasks, and(eq(tasks.subjectId, attachments.subjectId), taskIsOpen))
    .leftJoin(attachmentReadings, eq(attachmentReadings.attachmentId, attachments.id))
    .where(
      and(
        isOf(asker),
        inArray(attachments.kind, READ_KINDS),
        gt(attachments.uploadedAt, AWAITED_SINCE),
        or(isNull(attachmentReadings.reader), lt(attachmentReadings.reader, READER)),
      ),
    )
    .orderBy(asc(attachments.uploadedAt), asc(attachments.id))
    .limit(1);
  return file;
}

const equals = alias(attachments, 'equals');

/** What this reader has found in a file of the same bytes and the same asker, none of whose pages is unread, and where its bytes lie. */
export async function findEqualReading(
  db: Executor,
  { id, asker }: Pick<AwaitedFile, 'id' | 'asker'>,
): Promise<{ readonly key: string; readonly reading: Reading } | undefined> {
  const { reading, reader } = attachmentReadings;
  const [equal] = await db
    .select({ key: equals.key, reading: sql<Reading>`${reading}` })
    .from(attachments)
    .innerJoin(equals, and(eq(equals.sha256, attachments.sha256), ne(equals.id, attachments.id)))
    .innerJoin(accounts, eq(accounts.id, equals.uploadedBy))
    .innerJoin(attachmentReadings, and(eq(attachmentReadings.attachmentId, equals.id), eq(reader, READER)))
    .where(and(eq(attachments.id, id), isOf(asker), isNotNull(reading), not(sql`${reading} ? 'unread'`)))
    .limit(1);
  return equal;
}

/** The pages of a file that this reader has read in another of the same bytes and the same asker, with where the bytes of that lie. */
export const listEqualPages = (db: Executor, { id, asker }: Pick<AwaitedFile, 'id' | 'asker'>) => {
  const own = alias(attachmentPages, 'own');
  const { attachmentId, number, page, pagesInAll, reader } = attachmentPages;
  const ownPage = db
    .select({ one: sql`1` })
    .from(own)
    .where(and(eq(own.attachmentId, id), eq(own.reader, READER), eq(own.number, number), not(isUnread(own.page))));
  return db
    .selectDistinctOn([number], { number, page, pagesInAll, key: equals.key })
    .from(attachments)
    .innerJoin(equals, and(eq(equals.sha256, attachments.sha256), ne(equals.id, attachments.id)))
    .innerJoin(accounts, eq(accounts.id, equals.uploadedBy))
    .innerJoin(attachmentPages, and(eq(attachmentId, equals.id), eq(reader, READER)))
    .where(and(eq(attachments.id, id), isOf(asker), not(isUnread(page)), notExists(ownPage)))
    .orderBy(asc(number));
};

const isUnread = (page: AnyPgColumn): SQL => sql`${page} ? 'unread'`;
