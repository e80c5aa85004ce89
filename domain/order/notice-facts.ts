import { formatYuan } from '../fen.ts';
import type { NoticeEvent } from '../notice.ts';
import type { TakenBy } from '../process/process.ts';
import type { Role } from '../role.ts';
import { shortfallFen } from './amounts.ts';
import { hasAgreed, listMissingConsents } from './closure.ts';
import type { Order } from './order.ts';
import type { OrderStep } from './steps.ts';

const STEP_NOTICES = {
  place: 'order.placed',
  confirmPrice: 'order.priceConfirmed',
  pay: 'order.paymentSubmitted',
  withdraw: 'order.paymentWithdrawn',
  approvePayment: 'order.paid',
  rejectPayment: 'order.paymentRejected',
  requestRedemption: 'order.redemptionSubmitted',
  returnRedemption: 'order.redemptionReturned',
  supplementRedemption: 'order.redemptionSupplemented',
  approveRedemption: 'order.secondApprovalNeeded',
  rejectRedemption: 'order.redemptionRejected',
  recordPayout: 'order.payoutRecorded',
  failPayout: 'order.payoutFailed',
  proposeChange: 'order.changeProposed',
  acceptChange: 'order.changeAccepted',
  approveChange: 'order.changeApproved',
  rejectChange: 'order.changeRejected',
  dropChange: 'order.changeDropped',
  close: 'order.closureAsked',
  dropClosure: 'order.closureDropped',
} as const satisfies Record<OrderStep, NoticeEvent>;

/** What people are told after a step of this role, or of nobody's, that led from `before` to `after`. @source L132, L138, L140, D3 */
export function orderNoticeOf(step: OrderStep, after: Order, taken?: TakenBy<Order>): NoticeEvent {
  if (after.state === 'closed') return 'order.closed';
  if (after.state === 'redeemed') return 'order.redeemed';
  if (step === 'approveRedemption' && after.state === 'preRedeemed') return 'order.preRedeemed';
  if (step === 'close' && after.closure?.agreedBy.length === 1) return 'order.closureProposed';
  if (step === 'dropClosure' && taken && !hasAgreed(taken.before, taken.role)) return 'order.closureRefused';
  return STEP_NOTICES[step];
}

/** The facts a notice's text is filled from; of a closed order, why it was closed, whatever was said last. @source L132, D2, D3 */
export function orderNoticeFacts(
  order: Order,
  product: string,
  said: string | null,
  by?: Role,
): Record<string, string> {
  const reason = order.state === 'closed' ? (order.remark ?? said) : said;
  const missing = listMissingConsents(order);
  const shortfall = order.state === 'closed' ? null : shortfallFen(order);
  return {
    number: order.number,
    product,
    orderAmount: formatYuan(order.orderAmountFen),
    voucherAmount: formatYuan(order.voucherAmountFen),
    paidOutAmount: formatYuan(order.paidOutFen),
    ...(order.redemptionFen === null ? {} : { redemptionAmount: formatYuan(order.redemptionFen) }),
    ...(shortfall === null ? {} : { shortfallAmount: formatYuan(shortfall) }),
    ...(reason === null ? {} : { reason }),
    ...(by && { droppedRoles: by }),
    ...(missing.length > 0 && {
      agreedRoles: order.closure?.agreedBy.at(-1)?.role ?? '',
      missingRoles: missing.join(' '),
    }),
  };
}
