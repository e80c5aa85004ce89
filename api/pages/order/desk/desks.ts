import { listBankAccounts } from '../../../../db/reads/bank-account.ts';
import { ORDER_STEP_NAMES } from '../../../../domain/order/steps.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { paths } from '../../paths.ts';
import { batchNoticesOf } from '../../payout-batch/on-order.ts';
import type { Desk, DeskCall } from '../../task/desk.ts';
import { readInboxQuery } from '../../task/inbox-query.ts';
import { isTakenOn } from '../step-places.ts';
import { readCase } from './case.ts';
import { changeDesk } from './change.ts';
import type { SentDecision } from './decision-form.ts';
import { paymentDesk } from './payment.ts';
import { payoutDesk } from './payout.ts';
import { comparePapers } from './papers.ts';
import { redemptionDesk } from './redemption.ts';
import { repeatedInvoices } from './repeated-invoices.ts';
import { renderDesk } from './render.ts';
import type { OrderDesk } from './render.ts';
import { sameContracts } from './same-contract.ts';
import { takeDecision } from './take-decision.ts';

const deskOf = (own: OrderDesk): Desk => ({
  show: async (call) => renderDesk(own, call, await readCase(call.portal, call.visit, call.task), findTyped(call)),
  decide: (call, step) => takeDecision(own, call, step),
});

/** The decision that was sent after the session had ended, as it was typed. */
function findTyped({ visit, task }: DeskCall): SentDecision | undefined {
  const { here: inbox } = readInboxQuery(visit);
  for (const step of ORDER_STEP_NAMES) {
    const values = isTakenOn('desk', step) ? visit.typedBefore(paths.taskDecision(task.id, step, inbox)) : undefined;
    if (values && isTakenOn('desk', step)) return { step, values };
  }
  return undefined;
}

/** The desks at which orders are decided. A supplement and a closing have none: they are answered on the order's own pages. */
export const ORDER_DESKS = {
  paymentReview: deskOf({
    template: 'task/payment',
    rejects: true,
    view: async (portal, shown, sent) => {
      const [papers, others] = await Promise.all([comparePapers(portal, shown), sameContracts(portal, shown)]);
      return { ...paymentDesk(shown, sent, papers), sameContracts: others };
    },
  }),
  redemptionReview: deskOf({
    template: 'task/redemption',
    rejects: true,
    view: async (portal, shown, sent) => ({
      ...redemptionDesk(shown, sent, await comparePapers(portal, shown)),
      repeated: await repeatedInvoices(portal, shown),
    }),
  }),
  supplement: null,
  closure: null,
  payout: deskOf({
    template: 'task/payout',
    rejects: false,
    decision: 'recordPayout',
    view: async (portal, shown, sent) => {
      const { order, language } = shown;
      const [batches, accounts, repeated] = await Promise.all([
        batchNoticesOf(portal, order.id, language),
        listBankAccounts(portal.db, [order.institution.id]),
        repeatedInvoices(portal, shown),
      ]);
      return { ...payoutDesk(shown, sent, { batches, account: accounts.get(order.institution.id) }), repeated };
    },
  }),
  contractChange: deskOf({
    template: 'task/change',
    rejects: true,
    view: async (portal, shown, sent) => changeDesk(shown, sent, await comparePapers(portal, shown)),
  }),
} as const satisfies Partial<Record<TaskKind, Desk | null>>;
