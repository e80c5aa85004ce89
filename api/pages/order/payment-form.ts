import { formatYuan, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Code } from '../../actions/problems.ts';
import { idsIn } from '../upload/field.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';

/** The four ticks of a contract, by their names in the form. @source L84 */
export const TICKS = ['serviceContent', 'charges', 'shortfall', 'signedAndSealed'] as const;

/** What the page's flat form says, as the step's form reads it; the self-paid part follows from O and V. @source L84, L103 */
export function sentPayment(values: Values, orderAmountFen: Fen) {
  const said = (name: string): string | undefined => textOf(values, name) || undefined;
  const voucherAmountFen = parseYuan(textOf(values, 'voucherAmount'));
  const selfPaid = voucherAmountFen === undefined ? undefined : selfPaidOf(orderAmountFen, voucherAmountFen);
  return {
    voucherAmount: said('voucherAmount'),
    contract: {
      number: said('number'),
      signedOn: said('signedOn'),
      totalAmount: said('totalAmount'),
      selfPaidAmount: formatYuan(selfPaid ?? orderAmountFen),
      clauses: {
        serviceContent: isTicked(values, 'serviceContent'),
        charges: isTicked(values, 'charges'),
        shortfall: isTicked(values, 'shortfall'),
      },
      signedAndSealed: isTicked(values, 'signedAndSealed'),
      attachmentId: idsIn(values['contract'])[0],
    },
    shortfallAccepted: isTicked(values, 'shortfallAccepted'),
  };
}

/** O − V, while V is not above O. @source L103 */
export const selfPaidOf = (orderAmountFen: Fen, voucherAmountFen: Fen): Fen | undefined =>
  voucherAmountFen > orderAmountFen ? undefined : ((orderAmountFen - voucherAmountFen) as Fen);

/** Which field of the page a refusal is about. */
export const PAYMENT_FIELDS: Partial<Record<Code, string>> = {
  'order.voucher-amount-zero': 'voucherAmount',
  'order.above-order-amount': 'voucherAmount',
  'voucher.balance-too-low': 'voucherAmount',
  'order.ratio-exceeded': 'voucherAmount',
  'order.ratio-not-accepted': 'shortfallAccepted',
  'contract.total-differs': 'totalAmount',
  'contract.clause-missing': 'clauses',
  'contract.before-grant': 'signedOn',
  'contract.in-future': 'signedOn',
  'attachment.unknown': 'contract',
};

/** The page's name of a field of the step's form: `contract.number` → `number`. */
export const pageField = (field: string): string =>
  field === 'contract.attachmentId' ? 'contract' : field.replace(/^contract\./, '');
