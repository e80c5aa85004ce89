import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { attachments } from './attachment.ts';
import { orders } from './order.ts';
import { organizations } from './organization.ts';

/**
 * The invoices of live redemptions, by what tells them apart. Written by the recording alone, in the transaction of the step;
 * the rows go when the redemption is refused or its order closes. One that is held stands once; those of orders whose rules
 * only warn, and what stood twice before this table, are not held.
 */
export const claimedInvoices = pgTable(
  'claimed_invoices',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    sellerId: uuid('seller_id')
      .notNull()
      .references(() => organizations.id),
    number: text().notNull(),
    /** Empty where the number alone is unique. */
    code: text().notNull(),
    attachmentId: uuid('attachment_id')
      .notNull()
      .references(() => attachments.id),
    held: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.number, table.code] }),
    uniqueIndex('claimed_invoices_one_live')
      .on(table.number, table.code, table.sellerId)
      .where(sql`${table.held}`),
    index('claimed_invoices_number').on(table.number, table.code),
    index('claimed_invoices_attachment').on(table.attachmentId),
    check('claimed_invoices_named', sql`${table.number} <> ''`),
  ],
);
