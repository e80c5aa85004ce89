import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { READER } from '../../../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../../../domain/reading/reading.ts';
import { announcedChange } from '../../channels.ts';
import type { Executor } from '../../client.ts';
import { attachmentReadings, attachments } from '../../schema/attachment.ts';

/** Keeps what this reader read in a file, in the place of a former one's; what another process has kept before stays. */
export const keepReading = (
  db: Executor,
  attachmentId: string,
  read: { readonly reading: Reading } | { readonly unreadable: Unreadable },
) =>
  db
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
      setWhere: sql`${attachmentReadings.reader} < excluded.reader`,
    });

/** Tells the open pages of the subject a file belongs to that it has been read. */
export const announceReading = (db: Executor, attachmentId: string) =>
  db
    .select({ announced: announcedChange(attachments.subjectType, attachments.subjectId) })
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), isNotNull(attachments.subjectId)));
