import type { Response } from 'express';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { decisionQuery, listDecidedPage } from '../../actions/decision.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { readTexts } from '../query-params.ts';
import { decidedView } from './decided-row.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '20';

/** What the asker has decided, newest first. @source D6 */
export async function showHistory(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = WORDS[language];
  const asked = readTexts(visit, ['q', 'from', 'to', 'after', 'before']);
  const query = read(decisionQuery, { limit: ROWS_A_PAGE, ...asked });
  const { rows, next, previous, part } = await listDecidedPage(portal, account, query);
  const filter = { q: query.q, from: query.from, to: query.to };
  const isFiltered = query.q !== null || query.from !== undefined || query.to !== undefined;
  const page = {
    words,
    title: words.decidedTitle,
    filter,
    unfolded: query.from !== undefined || query.to !== undefined,
    clear: isFiltered && paths.decided(),
    exports: rows.length > 0 && [
      { href: paths.decidedExport('xlsx', filter), label: words.exportXlsx },
      { href: paths.decidedExport('csv', filter), label: words.exportCsv },
    ],
    reversed: query.from !== undefined && query.to !== undefined && query.from > query.to && words.reversed,
    nothing: isFiltered
      ? { heading: words.decidedNoMatch, text: words.decidedNoMatchText, href: paths.decided(), label: words.clear }
      : { heading: words.decidedNothing, text: words.decidedNothingText, href: paths.tasks(), label: words.title },
    rows: rows.map((row) => {
      const { reason, ...view } = decidedView(row, language);
      return {
        ...view,
        at: inShanghai(row.at),
        when: shanghaiTime(row.at),
        number: row.number,
        task: row.taskId !== null && paths.task(row.taskId),
        reasoned: reason !== null,
        reason: reason ?? '-',
      };
    }),
    pager: pagerView(part, {
      next: next && paths.decided({ ...filter, after: next }),
      previous: previous && paths.decided({ ...filter, before: previous }),
    }),
  };
  return render(portal, visit, response, { status: 200, template: 'task/history', page });
}
