import type { Account } from '../../db/reads/account.ts';
import { listViewers } from '../../db/reads/viewing.ts';
import type { Viewer } from '../../db/reads/viewing.ts';
import type { TaskRow } from '../../db/reads/task.ts';
import { endViewing, keepViewing } from '../../db/writes/portal/viewing.ts';
import type { Portal } from './portal.ts';

/**
 * Says that the asker has a task of theirs before them, and who else has. What its desk calls as it opens, and its heartbeat.
 * An order has several tasks in its life: who reads a decided one does not stand beside those who decide the next.
 *
 * @source D6
 */
export async function viewTask(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  task: Pick<TaskRow, 'id' | 'subjectType' | 'subjectId'>,
): Promise<readonly Viewer[]> {
  if (account.organizationId !== null) return [];
  const [viewers] = await Promise.all([listViewers(db, account, [task.id]), keepViewing(db, task, account.id)]);
  return viewers.get(task.id) ?? [];
}

/** Says that the asker has closed it. */
export const leaveTask = ({ db }: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<unknown> =>
  endViewing(db, taskId, account.id);
