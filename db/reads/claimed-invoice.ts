import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { invoiceKey } from '../../domain/order/invoice.ts';
import type { Invoice, Order } from '../../domain/order/order.ts';
import type { Executor } from '../client.ts';
import { attachments } from '../schema/attachment.ts';
import { claimedInvoices as claimed } from '../schema/claimed-invoice.ts';
import { orders } from '../schema/order.ts';

/** An invoice among those sent, and the order in whose live redemption it stands already. */
export interface InvoiceElsewhere {
  /** Its place among those sent, from 0. */
  readonly at: number;
  readonly order: string;
  /** Whether the number is the same, and one of the two came without its code, as a former release recorded it. */
  readonly codeMissing: boolean;
}

/** The first of these invoices that stands in another live redemption of the same seller. @source D41 */
export async function findInvoiceElsewhere(
  db: Executor,
  { id, institutionId }: Pick<Order, 'id' | 'institutionId'>,
  invoices: readonly Invoice[],
): Promise<InvoiceElsewhere | undefined> {
  const keys = invoices.map((invoice, at) => ({ ...invoiceKey(invoice), at }));
  const { rows } = await db.execute<{ at: number; order: string; codeMissing: boolean }>(sql`
    select sent.at, o.number as "order", c.code <> sent.code as "codeMissing"
    from jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as sent(number text, code text, at int)
    join ${claimed} c on c.number = sent.number and (c.code = sent.code or '' in (c.code, sent.code))
      and c.seller_id = ${institutionId}::uuid and c.order_id <> ${id}::uuid
    join ${orders} o on o.id = c.order_id
    order by sent.at, o.number
    limit 1`);
  return rows[0];
}

/** An invoice of an order that another live redemption has too, by number or as the same file. */
export interface RepeatedInvoice {
  readonly number: string;
  /** What is the same: the invoice's number; the same where the code of one is not known; the same from another seller; or the bytes of the file under another number. */
  readonly same: 'number' | 'number-without-code' | 'number-of-another-seller' | 'file';
  readonly otherOrder: string;
  readonly otherNumber: string;
}

const WARNINGS_AT_MOST = 20;

/**
 * What the invoices of an order share with those of live redemptions: the number, where rules only warn or it was so before, a code
 * is missing, or two sellers name one; the same bytes under another number, also within the order, each pair once. Read from either
 * side it is the same.
 *
 * @source D36, D41
 */
export async function listRepeatedInvoices(db: Executor, orderId: string): Promise<RepeatedInvoice[]> {
  const { rows } = await db.execute<{ [K in keyof RepeatedInvoice]: RepeatedInvoice[K] }>(sql`
    ${sharing(
      sql`case when own.seller_id <> other.seller_id then 'number-of-another-seller'
        when own.code = other.code then 'number' else 'number-without-code' end`,
      sql`join ${claimed} other on other.number = own.number and other.order_id <> own.order_id
        and (other.code = own.code or (other.seller_id = own.seller_id and '' in (other.code, own.code)))`,
      orderId,
    )}
    union all
    ${sharing(
      sql`'file'`,
      sql`join ${attachments} file on file.id = own.attachment_id
        join ${attachments} same on same.sha256 = file.sha256 and same.kind = 'invoice' and same.id <> file.id
        join ${claimed} other on other.attachment_id = same.id
          and (other.number <> own.number or (other.code <> own.code and '' not in (other.code, own.code)))
          and (other.order_id <> own.order_id or (own.number, own.code) < (other.number, other.code))`,
      orderId,
    )}
    order by 1, 2, 3, 4
    limit ${WARNINGS_AT_MOST}`);
  return rows;
}

const sharing = (same: SQL, joined: SQL, orderId: string): SQL => sql`
  select own.number, ${same} as same, o.number as "otherOrder", other.number as "otherNumber"
  from ${claimed} own ${joined} join ${orders} o on o.id = other.order_id
  where own.order_id = ${orderId}::uuid`;
