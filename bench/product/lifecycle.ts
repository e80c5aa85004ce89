import { dayOf } from '../../domain/day.ts';
import type { Lifecycle } from '../contender.ts';
import type { Answered, Caller } from '../http.ts';

/** Who acts in a lifecycle, and with what. */
export interface Cast {
  readonly enterprise: Caller;
  readonly institution: Caller;
  readonly park: Caller;
  readonly center: Caller;
  readonly center2: Caller;
  readonly finance: Caller;
  readonly productId: string;
  readonly voucherLineId: string;
  readonly contract: () => string;
  readonly redemptionFiles: () => {
    readonly invoice: string;
    readonly selfPaidProof: string;
    readonly result: string;
    readonly process: string;
  };
}

/** O, V = R: at or above the threshold, so that two people approve. */
const ORDER_AMOUNT = '50000.00';
const VOUCHER_AMOUNT = '30000.00';
const SELF_PAID = '20000.00';

/** One order through api.md, from placing to paid out. */
export function orderLifecycle(cast: Cast): Lifecycle {
  const today = dayOf(new Date().toISOString());
  let order: Answered = { id: '', version: 0 };
  const steps = actions(cast, today);
  let at = 0;
  return async () => {
    const step = steps[at];
    if (!step) throw new Error('a lifecycle has eight actions');
    at += 1;
    order = await step(order);
  };
}

const actions = (cast: Cast, today: string): readonly ((order: Answered) => Promise<Answered>)[] => [
  () =>
    cast.enterprise.post('/api/orders', {
      productId: cast.productId,
      voucherLineId: cast.voucherLineId,
      expectedAmount: ORDER_AMOUNT,
    }),
  ({ id, version }) => cast.institution.post(`/api/orders/${id}/price`, { version, orderAmount: ORDER_AMOUNT }),
  ({ id, version }) =>
    cast.enterprise.post(`/api/orders/${id}/payment`, {
      version,
      voucherAmount: VOUCHER_AMOUNT,
      contract: contract(cast.contract(), today),
    }),
  ({ id, version }) => cast.park.post(`/api/orders/${id}/payment/approval`, { version }),
  ({ id, version }) =>
    cast.institution.post(`/api/orders/${id}/redemption`, { version, ...redemption(cast.redemptionFiles(), today) }),
  ({ id, version }) => cast.center.post(`/api/orders/${id}/redemption/approval`, { version, amount: VOUCHER_AMOUNT }),
  ({ id, version }) => cast.center2.post(`/api/orders/${id}/redemption/approval`, { version, amount: VOUCHER_AMOUNT }),
  ({ id, version }) =>
    cast.finance.post(`/api/orders/${id}/payouts`, {
      version,
      amount: VOUCHER_AMOUNT,
      paidOn: today,
      reference: `P-${id.slice(0, 8)}`,
    }),
];

const contract = (attachmentId: string, signedOn: string) => ({
  number: 'HT-2026-001',
  signedOn,
  totalAmount: ORDER_AMOUNT,
  selfPaidAmount: SELF_PAID,
  clauses: { serviceContent: true, charges: true, shortfall: true },
  signedAndSealed: true,
  attachmentId,
});

const redemption = (files: ReturnType<Cast['redemptionFiles']>, today: string) => ({
  actualAmount: ORDER_AMOUNT,
  serviceStartedOn: today,
  serviceFinishedOn: today,
  effect: '已按合同交付全部申报材料，企业已通过认定。',
  invoices: [{ attachmentId: files.invoice, number: '04403', issuedOn: today, amount: ORDER_AMOUNT }],
  attachments: { selfPaidProof: [files.selfPaidProof], results: [files.result], process: [files.process] },
});
