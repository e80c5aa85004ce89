import type { Request, Response } from 'express';
import type { Viewer } from '../../../db/reads/viewing.ts';
import type { Portal } from '../../portal.ts';
import { viewOrder } from '../../viewing.ts';
import { filled } from '../filled.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { caseOf } from './case.ts';
import type { Case } from './case.ts';
import { taskIdOf } from './claim.ts';
import type { Sent } from './decide.ts';
import { deskHead } from './desk-head.ts';
import { DESK } from './desk-words.ts';
import { keyHelp } from './keys.ts';
import { deskNotices } from './notices.ts';
import type { Told } from './notices.ts';
import { paymentDesk } from './payment-desk.ts';
import { deskReading } from './reading.ts';

/** Where a task is worked on. @source D6 */
export async function showDesk(portal: Portal, request: Request, response: Response): Promise<void> {
  const shown = await caseOf(portal, request, taskIdOf(request));
  if (shown.task.kind === 'supplement') return response.redirect(303, paths.orderSupplement(shown.order.id));
  if (shown.task.kind !== 'paymentReview') return response.redirect(303, paths.order(shown.order.id));
  return renderDesk(portal, request, response, shown, { status: 200 });
}

interface Showing extends Told {
  readonly status: number;
  readonly sent?: Sent;
}

/** The desk of a case, with what was sent and not taken. */
export async function renderDesk(
  portal: Portal,
  request: Request,
  response: Response,
  shown: Case,
  { status, sent, ...told }: Showing,
): Promise<void> {
  const { template, view } = await deskOf(portal, shown, sent);
  const viewers = await viewOrder(portal, shown.account, shown.order.id);
  const notices = deskNotices(request, shown, sent, told);
  const page = {
    words: DESK[shown.language],
    ...deskHead(shown),
    ...notices,
    viewing: viewingOf(shown, viewers),
    ...view,
    keys: keyHelp('desk', shown.language),
    failed: notices.errors !== false,
  };
  return render(portal, request, response, { status, template, page });
}

/** Who else has the case before them: as the page is drawn, and from then on by its heartbeat. @source D6 */
function viewingOf({ order, language, csrfToken }: Case, viewers: readonly Viewer[]) {
  const [and, text] = [language === 'zh' ? '、' : ', ', DESK[language].looking];
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
    case 'payout':
    case 'contractChange':
    case 'supplement':
      return { template: 'task/payment', view: {} };
  }
}
