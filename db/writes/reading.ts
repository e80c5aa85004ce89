import { and, eq, gte, isNotNull, not, sql } from 'drizzle-orm';
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

/** What became of something that was to be kept of a file: `finished`, another has read it; `gone`, the file was removed. */
export type Keeping = 'kept' | 'finished' | 'gone';

/**
 * Keeps a page of a file, until the file is finished. A page that was read stays as it was first read; one that could not be read
 * gives way.
 */
export const keepPage = (db: Database, page: NewPage): Promise<Keeping> =>
  db.transaction(async (tx) => {
    const state = await lockFile(tx, page.attachmentId);
    if (state !== 'kept') return state;
    await tx
      .insert(attachmentPages)
      .values({ ...page, reader: READER })
      .onConflictDoUpdate({
        target: [attachmentPages.attachmentId, attachmentPages.reader, attachmentPages.number],
        set: { page: sql`excluded.page`, pagesInAll: sql`excluded.pages_in_all` },
        setWhere: sql`${attachmentPages.page} ? 'unread'`,
      });
    return state;
  });

/**
 * Keeps what this reader read in a file, in the place of a former one's, and forgets its pages; what another process has kept
 * before stays, but for scans that it had no networks for.
 */
export const keepReading = (db: Database, attachmentId: string, read: Read): Promise<Keeping> =>
  db.transaction(async (tx) => {
    const state = await lockFile(tx, attachmentId);
    if (state === 'kept')
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
        });
    await tx.delete(attachmentPages).where(eq(attachmentPages.attachmentId, attachmentId));
    return state;
  });

/** Whether something is still to be kept of a file. Whoever keeps a page of it, or its reading, does so one after the other. */
async function lockFile(tx: Executor, attachmentId: string): Promise<Keeping> {
  const [file] = await tx
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.id, attachmentId))
    .for('no key update');
  if (!file) return 'gone';
  const { reader, wantsModels } = attachmentReadings;
  const [finished] = await tx
    .select({ reader })
    .from(attachmentReadings)
    .where(and(eq(attachmentReadings.attachmentId, attachmentId), gte(reader, READER), not(wantsModels)));
  return finished ? 'finished' : 'kept';
}

/** Tells the open pages of the subject a file belongs to that its reading has come further. */
export const announceReading = (db: Executor, attachmentId: string) =>
  db
    .select({ announced: announcedChange(attachments.subjectType, attachments.subjectId) })
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), isNotNull(attachments.subjectId)));
