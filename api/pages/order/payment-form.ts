import { formatYuan, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { OrderBodies } from '../../../domain/order/commands.ts';
import type { Code } from '../../actions/problems.ts';
import { idsIn } from '../upload/field.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';

/** The four ticks of a contract, by their names in the form. @source L84 */
export const TICKS = ['serviceContent', 'charges', 'shortfall', 'signedAndSealed'] as const;

const TICK_NAMES: ReadonlySet<string> = new Set([...TICKS, 'shortfallAccepted']);

const TEXTS = ['voucherAmount', 'number', 'signedOn', 'totalAmount'] as const;

/** What of a form is kept as a draft: what was typed and ticked and which file is there, and nothing of the click. */
export const draftValues = (values: Values): Values => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, textOf(values, name)])),
  ...ticked(Object.fromEntries([...TICK_NAMES].map((name) => [name, isTicked(values, name)]))),
  contract: filesIn(values),
});

/** The files a form holds. */
export const filesIn = (values: Values): string[] => idsIn(values['contract']).slice(0, 1);

/** A payment made before, as the form holds it: what is to be mended, not typed again. @source D4, D25 */
export const paymentValues = ({ voucherAmountFen, contract, shortfallAccepted }: OrderBodies['pay']): Values => ({
  voucherAmount: formatYuan(voucherAmountFen),
  number: contract.number,
  signedOn: contract.signedOn,
  totalAmount: formatYuan(contract.totalFen),
  ...ticked({ ...contract.clauses, signedAndSealed: contract.signedAndSealed, shortfallAccepted }),
  contract: [contract.attachmentId],
});

/** The same payment with nothing declared. */
export const withoutTicks = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !TICK_NAMES.has(name)));

/** Whether two forms are of the same payment: the same amounts, the same contract, the same file. */
export const isSamePayment = (one: Values, other: Values): boolean => identityOf(one) === identityOf(other);

const identityOf = (values: Values): string =>
  JSON.stringify([
    parseYuan(textOf(values, 'voucherAmount')),
    textOf(values, 'number'),
    textOf(values, 'signedOn'),
    parseYuan(textOf(values, 'totalAmount')),
    filesIn(values),
  ]);

/** Ticks as a form sends them: a box that is not ticked is not sent. */
const ticked = (ticks: Readonly<Record<string, boolean>>): Values =>
  Object.fromEntries(Object.entries(ticks).flatMap(([name, has]) => (has ? [[name, 'on']] : [])));

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
