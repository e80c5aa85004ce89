import { seenTask } from '../../db/reads/task.ts';
import type { TaskRow } from '../../db/reads/task.ts';
import { claimTask, releaseTask } from '../../db/writes/portal/task.ts';
import { mayClaimTask, mayReleaseTask } from '../../domain/task-claim.ts';
import type { ClaimableTask } from '../../domain/task-claim.ts';
import type { Account } from '../../db/reads/account.ts';
import { found, insist } from './errors.ts';
import type { Portal } from './portal.ts';
import { SUBJECTS } from './subjects.ts';

/** A task of one of the asker's groups. @throws Refused `task.not-found`, also for one of others @source D6 */
export const taskFor = async ({ db }: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> =>
  found(await seenTask(db, account, taskId), 'task.not-found');

/**
 * Claims a task for the asker; their own again changes nothing.
 *
 * @throws Refused by `mayClaimTask`, also when somebody was faster
 * @source D6
 */
export async function claimFor(portal: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> {
  const task = await taskFor(portal, account, taskId);
  insist(mayClaimTask(await claimable(portal, task), account));
  if (task.claimedBy?.id !== account.id && !(await claimTask(portal.db, taskId, account.id)))
    insist(mayClaimTask(await claimable(portal, await taskFor(portal, account, taskId)), account)); // someone was faster
  return taskFor(portal, account, taskId);
}

/**
 * Gives the asker's claimed task back to its group.
 *
 * @throws Refused by `mayReleaseTask`
 * @source D6
 */
export async function releaseFor(portal: Pick<Portal, 'db'>, account: Account, taskId: string): Promise<TaskRow> {
  insist(mayReleaseTask(held(await taskFor(portal, account, taskId)), account));
  await releaseTask(portal.db, taskId, account.id);
  return taskFor(portal, account, taskId);
}

const held = ({ kind, state, claimedBy }: TaskRow) => ({ kind, state, claimedBy: claimedBy?.id ?? null });

async function claimable({ db }: Pick<Portal, 'db'>, task: TaskRow): Promise<ClaimableTask> {
  const record = await SUBJECTS[task.subjectType].find(db, task.subjectId);
  return { ...held(task), creditCodes: record?.creditCodes ?? [], approvedBy: record?.approvedBy ?? [] };
}
