import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { PageRead } from '../../domain/reading/page.ts';
import { READER } from '../../domain/reading/reading.ts';
import type { Read } from '../../domain/reading/reading.ts';
import { announcedChange } from '../channels.ts';
import type { Database, Executor } from '../client.ts';
import { attachmentPages, attachmentReadings, attachments } from '../schema/attachment.ts';

interface NewPage {
  readonly attachmentId: string;
  /** From 1. */
  readonly number: number;
  readonly page: PageRead;
  readonly pagesInAll: number;
}

/** Keeps a page that this reader has read, until its file is finished; what another process has kept before stays. */
export const keepPage = (db: Executor, page: NewPage) =>
  db
    .insert(attachmentPages)
    .values({ ...page, reader: READER })
    .onConflictDoNothing();

/**
 * Keeps what this reader read in a file, in the place of a former one's, and forgets its pages; what another process has kept
 * before stays, but for scans that it had no networks for.
 */
export const keepReading = (db: Database, attachmentId: string, read: Read): Promise<void> =>
  db.transaction(async (tx) => {
    await tx
      .insert(attachmentReadings)
      .values({ attachmentId, reading: null, unreadable: null, ...read, reader: READER })
      .onConflictDoUpdate({
        target: attachmentReadings.attachmentId,
        set: {
          reading: sql`excluded.reading`,
          unreadable: sql`excluded.unreadable`,
          reader: sql`excluded.reader`,
          readAt: sql`excluded.read_at`,
        },
        setWhere: sql`${attachmentReadings.reader} < excluded.reader or ${attachmentReadings.unreadable} = 'noModels'`,
      });
    await tx.delete(attachmentPages).where(eq(attachmentPages.attachmentId, attachmentId));
  });

/** Tells the open pages of the subject a file belongs to that its reading has come further. */
export const announceReading = (db: Executor, attachmentId: string) =>
  db
    .select({ announced: announcedChange(attachments.subjectType, attachments.subjectId) })
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), isNotNull(attachments.subjectId)));
