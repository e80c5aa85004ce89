import { and, eq, not, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import type { TaskRow } from '../../reads/task.ts';
import { isViewed, viewings } from '../../schema/process.ts';

/** Says that a person has a task before them: when its desk opens, and every ten seconds while it stays open. */
export const keepViewing = (
  db: Executor,
  { id: taskId, subjectType, subjectId }: Pick<TaskRow, 'id' | 'subjectType' | 'subjectId'>,
  accountId: string,
) =>
  db
    .insert(viewings)
    .values({ taskId, subjectType, subjectId, accountId })
    .onConflictDoUpdate({ target: [viewings.taskId, viewings.accountId], set: { seenAt: sql`now()` } });

/** Says that a person has closed it. */
export const endViewing = (db: Executor, taskId: string, accountId: string) =>
  db.delete(viewings).where(and(eq(viewings.taskId, taskId), eq(viewings.accountId, accountId)));

/** Removes what nobody looks at any more. */
export const removeOldViewings = (db: Executor) => db.delete(viewings).where(not(isViewed));
