import type { Response } from 'express';
import { getCalendar } from '../../../db/reads/calendar.ts';
import { countPart, countTasks, listInbox, listToPrice } from '../../actions/inbox.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { PRICE_KIND, readInboxQuery } from './inbox-query.ts';
import type { Asked } from './inbox-query.ts';
import { inboxViews, isMember, nothingIn, summaryOf } from './inbox-views.ts';
import { keyHelp } from './keys.ts';
import { pricePanel } from './price-panel.ts';
import { taskRow } from './row.ts';
import type { RowShowing } from './row.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

/** The tasks of the asker's groups, earliest due first. @source D6 */
export const showInbox = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderInbox(portal, visit, response, { status: 200 });

/** The inbox, with what was refused on one of its lines. */
export async function renderInbox(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  { status, refused }: { status: number; refused?: RowShowing['refused'] },
): Promise<void> {
  const { account, language } = visit;
  const asked = readInboxQuery(visit);
  const { filter, query } = asked;
  const [list, tasks, toPrice, showing] = await Promise.all([
    asked.prices === 'alone' ? NO_TASKS : listInbox(portal, account, query),
    countTasks(portal, account, query),
    listToPrice(portal, account, asked.prices === 'alone' ? query : { ...query, after: undefined, before: undefined }),
    rowShowing(portal, visit, asked, refused),
  ]);
  const { lines, next, previous } = list;
  const counts = { ...tasks, todo: tasks.todo + toPrice.total, [PRICE_KIND]: toPrice.total };
  const prices = pricePanel(toPrice, asked, showing);
  const member = isMember(account);
  const page = {
    words: WORDS[language],
    title: WORDS[language].title,
    summary: summaryOf(counts, language),
    keys: keyHelp('list', language, { decides: !member }),
    live: member ? 'tasks-changed from:body, orders-changed from:body' : 'tasks-changed from:body',
    decided: !member && paths.decided(),
    claims: !member,
    q: query.q ?? '',
    filter,
    clear: query.q !== null && paths.tasks({ ...filter, q: undefined }),
    ...inboxViews(asked, counts, account, language),
    rows: lines.map((line) => taskRow(line, showing)),
    prices,
    nothing: lines.length === 0 && !prices && nothingIn(asked, counts, language),
    errors: refused && [{ text: refused.text, href: `#task-${refused.taskId}` }],
    failed: refused !== undefined,
    here: paths.tasks(asked.here),
    pager: pagerView(await countPart(portal, account, query, list), {
      next: next && paths.tasks({ ...filter, after: next }),
      previous: previous && paths.tasks({ ...filter, before: previous }),
    }),
  };
  return render(portal, visit, response, { status, template: 'task/inbox', page });
}

const NO_TASKS: Awaited<ReturnType<typeof listInbox>> = { lines: [], next: null, previous: null };

/** What lines of the inbox are drawn with. */
export async function rowShowing(
  { db }: Portal,
  visit: MemberVisit,
  { here }: Asked,
  refused?: RowShowing['refused'],
): Promise<RowShowing> {
  return {
    account: visit.account,
    calendar: await getCalendar(db),
    now: new Date().toISOString(),
    language: visit.language,
    csrfToken: visit.csrfToken,
    inbox: here,
    refused,
  };
}
