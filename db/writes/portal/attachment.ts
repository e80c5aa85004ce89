import { and, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { attachments } from '../../schema/attachment.ts';
import { drafts } from '../../schema/process.ts';

type NewAttachment = Pick<
  typeof attachments.$inferInsert,
  'id' | 'kind' | 'name' | 'sizeBytes' | 'mediaType' | 'sha256' | 'key' | 'uploadedBy'
>;

/** A file that belongs to nothing yet. The same one again changes nothing. */
export const keepAttachment = (db: Executor, file: NewAttachment) =>
  db.insert(attachments).values(file).onConflictDoNothing({ target: attachments.id });

const LOOSE_AT_MOST = 500;

/**
 * Removes files that no step has named within a day, and that no draft holds.
 *
 * @returns the keys of their bytes
 */
export async function takeLooseAttachments(db: Executor): Promise<string[]> {
  const loose = db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        isNull(attachments.subjectId),
        lt(attachments.uploadedAt, sql`now() - interval '24 hours'`),
        notExists(
          db
            .select({ one: sql`1` })
            .from(drafts)
            .where(sql`${drafts.attachmentIds} @> array[${attachments.id}]`),
        ),
      ),
    )
    .limit(LOOSE_AT_MOST)
    .for('update', { skipLocked: true });
  const removed = await db
    .delete(attachments)
    .where(and(inArray(attachments.id, loose), isNull(attachments.subjectId)))
    .returning({ key: attachments.key });
  return removed.map(({ key }) => key);
}
