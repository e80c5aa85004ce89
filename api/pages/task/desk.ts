import type { Response } from 'express';
import type { Viewer } from '../../../db/reads/viewing.ts';
import type { Portal } from '../../actions/portal.ts';
import { viewOrder } from '../../actions/viewing.ts';
import { filled, LIST_COMMA } from '../interpolate.ts';
import { outcomeView } from '../order/outcome.ts';
import type { OutcomeView } from '../order/outcome.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { changeDesk } from '../order/desk/change.ts';
import { caseOf } from './case.ts';
import type { Case } from './case.ts';
import { taskIdOf } from './claim.ts';
import { DECISIONS } from './decision-form.ts';
import type { Sent } from './decision-form.ts';
import { deskHead } from './desk-head.ts';
import { DESK_WORDS } from './desk-words.ts';
import { keyHelp } from './keys.ts';
import { deskNotices } from './notices.ts';
import type { Told } from './notices.ts';
import { paymentDesk } from '../order/desk/payment.ts';
import { payoutDesk } from '../order/desk/payout.ts';
import { deskReading } from '../order/desk/reading.ts';
import { redemptionDesk } from '../order/desk/redemption.ts';
import type { MemberVisit } from '../visit.ts';

/** Where a task is worked on. @source D6 */
export async function showDesk(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const shown = await caseOf(portal, visit, taskIdOf(visit));
  if (shown.task.kind === 'supplement') return response.redirect(303, paths.orderSupplement(shown.order.id));
  return renderDesk(portal, visit, response, shown, { status: 200, ...typedHere(visit, shown) });
}

/** The decision that was sent after the session had ended, as it was typed. */
function typedHere(visit: MemberVisit, { task }: Case): { sent?: Sent } {
  for (const step of DECISIONS) {
    const values = visit.typedBefore(paths.taskDecision(task.id, step));
    if (values) return { sent: { step, values, errors: [] } };
  }
  return {};
}

interface Showing extends Told {
  readonly status: number;
  readonly sent?: Sent;
}

const NOTHING: OutcomeView = {};

/** The desk of a case, with what was sent and not taken. */
export async function renderDesk(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  shown: Case,
  { status, sent, ...told }: Showing,
): Promise<void> {
  const { template, view } = await deskOf(portal, shown, sent);
  const [viewers, outcome] = await Promise.all([
    viewOrder(portal, shown.account, shown.order.id),
    status === 200 ? outcomeView(portal, visit, shown) : NOTHING,
  ]);
  const notices = deskNotices(shown, sent, told, outcome);
  const page = {
    words: DESK_WORDS[shown.language],
    ...deskHead(shown),
    ...notices,
    here: outcome.waiting === undefined ? paths.task(shown.task.id) : visit.url,
    orderId: shown.order.id,
    viewing: viewingOf(shown, viewers),
    ...view,
    keys: keyHelp('desk', shown.language, { rejects: shown.task.kind !== 'payout' }),
    failed: notices.errors !== false,
  };
  return render(portal, visit, response, { status, template, page });
}

/** Who else has the case before them: as the page is drawn, and from then on by its heartbeat. @source D6 */
function viewingOf({ order, language, csrfToken }: Case, viewers: readonly Viewer[]) {
  const [and, text] = [LIST_COMMA[language], DESK_WORDS[language].looking];
  const names = viewers.map(({ name }) => name).join(and);
  return { href: `/api/orders/${order.id}/viewing`, csrfToken, and, text, said: names && filled(text, { names }) };
}

async function deskOf(
  portal: Portal,
  shown: Case,
  sent: Sent | undefined,
): Promise<{ template: string; view: object }> {
  switch (shown.task.kind) {
    case 'paymentReview':
      return { template: 'task/payment', view: paymentDesk(shown, sent, await deskReading(portal, shown)) };
    case 'redemptionReview':
      return { template: 'task/redemption', view: redemptionDesk(shown, sent) };
    case 'payout':
      return { template: 'task/payout', view: payoutDesk(shown, sent) };
    case 'contractChange':
      return { template: 'task/change', view: changeDesk(shown, sent) };
    case 'supplement':
      throw new Error('a supplement has no desk: its members answer on the order’s page');
  }
}
