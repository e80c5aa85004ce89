import type { Request, Response } from 'express';
import type { Portal } from '../../portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { caseOf } from './case.ts';
import type { Case } from './case.ts';
import { taskIdOf } from './claim.ts';
import type { Sent } from './decide.ts';
import { deskHead } from './desk-head.ts';
import { DESK } from './desk-words.ts';
import { deskNotices } from './notices.ts';
import type { Told } from './notices.ts';
import { paymentDesk } from './payment-desk.ts';

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
export function renderDesk(
  portal: Portal,
  request: Request,
  response: Response,
  shown: Case,
  { status, sent, ...told }: Showing,
): Promise<void> {
  const { template, view } = deskOf(shown, sent);
  const notices = deskNotices(request, shown, sent, told);
  const page = {
    words: DESK[shown.language],
    ...deskHead(shown),
    ...notices,
    ...view,
    failed: notices.errors !== false,
  };
  return render(portal, request, response, { status, template, page });
}

function deskOf(shown: Case, sent: Sent | undefined): { template: string; view: object } {
  switch (shown.task.kind) {
    case 'paymentReview':
      return { template: 'task/payment', view: paymentDesk(shown, sent, { state: 'waiting' }) };
    case 'redemptionReview':
    case 'payout':
    case 'contractChange':
    case 'supplement':
      return { template: 'task/payment', view: {} };
  }
}
