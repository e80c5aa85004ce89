import type { Request, Response } from 'express';
import { found } from '../../errors.ts';
import type { Portal } from '../../portal.ts';
import { taskFor } from '../../task.ts';
import { paths } from '../paths.ts';
import { taskIdOf } from './claim.ts';

/** Where a task is worked on. @source D6 */
export async function showDesk(portal: Portal, request: Request, response: Response): Promise<void> {
  const task = await taskFor(portal, found(request.account, 'session.required'), taskIdOf(request));
  response.redirect(303, paths.order(task.orderId));
}
