import type { StateRow } from '../process/steps.ts';

/** A state of an order, with what hangs on it: what a row lacks does not compile. */
interface OrderStateRow extends StateRow {
  readonly final: boolean;
  /** Where V lies meanwhile, and what is left of it. @source D20 */
  readonly voucher: 'held' | 'committed' | null;
  /** After a positive decision on the redemption: what finance sees. @source D26 */
  readonly decided: boolean;
}

/**
 * The states of an order in the order of the tabs, with the guide's words. A state is something a person can be told.
 *
 * @source L92
 */
export const ORDER_STATES = {
  unpaid: { zh: '未支付', en: 'Unpaid', final: false, voucher: null, decided: false },
  paymentReview: { zh: '支付审核中', en: 'Payment under review', final: false, voucher: 'held', decided: false },
  paymentRejected: { zh: '支付审核拒绝', en: 'Payment rejected', final: false, voucher: null, decided: false },
  paid: { zh: '已支付', en: 'Paid', final: false, voucher: 'committed', decided: false },
  redemptionReview: {
    zh: '兑付审核中',
    en: 'Redemption under review',
    final: false,
    voucher: 'committed',
    decided: false,
  },
  preRedeemed: { zh: '预兑付', en: 'Pre-redeemed', final: false, voucher: 'committed', decided: true },
  redeemed: { zh: '已兑付', en: 'Redeemed', final: true, voucher: null, decided: true },
  redemptionRejected: {
    zh: '兑付审核拒绝',
    en: 'Redemption rejected',
    final: false,
    voucher: 'committed',
    decided: false,
  },
  closed: { zh: '已关闭', en: 'Closed', final: true, voucher: null, decided: false },
} as const satisfies Record<string, OrderStateRow>;

export type OrderState = keyof typeof ORDER_STATES;

export const ORDER_STATE_NAMES = Object.keys(ORDER_STATES) as readonly OrderState[];

/** Whether nothing can happen to an order in this state any more. @source D3, D22 */
export const isFinal = (state: OrderState | null): boolean => state !== null && ORDER_STATES[state].final;

/** The states nothing can happen in any more. @source D3, D22 */
export const FINAL_ORDER_STATES: readonly OrderState[] = ORDER_STATE_NAMES.filter((state) => ORDER_STATES[state].final);

/** The states after a positive decision on the redemption: what finance sees. @source D26 */
export const DECIDED_ORDER_STATES: readonly OrderState[] = ORDER_STATE_NAMES.filter(
  (state) => ORDER_STATES[state].decided,
);

/** The states in which V is held, and in which what is left of it is committed. @source D20 */
export const HELD_ORDER_STATES: readonly OrderState[] = statesWithVoucher('held');
export const COMMITTED_ORDER_STATES: readonly OrderState[] = statesWithVoucher('committed');

function statesWithVoucher(lies: 'held' | 'committed'): readonly OrderState[] {
  return ORDER_STATE_NAMES.filter((state) => ORDER_STATES[state].voucher === lies);
}
