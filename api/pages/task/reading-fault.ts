import type { Response } from 'express';
import { findStoredFile } from '../../../db/reads/attachment.ts';
import { keepReadingFault, removeReadingFault } from '../../../db/writes/portal/reading-fault.ts';
import { LABELS_OF_FILE } from '../../../domain/reading/papers.ts';
import { Refused } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { getTask } from '../../actions/task.ts';
import { readId } from '../query-params.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { taskIdOf } from './claim.ts';
import { readInboxQuery } from './inbox-query.ts';

/**
 * Keeps that a value of a task's paper was read wrongly, or takes it back; it decides nothing. Back to the comparison.
 *
 * @throws Refused `task.not-found`, also for a file of another subject; `request.malformed` for a value that such a paper does not have
 */
export async function takeReadingFault(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, values } = visit;
  const task = await getTask(portal, account, taskIdOf(visit));
  const { wrong, right } = values;
  const file = await findStoredFile(portal.db, readId(visit, 'attachmentId', 'task.not-found'));
  if (file?.subjectId !== task.subjectId) throw new Refused('task.not-found');
  const label = LABELS_OF_FILE[file.kind]?.find((known) => known === (wrong ?? right));
  if (!label) throw new Refused('request.malformed');
  const value = { subjectId: task.subjectId, attachmentId: file.id, label };
  await (wrong === undefined ? removeReadingFault : keepReadingFault)(portal.db, value, account.id);
  const { here } = readInboxQuery(visit);
  response.redirect(303, `${paths.task(task.id, here)}#compare`);
}
