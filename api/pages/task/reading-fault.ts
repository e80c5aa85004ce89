import type { Response } from 'express';
import { z } from 'zod';
import { keepReadingFault, removeReadingFault } from '../../../db/writes/portal/reading-fault.ts';
import type { Label } from '../../../domain/reading/found.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import { Refused } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { getTask } from '../../actions/task.ts';
import { readId } from '../query-params.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { taskIdOf } from './claim.ts';
import { readInboxQuery } from './inbox-query.ts';

const label = z.enum(Object.keys(LABEL_NAMES) as [Label, ...Label[]]);

/**
 * Keeps that a value of a task's paper was read wrongly, or takes it back; it decides nothing. Back to the comparison.
 *
 * @throws Refused `task.not-found`, also for a value that no paper has
 */
export async function takeReadingFault(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, values } = visit;
  const task = await getTask(portal, account, taskIdOf(visit));
  const { wrong, right } = values;
  const named = label.safeParse(wrong ?? right);
  if (!named.success) throw new Refused('task.not-found');
  const value = {
    subjectId: task.subjectId,
    attachmentId: readId(visit, 'attachmentId', 'task.not-found'),
    label: named.data,
  };
  await (wrong === undefined ? removeReadingFault : keepReadingFault)(portal.db, value, account.id);
  const { here } = readInboxQuery(visit);
  response.redirect(303, `${paths.task(task.id, here)}#compare`);
}
