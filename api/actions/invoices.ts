import type { OrderRequest } from '../../domain/order/commands.ts';
import { invoiceReuse } from '../../domain/order/invoice.ts';
import type { Order } from '../../domain/order/order.ts';
import { findInvoiceElsewhere } from '../../db/reads/claimed-invoice.ts';
import { Refused } from './errors.ts';
import type { Portal } from './portal.ts';

/**
 * Insists that no invoice of a request stands in another live redemption, where the order's rules refuse that. The recording asks
 * again, and the database decides between two of one moment.
 *
 * @throws Refused `invoice.already-claimed`, naming the invoice and the other order
 * @source D41
 */
export async function insistInvoicesFree(
  { db }: Pick<Portal, 'db'>,
  order: Order,
  { step, body }: OrderRequest,
): Promise<void> {
  if (step !== 'requestRedemption' && step !== 'supplementRedemption') return;
  if (invoiceReuse(order.rules) === 'WARN') return;
  const elsewhere = await findInvoiceElsewhere(db, order, body.invoices);
  if (!elsewhere) return;
  const number = body.invoices[elsewhere.at]?.number ?? '';
  throw new Refused(
    'invoice.already-claimed',
    {},
    {
      field: `invoices.${elsewhere.at}.number`,
      text: {
        zh: `发票 ${number} 已列入订单 ${elsewhere.order}。`,
        en: `Invoice ${number} stands in order ${elsewhere.order}.`,
      },
    },
  );
}
