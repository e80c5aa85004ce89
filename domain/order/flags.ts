import { dayOf } from '../day.ts';
import type { Order } from './order.ts';

/** What a reviewer must look at: not refused, never hidden. @source D12, L175 */
export const RED_FLAGS = {
  'service-before-paid': {
    zh: '服务开始日期早于支付审核通过日期',
    en: 'The service began before the payment was approved',
  },
  'invoice-before-contract': { zh: '发票日期早于合同签订日期', en: 'An invoice is dated before the contract' },
} as const;

export type RedFlag = keyof typeof RED_FLAGS;

export const RED_FLAG_NAMES = Object.keys(RED_FLAGS) as RedFlag[];

/**
 * What in the order's dates is not as it should be. Empty before redemption is asked for.
 *
 * @source D12, L175
 */
export function redFlags({
  claim,
  contract,
  paymentApprovedAt,
}: Pick<Order, 'claim' | 'contract' | 'paymentApprovedAt'>): RedFlag[] {
  if (!claim) return [];
  const flags: RedFlag[] = [];
  if (paymentApprovedAt !== null && claim.serviceStartedOn < dayOf(paymentApprovedAt))
    flags.push('service-before-paid');
  if (contract && claim.invoices.some(({ issuedOn }) => issuedOn < contract.signedOn))
    flags.push('invoice-before-contract');
  return flags;
}
