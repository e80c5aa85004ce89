import type { OrderRequest } from '../../domain/order/commands.ts';
import type { requests } from '../setup/bodies.ts';
import type { RoadRow } from './order.ts';

/** The request of a row, with the papers a scheme's people have uploaded: for drivers below the portal. */
export function requestOf(ask: ReturnType<typeof requests>, row: RoadRow): OrderRequest | Promise<OrderRequest> {
  switch (row.step) {
    case 'place':
      return ask.place(row.body.expectedAmount);
    case 'confirmPrice':
      return ask.confirmPrice(row.body.orderAmount);
    case 'pay':
      return ask.pay(row.body.voucherAmount, row.body.orderAmount);
    case 'approvePayment':
      return ask.approvePayment(row.body.comment);
    case 'requestRedemption':
      return ask.requestRedemption(row.body.actualAmount);
    case 'approveRedemption':
      return ask.approveRedemption(row.body.amount, row.body.reason);
    case 'recordPayout':
      return ask.recordPayout(row.body.amount, row.body.reference);
  }
}
