import { dayOf } from '../day.ts';
import type { Day } from '../day.ts';
import type { Claim, Order } from './order.ts';

/** What a reviewer must look at: not refused, never hidden; `once` where only an earlier request had it. @source D12, L175 */
export const RED_FLAGS = {
  'service-before-paid': {
    zh: '服务开始日期早于支付审核通过日期',
    en: 'The service began before the payment was approved',
    once: {
      zh: '服务开始日期曾填 {days}，早于支付审核通过日期',
      en: 'The service was once said to have begun on {days}, before the payment was approved',
    },
  },
  'invoice-before-contract': {
    zh: '发票日期早于合同签订日期',
    en: 'An invoice is dated before the contract',
    once: {
      zh: '发票日期曾填 {days}，早于合同签订日期',
      en: 'An invoice was once dated {days}, before the contract',
    },
  },
} as const;

export type RedFlag = keyof typeof RED_FLAGS;

export const RED_FLAG_NAMES = Object.keys(RED_FLAGS) as RedFlag[];

type Dated = Pick<Order, 'contract' | 'paymentApprovedAt'>;

/**
 * What in the order's dates is not as it should be. Empty before redemption is asked for.
 *
 * @source D12, L175
 */
export const redFlags = ({ claim, ...order }: Dated & Pick<Order, 'claim'>): RedFlag[] =>
  claim ? RED_FLAG_NAMES.filter((flag) => daysFlagged(flag, claim, order).length > 0) : [];

/** A flag that only earlier requests raised, with the days they named. */
export interface PastFlag {
  readonly flag: RedFlag;
  readonly days: readonly Day[];
}

/** The flags that were raised by earlier requests and no longer are: a flag once raised is not edited away. @source D12, L175 */
export function pastFlags(order: Dated & Pick<Order, 'claim'>, earlier: readonly Claim[]): PastFlag[] {
  const now = redFlags(order);
  return RED_FLAG_NAMES.filter((flag) => !now.includes(flag)).flatMap((flag) => {
    const days = [...new Set(earlier.flatMap((claim) => daysFlagged(flag, claim, order)))];
    return days.length > 0 ? [{ flag, days: days.toSorted() }] : [];
  });
}

/** The days of a request that raise a flag. */
function daysFlagged(
  flag: RedFlag,
  { serviceStartedOn, invoices }: Pick<Claim, 'serviceStartedOn' | 'invoices'>,
  { contract, paymentApprovedAt }: Dated,
): Day[] {
  switch (flag) {
    case 'service-before-paid':
      return paymentApprovedAt !== null && serviceStartedOn < dayOf(paymentApprovedAt) ? [serviceStartedOn] : [];
    case 'invoice-before-contract':
      return invoices.map(({ issuedOn }) => issuedOn).filter((day) => contract !== null && day < contract.signedOn);
  }
}
