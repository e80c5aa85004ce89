import type { OwnLine } from '../../../db/reads/voucher-line.ts';
import { parseDay } from '../../../domain/day.ts';
import { parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { OrderBodies } from '../../../domain/order/commands.ts';
import { bodyRuling } from '../../../domain/order/guards.ts';
import type { RefusalCode } from '../../../domain/refusals.ts';
import type { Ruling } from '../../../domain/ruling.ts';
import { refuseIf } from '../../../domain/ruling.ts';
import { now } from '../../actions/moment.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { selfPaidOf } from './payment-form.ts';
import type { OrderStepCase } from './order-step-page.ts';

/**
 * Everything the rule has against what was typed, not the first thing alone: it is asked over a payment that is right but for
 * one field, for each field. What could not be read is left to the form, what only the recording knows to the recording.
 *
 * @source L84, L99, L177, D1
 */
export function paymentRefusals({ file, account }: OrderStepCase, line: OwnLine, values: Values): RefusalCode[] {
  const { order } = file;
  const ask = (change: (body: OrderBodies['pay']) => OrderBodies['pay']): Ruling =>
    bodyRuling(order, account, { step: 'pay', body: change(flawless(order.orderAmountFen)) }, now());
  const [voucherFen, totalFen] = [parseYuan(textOf(values, 'voucherAmount')), parseYuan(textOf(values, 'totalAmount'))];
  const signedOn = parseDay(textOf(values, 'signedOn'));
  const rulings = [
    voucherFen === undefined
      ? undefined
      : ask((body) => ({
          ...body,
          voucherAmountFen: voucherFen,
          shortfallAccepted: isTicked(values, 'shortfallAccepted'),
          contract: {
            ...body.contract,
            selfPaidFen: selfPaidOf(order.orderAmountFen, voucherFen) ?? body.contract.selfPaidFen,
          },
        })),
    voucherFen === undefined ? undefined : refuseIf(voucherFen > line.availableFen, 'voucher.balance-too-low'),
    totalFen === undefined ? undefined : ask((body) => ({ ...body, contract: { ...body.contract, totalFen } })),
    signedOn === undefined ? undefined : ask((body) => ({ ...body, contract: { ...body.contract, signedOn } })),
  ];
  return rulings.flatMap((ruling) => (ruling && !ruling.allowed ? [ruling.code] : []));
}

/** A payment of one fen that nothing is wrong with. */
function flawless(orderAmountFen: Fen): OrderBodies['pay'] {
  const voucherAmountFen = 1 as Fen;
  return {
    voucherAmountFen,
    shortfallAccepted: true,
    contract: {
      number: '-',
      signedOn: now().today,
      totalFen: orderAmountFen,
      selfPaidFen: selfPaidOf(orderAmountFen, voucherAmountFen) ?? orderAmountFen,
      clauses: { serviceContent: true, charges: true, shortfall: true },
      signedAndSealed: true,
      attachmentId: '',
    },
  };
}
