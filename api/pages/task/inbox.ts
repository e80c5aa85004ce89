import type { Request, Response } from 'express';
import { calendarOf } from '../../../db/reads/calendar.ts';
import { listedTasks } from '../../../db/reads/task.ts';
import { found } from '../../errors.ts';
import { page } from '../../forms/page.ts';
import type { Language } from '../../language.ts';
import type { Portal } from '../../portal.ts';
import { csrfTokenOf } from '../../session/csrf.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { filterOf, inboxQueryOf, INBOX_STATES, isFiltered } from './inbox-query.ts';
import type { InboxQuery } from './inbox-query.ts';
import { taskRow } from './row.ts';
import type { RowShowing } from './row.ts';
import { WORDS } from './words.ts';

/** The tasks of the asker's groups, earliest due first. @source D6 */
export const showInbox = (portal: Portal, request: Request, response: Response): Promise<void> =>
  renderInbox(portal, request, response, { status: 200 });

/** The inbox, with what was refused on one of its lines. */
export async function renderInbox(
  portal: Portal,
  request: Request,
  response: Response,
  { status, refused }: { status: number; refused?: RowShowing['refused'] },
): Promise<void> {
  const account = found(request.account, 'session.required');
  const language = pageLanguage(request);
  const query = inboxQueryOf(request);
  const [{ rows, next }, showing] = await Promise.all([
    readInbox(portal, account, query),
    rowShowing(portal, request, query, refused),
  ]);
  const shown = {
    words: WORDS[language],
    title: WORDS[language].title,
    query,
    views: viewsOf(query, language),
    rows: rows.map((task) => taskRow(task, showing)),
    filtered: isFiltered(query),
    errors: refused && [{ text: refused.text, href: `#task-${refused.taskId}` }],
    failed: refused !== undefined,
    here: paths.tasks({ ...filterOf(query), after: askedAfter(request) }),
    first: query.after && paths.tasks(filterOf(query)),
    next: next && paths.tasks({ ...filterOf(query), after: next }),
  };
  return render(portal, request, response, { status, template: 'task/inbox', page: shown });
}

const askedAfter = ({ query: { after } }: Request) => (typeof after === 'string' ? after : undefined);

async function readInbox({ db }: Portal, account: Parameters<typeof listedTasks>[1], query: InboxQuery) {
  const { limit, after, state, kind, group } = query;
  const asked = {
    group,
    kind,
    state: state === 'open' ? ('open' as const) : undefined,
    mine: state === 'mine',
    after: after && { dueAt: after.at, id: after.id },
    limit: limit + 1,
  };
  return page(await listedTasks(db, account, asked), limit, (row) => [row.dueAt, row.id]);
}

/** What lines of the inbox are drawn with. */
export async function rowShowing(
  { db }: Portal,
  request: Request,
  query: InboxQuery,
  refused?: RowShowing['refused'],
): Promise<RowShowing> {
  return {
    account: found(request.account, 'session.required'),
    calendar: await calendarOf(db),
    now: new Date().toISOString(),
    language: pageLanguage(request),
    csrfToken: csrfTokenOf(request),
    filter: filterOf(query),
    refused,
  };
}

const viewsOf = (query: InboxQuery, language: Language) =>
  INBOX_STATES.map((state) => ({
    label: WORDS[language][state],
    href: paths.tasks(filterOf({ ...query, state })),
    current: query.state === state,
  }));
