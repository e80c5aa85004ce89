import { and, eq, isNotNull } from 'drizzle-orm';
import type { Reading, Unreadable } from '../../../domain/reading/reading.ts';
import { announcedChange } from '../../channels.ts';
import type { Executor } from '../../client.ts';
import { attachmentReadings, attachments } from '../../schema/attachment.ts';

/** Keeps what was read in a file; what another process has kept before stays. */
export const keepReading = (
  db: Executor,
  attachmentId: string,
  read: { readonly reading: Reading } | { readonly unreadable: Unreadable },
) =>
  db
    .insert(attachmentReadings)
    .values({ attachmentId, ...read })
    .onConflictDoNothing();

/** Tells the open pages of the subject a file belongs to that it has been read. */
export const announceReading = (db: Executor, attachmentId: string) =>
  db
    .select({ announced: announcedChange(attachments.subjectType, attachments.subjectId) })
    .from(attachments)
    .where(and(eq(attachments.id, attachmentId), isNotNull(attachments.subjectId)));
