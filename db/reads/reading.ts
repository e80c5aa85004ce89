import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { READER } from '../../domain/reading/reading.ts';
import { attachmentReadings, attachments } from '../schema/attachment.ts';

/** A file and what this reader has read in it so far; undefined when there is no such file. */
export async function findFileReading(db: Executor, attachmentId: string) {
  const [row] = await readingOfFile(db).execute({ attachmentId });
  return row;
}

const readingOfFile = prepareOnce((db) =>
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
    .where(eq(attachments.id, sql.placeholder('attachmentId')))
    .prepare('file_reading'),
);
