import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { prepareOnce } from '../driver/prepared.ts';
import { attachmentReadings, attachments } from '../schema/attachment.ts';

/** A file and what was read in it so far; undefined when there is no such file. */
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
    .leftJoin(attachmentReadings, eq(attachmentReadings.attachmentId, attachments.id))
    .where(eq(attachments.id, sql.placeholder('attachmentId')))
    .prepare('file_reading'),
);
