import { formatYuan, subtractFen } from '../../domain/fen.ts';
import { aContractNumber, anInvoiceNumber, yuan } from '../makers.ts';
import type { RoadRow } from './order.ts';

/** The files of a redemption, by their ids. */
export interface RedemptionFiles {
  readonly invoice: string;
  readonly selfPaidProof: string;
  readonly result: string;
  readonly process: string;
}

/** What a client adds to a row: the offer that is ordered, uploaded files, and the day. */
export interface Papers {
  readonly today: string;
  readonly offer: () => Promise<Offer> | Offer;
  readonly contract: () => Promise<string> | string;
  readonly redemptionFiles: () => Promise<RedemptionFiles> | RedemptionFiles;
}

interface Offer {
  readonly productId: string;
  readonly voucherLineId: string;
}

/** A call of the JSON interface. */
export interface OrderCall {
  readonly path: string;
  readonly body: object;
}

/** The call that takes a row. @throws Error when there is no order yet and the row does not place one */
export async function orderCall(
  row: RoadRow,
  order: { readonly id: string; readonly version: number } | null,
  papers: Papers,
): Promise<OrderCall> {
  if (row.step === 'place')
    return { path: '/api/orders', body: { ...(await papers.offer()), expectedAmount: row.body.expectedAmount } };
  if (!order) throw new Error(`no order to ${row.step}`);
  const { path, body } = await ofOrder(row, papers);
  return { path: `/api/orders/${order.id}${path}`, body: { version: order.version, ...body } };
}

async function ofOrder(row: Exclude<RoadRow, { step: 'place' }>, papers: Papers): Promise<OrderCall> {
  switch (row.step) {
    case 'confirmPrice':
      return { path: '/price', body: row.body };
    case 'pay': {
      const { voucherAmount, orderAmount } = row.body;
      const selfPaid = formatYuan(subtractFen(yuan(orderAmount), yuan(voucherAmount)));
      const contract = contractBody(await papers.contract(), papers.today, orderAmount, selfPaid);
      return { path: '/payment', body: { voucherAmount, contract } };
    }
    case 'approvePayment':
      return { path: '/payment/approval', body: { ...(row.body.comment !== null && row.body), confirmed: true } };
    case 'requestRedemption':
      return {
        path: '/redemption',
        body: redemptionBody(await papers.redemptionFiles(), papers.today, row.body.actualAmount),
      };
    case 'approveRedemption': {
      const { amount, reason } = row.body;
      return { path: '/redemption/approval', body: { amount, ...(reason !== null && { reason }), confirmed: true } };
    }
    case 'recordPayout':
      return { path: '/payouts', body: { ...row.body, paidOn: papers.today } };
  }
}

/** A contract that says all it must. */
export const contractBody = (attachmentId: string, today: string, totalAmount: string, selfPaidAmount: string) => ({
  number: aContractNumber(),
  signedOn: today,
  totalAmount,
  selfPaidAmount,
  clauses: { serviceContent: true, charges: true, shortfall: true },
  signedAndSealed: true,
  attachmentId,
});

/** A redemption with one invoice over the whole amount. */
export const redemptionBody = (files: RedemptionFiles, today: string, actualAmount: string) => ({
  actualAmount,
  serviceStartedOn: today,
  serviceFinishedOn: today,
  effect: '已交付。',
  invoices: [{ attachmentId: files.invoice, number: anInvoiceNumber(), issuedOn: today, amount: actualAmount }],
  attachments: { selfPaidProof: [files.selfPaidProof], results: [files.result], process: [files.process] },
});
