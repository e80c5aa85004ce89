import { and, eq } from 'drizzle-orm';
import type { Subject } from '../../domain/process/subject.ts';
import type { Executor } from '../client.ts';
import { drafts } from '../schema/process.ts';

/** What a person has prepared of a subject's next step, and when it was last kept. @source L165 */
export async function findDraft(db: Executor, { id }: Subject, accountId: string) {
  const [draft] = await db
    .select({ values: drafts.values, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(and(eq(drafts.subjectId, id), eq(drafts.accountId, accountId)));
  return draft;
}
