import type { Viewer } from '../../../../db/reads/viewing.ts';
import type { Portal } from '../../../actions/portal.ts';
import { viewSubject } from '../../../actions/viewing.ts';
import { interpolate, LIST_COMMA } from '../../interpolate.ts';
import { render } from '../../frame/render.ts';
import { paths } from '../../paths.ts';
import { stateTag } from '../../state-tag.ts';
import type { DeskCall } from '../../task/desk.ts';
import { deskHead } from '../../task/desk-head.ts';
import { keyHelp } from '../../task/keys.ts';
import { outcomeView } from '../outcome.ts';
import type { OutcomeView } from '../../click-outcome.ts';
import type { Case } from './case.ts';
import type { SentDecision } from './decision-form.ts';
import { deskNotices } from './notices.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** The desk of an order's tasks of one kind: what it has of its own. */
export interface OrderDesk {
  readonly template: string;
  /** Something can be rejected there. */
  readonly rejects: boolean;
  readonly view: (portal: Portal, shown: Case, sent: SentDecision | undefined) => object | Promise<object>;
}

const NOTHING: OutcomeView = {};

/** The desk of a case, with what was sent and not taken. */
export async function renderDesk(
  desk: OrderDesk,
  { portal, visit, response }: DeskCall,
  shown: Case,
  sent?: SentDecision,
): Promise<void> {
  const status = sent?.formErrors?.status ?? 200;
  const view = await desk.view(portal, shown, sent);
  const [viewers, outcome] = await Promise.all([
    viewSubject(portal, shown.account, { type: 'order', id: shown.order.id }),
    status === 200 ? outcomeView(portal, visit, shown) : NOTHING,
  ]);
  const notices = deskNotices(shown, sent, outcome);
  const page = {
    words: ORDER_DESK_WORDS[shown.language],
    ...deskHead(shown, subjectOf(shown)),
    ...notices,
    here: outcome.waiting === undefined ? paths.task(shown.task.id) : visit.url,
    orderId: shown.order.id,
    viewing: viewingOf(shown, viewers),
    ...view,
    keys: keyHelp('desk', shown.language, { rejects: desk.rejects }),
    failed: notices.errors !== false,
  };
  return render(portal, visit, response, { status, template: desk.template, page });
}

/** What the head of the desk says of the order. */
function subjectOf({ order, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  return {
    name: order.product.name,
    number: order.number,
    version: order.version,
    tag: stateTag(order, true),
    facts: [
      { label: words.number, value: order.number, href: paths.order(order.id), code: true },
      { label: words.enterprise, value: order.enterprise.name },
      { label: words.institution, value: order.institution.name },
    ],
  };
}

/** Who else has the case before them: as the page is drawn, and from then on by its heartbeat. @source D6 */
function viewingOf({ order, language, csrfToken }: Case, viewers: readonly Viewer[]) {
  const [and, text] = [LIST_COMMA[language], ORDER_DESK_WORDS[language].looking];
  const names = viewers.map(({ name }) => name).join(and);
  return { href: `/api/orders/${order.id}/viewing`, csrfToken, and, text, said: names && interpolate(text, { names }) };
}
