import { and, eq, inArray } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { READER } from '../../domain/reading/reading.ts';
import { attachmentReadings, attachments } from '../schema/attachment.ts';

export type FileReading = Awaited<ReturnType<typeof fileReadings>>[number];

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
      uploadedBy: attachments.uploadedBy,
      reading: attachmentReadings.reading,
      unreadable: attachmentReadings.unreadable,
    })
    .from(attachments)
    .leftJoin(
      attachmentReadings,
      and(eq(attachmentReadings.attachmentId, attachments.id), eq(attachmentReadings.reader, READER)),
    )
    .where(inArray(attachments.id, [...attachmentIds]));
