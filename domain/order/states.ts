/**
 * The states of an order in the order of the tabs, with the guide's words. A state is something a person can be told.
 *
 * @source L92
 */
export const ORDER_STATES = {
  unpaid: { zh: '未支付', en: 'Unpaid', final: false },
  paymentReview: { zh: '支付审核中', en: 'Payment under review', final: false },
  paymentRejected: { zh: '支付审核拒绝', en: 'Payment rejected', final: false },
  paid: { zh: '已支付', en: 'Paid', final: false },
  redemptionReview: { zh: '兑付审核中', en: 'Redemption under review', final: false },
  preRedeemed: { zh: '预兑付', en: 'Pre-redeemed', final: false },
  redeemed: { zh: '已兑付', en: 'Redeemed', final: true },
  redemptionRejected: { zh: '兑付审核拒绝', en: 'Redemption rejected', final: false },
  closed: { zh: '已关闭', en: 'Closed', final: true },
} as const;

export type OrderState = keyof typeof ORDER_STATES;

export const ORDER_STATE_NAMES = Object.keys(ORDER_STATES) as readonly OrderState[];

/** Whether nothing can happen to an order in this state any more. @source D3, D22 */
export const isFinal = (state: OrderState | null): boolean => state !== null && ORDER_STATES[state].final;

/** The states nothing can happen in any more. @source D3, D22 */
export const FINAL_ORDER_STATES: readonly OrderState[] = ORDER_STATE_NAMES.filter((state) => ORDER_STATES[state].final);

/** The states after a positive decision on the redemption: what finance sees. @source D26 */
export const DECIDED_ORDER_STATES: readonly OrderState[] = ['preRedeemed', 'redeemed'];

/** The states in which V is held, and in which what is left of it is committed. @source D20 */
export const HELD_ORDER_STATES: readonly OrderState[] = ['paymentReview'];
export const COMMITTED_ORDER_STATES: readonly OrderState[] = [
  'paid',
  'redemptionReview',
  'preRedeemed',
  'redemptionRejected',
];
