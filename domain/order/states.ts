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
