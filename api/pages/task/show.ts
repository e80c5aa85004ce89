import type { Response } from 'express';
import { Refused } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { getTask } from '../../actions/task.ts';
import type { MemberVisit } from '../visit.ts';
import { taskIdOf } from './claim.ts';
import { DESKS, hrefOfTask } from './desks.ts';

/** Where a task is worked on. @source D6 */
export async function showDesk(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const task = await getTask(portal, visit.account, taskIdOf(visit));
  const desk = DESKS[task.kind];
  if (desk === null) return response.redirect(303, hrefOfTask(task));
  return desk.show({ portal, visit, response, task });
}

/** Takes a decision at the desk of its task. @throws Refused `request.unknown-path` where there is no such decision @source D6 */
export async function takeDecision(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const task = await getTask(portal, visit.account, taskIdOf(visit));
  const desk = DESKS[task.kind];
  if (desk === null) throw new Refused('request.unknown-path');
  return desk.decide({ portal, visit, response, task }, String(visit.params['step']));
}
