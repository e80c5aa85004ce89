import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { stepTaken } from '../../../domain/order/events.ts';
import type { Response } from 'express';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { countDecisionPart, decisionQuery, listDecisions } from '../../actions/decision.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { readTexts } from '../query-params.ts';
import { stateTag } from '../state-tag.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '20';

/** What the asker has decided, newest first. @source D6 */
export async function showHistory(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = WORDS[language];
  const asked = readTexts(visit, ['q', 'from', 'to', 'after', 'before']);
  const query = read(decisionQuery, { limit: ROWS_A_PAGE, ...asked });
  const list = await listDecisions(portal, account, query);
  const { rows, next, previous } = list;
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
    rows: rows.map(({ at, step, orderId, number, product, to, reason, taskId }) => ({
      id: `${orderId}-${inShanghai(at)}`,
      at: inShanghai(at),
      when: shanghaiTime(at),
      step,
      label: stepTaken(step, language),
      number,
      href: paths.order(orderId),
      task: taskId !== null && paths.task(taskId),
      product,
      tag: stateTag({ state: to, stateLabel: ORDER_STATES[to][language] }),
      reasoned: reason !== null,
      reason: reason === null ? '-' : reasonIn(reason, language),
    })),
    pager: pagerView(await countDecisionPart(portal, account, query, list), {
      next: next && paths.decided({ ...filter, after: next }),
      previous: previous && paths.decided({ ...filter, before: previous }),
    }),
  };
  return render(portal, visit, response, { status: 200, template: 'task/history', page });
}
