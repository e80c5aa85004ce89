import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { stepTaken } from '../../../domain/order/events.ts';
import type { Response } from 'express';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { decisionQuery, listDecisions } from '../../actions/decision.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { stateTag } from '../state-tag.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '20';

/** What the asker has decided, newest first. @source D6 */
export async function showHistory(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const { after } = visit.query;
  const query = read(decisionQuery, {
    limit: ROWS_A_PAGE,
    ...(typeof after === 'string' && after !== '' && { after }),
  });
  const { rows, next } = await listDecisions(portal, account, query);
  const page = {
    words: WORDS[language],
    title: WORDS[language].decidedTitle,
    rows: rows.map(({ at, step, orderId, number, product, to, reason }) => ({
      id: `${orderId}-${inShanghai(at)}`,
      at: inShanghai(at),
      when: shanghaiTime(at),
      step,
      label: stepTaken(step, language),
      number,
      href: paths.order(orderId),
      product,
      tag: stateTag({ state: to, stateLabel: ORDER_STATES[to][language] }),
      reason: reason === null ? '-' : reasonIn(reason, language),
    })),
    first: query.after && paths.decided(),
    next: next && paths.decided({ after: next }),
    pages: next !== null || query.after !== undefined,
  };
  return render(portal, visit, response, { status: 200, template: 'task/history', page });
}
