import type { Response } from 'express';
import { insistFound, Refused } from '../../actions/errors.ts';
import { inboxLines } from '../../actions/inbox.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import { claimTaskFor, releaseTaskFor, getTask } from '../../actions/task.ts';
import { readId } from '../query-params.ts';
import { paths } from '../paths.ts';
import { renderInbox, rowShowing } from './inbox.ts';
import { readInboxQuery } from './inbox-query.ts';
import { taskRow } from './row.ts';
import type { MemberVisit } from '../visit.ts';

/** Claims a task or puts it back: the new line for a page with scripts, else the list or the desk it came from. @source D6 */
export async function takeClaim(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const taskId = taskIdOf(visit);
  const { act, at } = visit.values;
  try {
    await (act === 'release' ? releaseTaskFor : claimTaskFor)(portal, account, taskId);
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'task.not-found') throw error;
    const { status, ...texts } = problemRow(error.code);
    const refused = { taskId, text: texts[visit.language] };
    if (visit.wantsPart) return renderRow(portal, visit, response, { status, refused });
    return renderInbox(portal, visit, response, { status, refused });
  }
  if (visit.wantsPart) return renderRow(portal, visit, response, { status: 200 });
  const { here } = readInboxQuery(visit);
  response.redirect(303, at === 'desk' ? paths.task(taskId, here) : `${paths.tasks(here)}#task-${taskId}`);
}

/** The task of the address. @throws Refused `task.not-found` */
export const taskIdOf = (visit: MemberVisit): string => readId(visit, 'id', 'task.not-found');

async function renderRow(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { status, refused }: Parameters<typeof renderInbox>[3],
): Promise<void> {
  const { account } = visit;
  const task = await getTask(portal, account, taskIdOf(visit));
  const [[line], showing] = await Promise.all([
    inboxLines(portal, account, [task]),
    rowShowing(portal, visit, readInboxQuery(visit), refused),
  ]);
  response.status(status).set('cache-control', 'no-store');
  response.render('task/row', { ...taskRow(insistFound(line, 'task.not-found'), showing), layout: false });
}
