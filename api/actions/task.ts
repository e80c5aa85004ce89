import { findTask } from '../../db/reads/task.ts';
import type { TaskRow } from '../../db/reads/task.ts';
import { claimTask, releaseTask } from '../../db/writes/portal/task.ts';
import { mayClaimTask, mayReleaseTask } from '../../domain/task-claim.ts';
import type { ClaimableTask } from '../../domain/task-claim.ts';
import type { Account } from '../../db/reads/account.ts';
import { insistFound, insist } from './errors.ts';
import type { Portal } from './portal.ts';
import { SUBJECTS } from './subjects.ts';

/** A task of one of the asker's groups. @throws Refused `task.not-found`, also for one of others @source D6 */
export const getTask = async ({ db }: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> =>
  insistFound(await findTask(db, account, taskId), 'task.not-found');

/**
 * Claims a task for the asker; their own again changes nothing.
 *
 * @throws Refused by `mayClaimTask`, also when somebody was faster
 * @source D6
 */
export async function claimTaskFor(portal: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> {
  const task = await getTask(portal, account, taskId);
  insist(mayClaimTask(await claimable(portal, task), account));
  if (task.claimedBy?.id !== account.id && !(await claimTask(portal.db, taskId, account.id)))
    insist(mayClaimTask(await claimable(portal, await getTask(portal, account, taskId)), account)); // someone was faster
  return getTask(portal, account, taskId);
}

/**
 * Gives the asker's claimed task back to its group.
 *
 * @throws Refused by `mayReleaseTask`
 * @source D6
 */
export async function releaseTaskFor(portal: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> {
  insist(mayReleaseTask(held(await getTask(portal, account, taskId)), account));
  await releaseTask(portal.db, taskId, account.id);
  return getTask(portal, account, taskId);
}

const held = ({ kind, state, claimedBy }: TaskRow) => ({ kind, state, claimedBy: claimedBy?.id ?? null });

async function claimable({ db }: Pick<Portal, 'db'>, task: TaskRow): Promise<ClaimableTask> {
  const record = await SUBJECTS[task.subjectType].find(db, task.subjectId);
  return { ...held(task), creditCodes: record?.creditCodes ?? [], approvedBy: record?.approvedBy ?? [] };
}
