import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Moment } from '../role.ts';
import { outstandingFen } from './amounts.ts';
import type { Order } from './order.ts';

/** A payout's reference as two are compared: in one width and letter case, without spaces. */
const referenceKey = (reference: string): string => reference.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();

/** Whether a payment reference is that of one of these payouts already: one transfer entered twice, or one that pays several. @source D2 */
export const isReferenceUsed = (
  reference: string,
  payouts: readonly { readonly reference: string | null }[],
): boolean =>
  payouts.some((payout) => payout.reference !== null && referenceKey(payout.reference) === referenceKey(reference));

/** What is said of a payout, as far as it can be read. */
interface Said {
  readonly amountFen?: Fen | undefined;
  readonly paidOn?: Day | undefined;
}

/**
 * Everything that is wrong with a payout of an order: 0 < payout ≤ R − what has been paid out, on a day that has come.
 *
 * @returns of `payout.amount-zero`, `payout.above-approved`, `payout.date-in-future`, in this order; none when it is right
 * @source D2
 */
export function listPayoutFaults(
  order: Pick<Order, 'redemptionFen' | 'paidOutFen'>,
  { amountFen, paidOn }: Said,
  { today }: Moment,
) {
  const faults = [
    { code: 'payout.amount-zero', wrong: amountFen === 0 },
    { code: 'payout.above-approved', wrong: amountFen !== undefined && amountFen > outstandingFen(order) },
    { code: 'payout.date-in-future', wrong: paidOn !== undefined && paidOn > today },
  ] as const;
  return faults.filter(({ wrong }) => wrong).map(({ code }) => code);
}
