import type { OrderRequest } from '../../domain/order/commands.ts';
import { invoiceReuse } from '../../domain/order/invoice.ts';
import type { Order } from '../../domain/order/order.ts';
import { interpolate } from '../../domain/words.ts';
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
  const { zh, en } = SAID[elsewhere.codeMissing ? 'codeMissing' : 'same'];
  const facts = { number, order: elsewhere.order };
  throw new Refused(
    'invoice.already-claimed',
    {},
    {
      field: `invoices.${elsewhere.at}.number`,
      text: { zh: interpolate(zh, facts), en: interpolate(en, facts) },
    },
  );
}

const SAID = {
  same: { zh: '发票 {number} 已列入订单 {order}。', en: 'Invoice {number} stands in order {order}.' },
  codeMissing: {
    zh: '发票号码 {number} 已列入订单 {order}，其中一张没有发票代码，无法区分。确系两张发票的，请联系创新协同中心。',
    en: 'Invoice number {number} stands in order {order}, one of the two without its code, so they cannot be told apart. If they are two invoices, ask the center.',
  },
} as const;
