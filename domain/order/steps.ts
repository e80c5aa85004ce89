import type { Role } from '../role.ts';
import type { OrderState } from './states.ts';

interface StepRow {
  /** The step's name on buttons and in the timeline. */
  readonly zh: string;
  readonly en: string;
  /** Who may take it in some state. */
  readonly by: readonly Role[];
  /** The states it is open in; `place` has none, it begins the case. */
  readonly from: readonly OrderState[];
  /** Who may take it in this state, where not all of `by` may. */
  readonly byIn?: Partial<Record<OrderState, readonly Role[]>>;
  /** The states it can lead to. */
  readonly to: readonly OrderState[];
  /** What has happened once it is taken: the name of the workflow's signal. Never renamed. */
  readonly signal: string;
  /** A reviewer's judgement: it must name the version it saw. */
  readonly decision?: true;
  readonly reason?: 'required';
  readonly source: string;
}

/**
 * The steps of an order: who may take them, from which state to which. Buttons, permission checks, refusals, signals,
 * routes and diagrams are derived from this table.
 *
 * @source L88, L99, L109, L132, L138, L140, L152, L165, D3, D5, D13, D25
 */
export const ORDER_STEPS = {
  place: {
    zh: '下单',
    en: 'Place order',
    by: ['enterprise'],
    from: [],
    to: ['unpaid'],
    signal: 'placed',
    source: 'L88',
  },
  confirmPrice: {
    zh: '核定价格',
    en: 'Confirm price',
    by: ['institution'],
    from: ['unpaid', 'paymentRejected'],
    to: ['unpaid'],
    signal: 'priceConfirmed',
    source: 'L88',
  },
  pay: {
    zh: '支付',
    en: 'Pay',
    by: ['enterprise'],
    from: ['unpaid', 'paymentRejected'],
    to: ['paymentReview'],
    signal: 'paymentSubmitted',
    source: 'L136',
  },
  withdraw: {
    zh: '撤回支付',
    en: 'Withdraw payment',
    by: ['enterprise'],
    from: ['paymentReview'],
    to: ['unpaid'],
    signal: 'paymentWithdrawn',
    source: 'D25',
  },
  approvePayment: {
    zh: '支付审核通过',
    en: 'Approve payment',
    by: ['park'],
    from: ['paymentReview'],
    to: ['paid'],
    signal: 'paymentApproved',
    decision: true,
    source: 'L138',
  },
  rejectPayment: {
    zh: '支付审核拒绝',
    en: 'Reject payment',
    by: ['park'],
    from: ['paymentReview'],
    to: ['paymentRejected'],
    signal: 'paymentRejected',
    decision: true,
    reason: 'required',
    source: 'L140',
  },
  requestRedemption: {
    zh: '申请兑付',
    en: 'Request redemption',
    by: ['institution'],
    from: ['paid', 'redemptionRejected'],
    to: ['redemptionReview'],
    signal: 'redemptionRequested',
    source: 'L165',
  },
  returnRedemption: {
    zh: '退回补正',
    en: 'Return for supplement',
    by: ['center'],
    from: ['redemptionReview'],
    to: ['redemptionReview'],
    signal: 'redemptionReturned',
    decision: true,
    reason: 'required',
    source: 'D5',
  },
  supplementRedemption: {
    zh: '补正',
    en: 'Supplement',
    by: ['institution'],
    from: ['redemptionReview'],
    to: ['redemptionReview'],
    signal: 'redemptionSupplemented',
    source: 'D5',
  },
  approveRedemption: {
    zh: '兑付审核通过',
    en: 'Approve redemption',
    by: ['center'],
    from: ['redemptionReview'],
    to: ['redemptionReview', 'preRedeemed'],
    signal: 'redemptionApproved',
    decision: true,
    source: 'L152',
  },
  rejectRedemption: {
    zh: '兑付审核拒绝',
    en: 'Reject redemption',
    by: ['center'],
    from: ['redemptionReview'],
    to: ['redemptionRejected', 'closed'],
    signal: 'redemptionRejected',
    decision: true,
    reason: 'required',
    source: 'D5',
  },
  recordPayout: {
    zh: '登记拨付',
    en: 'Record payout',
    by: ['finance'],
    from: ['preRedeemed'],
    to: ['preRedeemed', 'redeemed'],
    signal: 'payoutRecorded',
    source: 'D2',
  },
  proposeChange: {
    zh: '补充协议',
    en: 'Propose contract change',
    by: ['institution'],
    from: ['paid'],
    to: ['paid'],
    signal: 'changeProposed',
    source: 'L84',
  },
  acceptChange: {
    zh: '同意变更',
    en: 'Accept contract change',
    by: ['enterprise'],
    from: ['paid'],
    to: ['paid'],
    signal: 'changeAccepted',
    source: 'D13',
  },
  approveChange: {
    zh: '变更审核通过',
    en: 'Approve contract change',
    by: ['park'],
    from: ['paid'],
    to: ['paid'],
    signal: 'changeApproved',
    decision: true,
    source: 'D13',
  },
  rejectChange: {
    zh: '变更审核拒绝',
    en: 'Reject contract change',
    by: ['park'],
    from: ['paid'],
    to: ['paid'],
    signal: 'changeRejected',
    decision: true,
    reason: 'required',
    source: 'D13',
  },
  dropChange: {
    zh: '撤销变更',
    en: 'Drop contract change',
    by: ['institution', 'enterprise', 'park'],
    from: ['paid'],
    to: ['paid'],
    signal: 'changeDropped',
    source: 'D13',
  },
  close: {
    zh: '关闭订单',
    en: 'Close order',
    by: ['institution', 'enterprise', 'center'],
    from: ['unpaid', 'paymentRejected', 'paid', 'redemptionRejected'],
    byIn: {
      unpaid: ['institution', 'enterprise'],
      paymentRejected: ['institution', 'enterprise'],
      redemptionRejected: ['center'],
    },
    to: ['paid', 'closed'],
    signal: 'closureAsked',
    reason: 'required',
    source: 'D3',
  },
} as const satisfies Record<string, StepRow>;

export type OrderStep = keyof typeof ORDER_STEPS;

export const ORDER_STEP_NAMES = Object.keys(ORDER_STEPS) as readonly OrderStep[];

/** The row of a step, with the optional columns visible to the type checker. @source L88 */
export const orderStep = (step: OrderStep): StepRow => ORDER_STEPS[step];

/** The role this person takes the step in, or undefined when it is open to none of theirs. @source L12 */
export const roleFor = (step: OrderStep, roles: readonly Role[]): Role | undefined =>
  orderStep(step).by.find((role) => roles.includes(role));
