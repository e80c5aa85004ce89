import { and, eq, not, sql } from 'drizzle-orm';
import type { Subject } from '../../../domain/process/subject.ts';
import type { Executor } from '../../client.ts';
import { isViewed, viewings } from '../../schema/process.ts';

/** Says that a person has a subject before them: when its page opens, and every ten seconds while it stays open. */
export const keepViewing = (db: Executor, subject: Subject, accountId: string) =>
  db
    .insert(viewings)
    .values({ subjectType: subject.type, subjectId: subject.id, accountId })
    .onConflictDoUpdate({ target: [viewings.subjectId, viewings.accountId], set: { seenAt: sql`now()` } });

/** Says that a person has closed it. */
export const endViewing = (db: Executor, subject: Subject, accountId: string) =>
  db.delete(viewings).where(and(eq(viewings.subjectId, subject.id), eq(viewings.accountId, accountId)));

/** Removes what nobody looks at any more. */
export const removeOldViewings = (db: Executor) => db.delete(viewings).where(not(isViewed));
