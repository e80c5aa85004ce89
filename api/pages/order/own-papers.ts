import type { OrderRecord } from '../../../db/reads/order.ts';
import { parseDay } from '../../../domain/day.ts';
import { parseYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { LABEL_NAMES } from '../../../domain/reading/label-names.ts';
import { interpolate } from '../../../domain/words.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { idsIn } from '../upload/field.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { NOT_ENTERED } from './compared-rows.ts';
import type { OwnPaper } from './own-comparison.ts';
import { filesIn, selfPaidOf } from './payment-form.ts';
import { PAYMENT_WORDS } from './payment-words.ts';
import { invoiceRows } from './redemption-form.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';

/** The contract of the form and what is typed beside it, as they are compared; none before a file is there. @source L84, D11 */
export function paymentPapers(values: Values, { order, names }: OrderRecord, language: Language): OwnPaper[] {
  const words = PAYMENT_WORDS[language];
  const voucherAmount = parseYuan(textOf(values, 'voucherAmount'));
  const selfPaid = voucherAmount === undefined ? undefined : selfPaidOf(order.orderAmountFen, voucherAmount);
  return filesIn(values).map((attachmentId) => ({
    attachmentId,
    kind: 'contract',
    entered: {
      contractNumber: textOf(values, 'number') || NOT_ENTERED.text,
      partyA: names.enterprise,
      partyB: names.institution,
      signedOn: parseDay(textOf(values, 'signedOn')) ?? NOT_ENTERED.day,
      orderAmount: parseYuan(textOf(values, 'totalAmount')) ?? NOT_ENTERED.fen,
      voucherAmount: voucherAmount ?? NOT_ENTERED.fen,
      selfPaid: selfPaid ?? NOT_ENTERED.fen,
    },
    labels: {
      contractNumber: { text: words.number, field: 'number' },
      partyA: { text: LABEL_NAMES.partyA[language] },
      partyB: { text: LABEL_NAMES.partyB[language] },
      signedOn: { text: words.signedOn, field: 'signedOn' },
      orderAmount: { text: words.totalAmount, field: 'totalAmount' },
      voucherAmount: { text: words.voucherAmount, field: 'voucherAmount' },
      selfPaid: { text: words.selfPaid },
    },
  }));
}

/** The invoices of a claim's form that have a file. @source L165 */
export function redemptionPapers(values: Values, { names }: OrderRecord, language: Language): OwnPaper[] {
  const words = REDEMPTION_WORDS[language];
  return invoiceRows(values).flatMap(({ number, code, issuedOn, amount, file: [attachmentId] }, index) => {
    if (attachmentId === undefined) return [];
    const field = (part: string): string => `invoices.${index}.${part}`;
    return {
      attachmentId,
      kind: 'invoice',
      title: interpolate(words.invoice, { n: index + 1 }),
      entered: {
        invoiceNumber: number || NOT_ENTERED.text,
        invoiceCode: code,
        issuedOn: parseDay(issuedOn) ?? NOT_ENTERED.day,
        invoiceTotal: parseYuan(amount) ?? NOT_ENTERED.fen,
        seller: names.institution,
        buyer: names.enterprise,
      },
      labels: {
        invoiceNumber: { text: words.number, field: field('number') },
        invoiceCode: { text: words.code, field: field('code') },
        issuedOn: { text: words.issuedOn, field: field('issuedOn') },
        invoiceTotal: { text: words.amount, field: field('amount') },
        seller: { text: LABEL_NAMES.seller[language] },
        buyer: { text: LABEL_NAMES.buyer[language] },
      },
    };
  });
}

/** The supplementary agreement of a change's form, beside the amounts it leaves. @source L84, D13 */
export function changePapers(values: Values, { order, names }: OrderRecord, language: Language): OwnPaper[] {
  const words = CHANGE_WORDS[language];
  const [orderAmount, voucherAmount] = [
    parseYuan(textOf(values, 'orderAmount')),
    parseYuan(textOf(values, 'voucherAmount')),
  ];
  const selfPaid =
    orderAmount === undefined || voucherAmount === undefined ? undefined : selfPaidOf(orderAmount, voucherAmount);
  return idsIn(values['agreement'])
    .slice(0, 1)
    .map((attachmentId) => ({
      attachmentId,
      kind: 'supplementaryAgreement',
      entered: {
        contractNumber: order.contract?.number ?? NOT_ENTERED.text,
        partyA: names.enterprise,
        partyB: names.institution,
        orderAmount: orderAmount ?? NOT_ENTERED.fen,
        voucherAmount: voucherAmount ?? NOT_ENTERED.fen,
        selfPaid: selfPaid ?? NOT_ENTERED.fen,
      },
      labels: {
        contractNumber: { text: LABEL_NAMES.contractNumber[language] },
        partyA: { text: LABEL_NAMES.partyA[language] },
        partyB: { text: LABEL_NAMES.partyB[language] },
        orderAmount: { text: words.orderAmount, field: 'orderAmount' },
        voucherAmount: { text: words.voucherAmount, field: 'voucherAmount' },
        selfPaid: { text: LABEL_NAMES.selfPaid[language] },
      },
    }));
}
