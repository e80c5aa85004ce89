import { ORDER_STEP_NAMES, orderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import type { Portal } from '../../../actions/portal.ts';
import { paths } from '../../paths.ts';
import { stateTag } from '../../state-tag.ts';
import type { Desk } from '../../task/desk.ts';
import { makeDesk } from '../../task/desk-kit.ts';
import { logBetween } from '../log.ts';
import { outcomeView } from '../outcome.ts';
import { isTakenOn } from '../step-places.ts';
import { readCase } from './case.ts';
import type { Case } from './case.ts';
import type { Decision, SentDecision } from './decision-form.ts';
import { labelsOf } from './field-labels.ts';
import { doneText, findChanges } from './notices.ts';
import { resubmissionView } from './resubmission.ts';
import { decisionErrorsOf, sendDecision } from './send-decision.ts';
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

const DECISIONS = ORDER_STEP_NAMES.filter((step): step is Decision => isTakenOn('desk', step));

/** An order's desk, of what its tasks of one kind have of their own. */
export const orderDesk = (own: OrderDesk): Desk =>
  makeDesk<Case, Decision>({
    template: own.template,
    steps: DECISIONS,
    words: ORDER_DESK_WORDS,
    readCase,
    subjectOf,
    send: sendDecision,
    errorsOf: decisionErrorsOf,
    readOutcome: (portal, visit, { current }) => outcomeView(portal, visit, current),
    doneText: (shown, _, isLast) => doneText(shown, isLast),
    labelOf: (step, field, language) => labelsOf(step, language)[field],
    keptFields: ['reason', 'comment'],
    findChanges,
    view: async ({ portal, visit }, shown, { sent }) => {
      const view = await own.view(portal, shown, sent);
      const decided = decidedView(shown);
      const last = decided?.entries.at(-1);
      return {
        page: {
          orderId: shown.order.id,
          fileShown: visit.appearance.files === 'shown',
          ...view,
          decided,
          again: resubmissionView(shown),
        },
        keys: {
          rejects: own.rejects,
          decides: isOpenTask(shown.task),
          views: 'viewer' in view && Boolean(view.viewer),
          decision: own.decision && orderStep(own.decision)[shown.language],
        },
        lastDecided: last && { by: last.by, step: last.label },
      };
    },
  });

/** What became of a task that is closed: who did what with it, when and why. @source D4, D6 */
function decidedView({ closing, current }: Case) {
  if (!closing || closing.closedSeq === null) return null;
  return { entries: logBetween(current, { openedSeq: closing.openedSeq, closedSeq: closing.closedSeq }) };
}

/** What the head of the desk says of the order. */
function subjectOf({ current: { order, file }, language }: Case) {
  const words = ORDER_DESK_WORDS[language];
  return {
    type: 'order' as const,
    id: order.id,
    openTask: file.task,
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
