import type { Database } from '../../db/client.ts';
import type { Claim } from '../../domain/order/order.ts';
import type { OrderBodies, OrderRequest } from '../../domain/order/commands.ts';
import { fen, formatYuan, subtractFen } from '../../domain/fen.ts';
import { anInvoiceNumber, yuan } from '../makers.ts';
import { AMOUNTS } from '../roads/order.ts';
import { aFile } from './scheme.ts';
import type { Scheme } from './scheme.ts';

/** The requests of an order's life, as the people of a scheme make them. Amounts in yuan. */
export const requests = (db: Database, scheme: Scheme) => ({
  place: (expected: string | null = AMOUNTS.orderAmount): OrderRequest => ({
    step: 'place',
    body: {
      productId: scheme.product.id,
      voucherLineId: scheme.line.id,
      expectedAmountFen: expected === null ? null : yuan(expected),
      note: null,
    },
  }),
  confirmPrice: (orderAmount: string = AMOUNTS.orderAmount): OrderRequest => ({
    step: 'confirmPrice',
    body: { orderAmountFen: yuan(orderAmount) },
  }),
  pay: async (
    voucherAmount: string = AMOUNTS.voucherAmount,
    orderAmount: string = AMOUNTS.orderAmount,
  ): Promise<OrderRequest<'pay'>> => ({
    step: 'pay',
    body: await payment(db, scheme, voucherAmount, orderAmount),
  }),
  approvePayment: (comment: string | null = null): OrderRequest => ({ step: 'approvePayment', body: { comment } }),
  requestRedemption: async (actual: string = AMOUNTS.actualAmount): Promise<OrderRequest> => ({
    step: 'requestRedemption',
    body: await claim(db, scheme, actual),
  }),
  supplementRedemption: async (actual: string = AMOUNTS.actualAmount): Promise<OrderRequest> => ({
    step: 'supplementRedemption',
    body: await claim(db, scheme, actual),
  }),
  approveRedemption: (amount: string = AMOUNTS.redemptionAmount, reason: string | null = null): OrderRequest => ({
    step: 'approveRedemption',
    body: { amountFen: yuan(amount), reason },
  }),
  recordPayout: (amount: string = AMOUNTS.redemptionAmount, reference = 'T-1'): OrderRequest => ({
    step: 'recordPayout',
    body: { amountFen: yuan(amount), paidOn: scheme.today, reference },
  }),
  proposeChange: async (orderAmount: string, voucherAmount: string): Promise<OrderRequest> => ({
    step: 'proposeChange',
    body: {
      orderAmountFen: yuan(orderAmount),
      voucherAmountFen: yuan(voucherAmount),
      attachmentId: await aFile(db, 'supplementaryAgreement', scheme.chen.id),
    },
  }),
});

async function payment(
  db: Database,
  scheme: Scheme,
  voucherAmount: string,
  orderAmount: string,
): Promise<OrderBodies['pay']> {
  const [voucherAmountFen, totalFen] = [yuan(voucherAmount), yuan(orderAmount)];
  return {
    voucherAmountFen,
    contract: {
      number: `HT-${formatYuan(totalFen)}`,
      signedOn: scheme.today,
      totalFen,
      selfPaidFen: voucherAmountFen > totalFen ? fen(0) : subtractFen(totalFen, voucherAmountFen),
      clauses: { serviceContent: true, charges: true, shortfall: true },
      signedAndSealed: true,
      attachmentId: await aFile(db, 'contract', scheme.wang.id),
    },
    shortfallAccepted: true,
  };
}

async function claim(db: Database, { chen, today }: Scheme, actual: string): Promise<Claim> {
  const file = (kind: Parameters<typeof aFile>[1]) => aFile(db, kind, chen.id);
  const [invoice, proof, result, process] = await Promise.all([
    file('invoice'),
    file('selfPaidProof'),
    file('result'),
    file('process'),
  ]);
  return {
    actualAmountFen: yuan(actual),
    serviceStartedOn: today,
    serviceFinishedOn: today,
    effect: '已交付',
    invoices: [
      { attachmentId: invoice, number: anInvoiceNumber(), code: '', issuedOn: today, amountFen: yuan(actual) },
    ],
    attachments: { selfPaidProof: [proof], results: [result], process: [process] },
  };
}
