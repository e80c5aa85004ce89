import { and, eq } from 'drizzle-orm';
import type { Subject } from '../../domain/process/subject.ts';
import type { Executor } from '../client.ts';
import { accounts } from '../schema/organization.ts';
import { drafts } from '../schema/process.ts';

/** What an organization has prepared of a subject's next step, with who kept it last and who wrote which field. @source L165 */
export async function findDraft(db: Executor, { id }: Subject, organizationId: string) {
  const [draft] = await db
    .select({
      values: drafts.values,
      authors: drafts.authors,
      updatedAt: drafts.updatedAt,
      accountId: drafts.accountId,
      name: accounts.name,
    })
    .from(drafts)
    .innerJoin(accounts, eq(accounts.id, drafts.accountId))
    .where(and(eq(drafts.subjectId, id), eq(drafts.organizationId, organizationId)));
  return draft;
}
