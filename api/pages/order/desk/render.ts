import { orderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import type { Portal } from '../../../actions/portal.ts';
import { render } from '../../frame/render.ts';
import { paths } from '../../paths.ts';
import { stateTag } from '../../state-tag.ts';
import type { DeskCall } from '../../task/desk.ts';
import { deskHead } from '../../task/desk-head.ts';
import { liveView } from '../../task/desk-live.ts';
import { keyHelp } from '../../task/keys.ts';
import { readViewing } from '../../task/viewing.ts';
import { logBetween } from '../log.ts';
import type { MemberVisit } from '../../visit.ts';
import { outcomeView } from '../outcome.ts';
import type { OutcomeView } from '../../click-outcome.ts';
import type { Case } from './case.ts';
import type { Decision, SentDecision } from './decision-form.ts';
import { deskNotices } from './notices.ts';
import { resubmissionView } from './resubmission.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** The desk of an order's tasks of one kind: what it has of its own. */
export interface OrderDesk {
  readonly template: string;
  /** Something can be rejected there. */
  readonly rejects: boolean;
  /** What is decided there, where it is no approval. */
  readonly decision?: Decision;
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
  const [viewing, outcome] = await Promise.all([
    readViewing(portal, shown),
    status === 200 ? outcomeView(portal, visit, shown.current) : NOTHING,
  ]);
  const notices = deskNotices(shown, sent, outcome);
  const head = deskHead(shown, subjectOf(shown));
  const page = {
    words: ORDER_DESK_WORDS[shown.language],
    ...head,
    ...notices,
    here: outcome.waiting === undefined ? paths.task(shown.task.id, shown.inbox) : visit.url,
    orderId: shown.order.id,
    changeEvent: `order-changed-${shown.order.id}`,
    viewing,
    live: describeLive(visit, shown),
    fileShown: visit.appearance.files === 'shown',
    ...view,
    decided: decidedView(shown),
    again: resubmissionView(shown),
    keys: keyHelp('desk', shown.language, {
      rejects: desk.rejects,
      decides: isOpenTask(shown.task),
      claims: head.claim !== false,
      views: 'viewer' in view && Boolean(view.viewer),
      decision: desk.decision && orderStep(desk.decision)[shown.language],
    }),
    failed: notices.errors !== false,
  };
  return render(portal, visit, response, { status, template: desk.template, page });
}

/** What became of a task that is closed: who did what with it, when and why. @source D4, D6 */
function decidedView({ closing, current }: Case) {
  if (!closing || closing.closedSeq === null) return null;
  return { entries: logBetween(current, { openedSeq: closing.openedSeq, closedSeq: closing.closedSeq }) };
}

/** What has become of the task meanwhile, for a desk that is open. */
function describeLive(visit: MemberVisit, shown: Case) {
  const last = decidedView(shown)?.entries.at(-1);
  return liveView(shown, {
    version: shown.current.order.version,
    href: paths.task(shown.task.id, shown.inbox),
    asksAgain: visit.query['live'] === '1',
    decided: last && { by: last.by, step: last.label },
  });
}

/** What the head of the desk says of the order. */
function subjectOf({ current: { order, file }, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  return {
    name: order.product.name,
    number: order.number,
    version: order.version,
    tag: stateTag(order, true),
    creditCodes: file.order.creditCodes,
    approvedBy: file.order.approvals.map(({ by }) => by),
    facts: [
      { label: words.number, value: order.number, href: paths.order(order.id), code: true },
      { label: words.enterprise, value: order.enterprise.name },
      { label: words.institution, value: order.institution.name },
    ],
  };
}
