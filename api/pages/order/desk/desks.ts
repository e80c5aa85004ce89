import { listBankAccounts } from '../../../../db/reads/bank-account.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { batchNoticesOf } from '../../payout-batch/on-order.ts';
import type { Desk } from '../../task/desk.ts';
import { changeDesk } from './change.ts';
import { paymentDesk } from './payment.ts';
import { orderDesk } from './parts.ts';
import { payoutDesk } from './payout.ts';
import { comparePapers } from './papers.ts';
import { redemptionDesk } from './redemption.ts';
import { repeatedInvoices } from './repeated-invoices.ts';
import { sameContracts } from './same-contract.ts';

/** The desks at which orders are decided. A supplement and a closing have none: they are answered on the order's own pages. */
export const ORDER_DESKS = {
  paymentReview: orderDesk({
    template: 'task/payment',
    rejects: true,
    view: async (portal, shown, sent) => {
      const [papers, others] = await Promise.all([comparePapers(portal, shown), sameContracts(portal, shown)]);
      return { ...paymentDesk(shown, sent, papers), sameContracts: others };
    },
  }),
  redemptionReview: orderDesk({
    template: 'task/redemption',
    rejects: true,
    view: async (portal, shown, sent) => ({
      ...redemptionDesk(shown, sent, await comparePapers(portal, shown)),
      repeated: await repeatedInvoices(portal, shown),
    }),
  }),
  supplement: null,
  closure: null,
  payout: orderDesk({
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
  contractChange: orderDesk({
    template: 'task/change',
    rejects: true,
    view: async (portal, shown, sent) => changeDesk(shown, sent, await comparePapers(portal, shown)),
  }),
} as const satisfies Partial<Record<TaskKind, Desk | null>>;
