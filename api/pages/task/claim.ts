import type { Request, Response } from 'express';
import { found, Refused } from '../../actions/errors.ts';
import { inboxLines } from '../../actions/inbox.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { claimFor, releaseFor, taskFor } from '../../actions/task.ts';
import { idIn } from '../query-params.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { paths } from '../paths.ts';
import { renderInbox, rowShowing } from './inbox.ts';
import { inboxAsked } from './inbox-query.ts';
import { taskRow } from './row.ts';

/** Claims a task or puts it back: the new line for a page with scripts, else the list or the desk it came from. @source D6 */
export async function takeClaim(portal: Portal, request: Request, response: Response): Promise<void> {
  const account = found(request.account, 'session.required');
  const taskId = taskIdOf(request);
  const { act, at } = request.body as { act?: string; at?: string };
  try {
    await (act === 'release' ? releaseFor : claimFor)(portal, account, taskId);
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'task.not-found') throw error;
    const { status, ...texts } = problemRow(error.code);
    const refused = { taskId, text: texts[pageLanguage(request)] };
    if (wantsRow(request)) return renderRow(portal, request, response, { status, refused });
    return renderInbox(portal, request, response, { status, refused });
  }
  if (wantsRow(request)) return renderRow(portal, request, response, { status: 200 });
  response.redirect(303, at === 'desk' ? paths.task(taskId) : paths.tasks(inboxAsked(request).filter));
}

/** The task of the address. @throws Refused `task.not-found` */
export const taskIdOf = (request: Request): string => idIn(request, 'id', 'task.not-found');

const wantsRow = (request: Request): boolean => request.get('hx-request-type') === 'partial';

async function renderRow(
  portal: Portal,
  request: Request,
  response: Response,
  { status, refused }: Parameters<typeof renderInbox>[3],
): Promise<void> {
  const account = found(request.account, 'session.required');
  const task = await taskFor(portal, account, taskIdOf(request));
  const [[line], showing] = await Promise.all([
    inboxLines(portal, account, [task]),
    rowShowing(portal, request, inboxAsked(request), refused),
  ]);
  response.status(status).set('cache-control', 'no-store');
  response.render('task/row', { ...taskRow(found(line, 'task.not-found'), showing), layout: false });
}
