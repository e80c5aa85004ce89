import { formatYuan } from '../fen.ts';
import type { NoticeEvent } from '../notice.ts';
import { shortfallFen } from './amounts.ts';
import { listMissingConsents } from './closure.ts';
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

/** What people are told after a step that led to `after`. @source L132, L138, L140 */
export function orderNoticeOf(step: OrderStep, after: Order): NoticeEvent {
  if (after.state === 'closed') return 'order.closed';
  if (after.state === 'redeemed') return 'order.redeemed';
  if (step === 'approveRedemption' && after.state === 'preRedeemed') return 'order.preRedeemed';
  return STEP_NOTICES[step];
}

/** The facts a notice's text is filled from. @source L132, D2 */
export function orderNoticeFacts(order: Order, product: string, reason: string | null): Record<string, string> {
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
    ...(missing.length > 0 && {
      agreedRoles: order.closure?.agreedBy.at(-1)?.role ?? '',
      missingRoles: missing.join(' '),
    }),
  };
}
