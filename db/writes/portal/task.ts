import { and, eq } from 'drizzle-orm';
import { announcedChange } from '../../channels.ts';
import type { Database } from '../../client.ts';
import { taskClaims, tasks } from '../../schema/task.ts';

/**
 * Claims an open task for a person, and writes it into the task's history. Of two at the same moment one succeeds.
 *
 * @returns whether it was still open, and is this person's now
 */
export const claimTask = (db: Database, taskId: string, accountId: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const claimed = await tx
      .update(tasks)
      .set({ state: 'claimed', claimedBy: accountId })
      .where(and(eq(tasks.id, taskId), eq(tasks.state, 'open')))
      .returning({ announced: announcedChange(tasks.subjectType, tasks.subjectId) });
    if (claimed.length === 0) return false;
    await tx.insert(taskClaims).values({ taskId, accountId, what: 'claimed' });
    return true;
  });

/**
 * Gives a person's claimed task back to its group.
 *
 * @returns whether it was this person's
 */
export const releaseTask = (db: Database, taskId: string, accountId: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const released = await tx
      .update(tasks)
      .set({ state: 'open', claimedBy: null })
      .where(and(eq(tasks.id, taskId), eq(tasks.state, 'claimed'), eq(tasks.claimedBy, accountId)))
      .returning({ announced: announcedChange(tasks.subjectType, tasks.subjectId) });
    if (released.length === 0) return false;
    await tx.insert(taskClaims).values({ taskId, accountId, what: 'released' });
    return true;
  });
