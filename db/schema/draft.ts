import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { orders } from './order.ts';
import { accounts } from './organization.ts';

/** A request for redemption as far as a person has prepared it: what was typed, and the files it holds. */
export const redemptionDrafts = pgTable(
  'redemption_drafts',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    /** The form's values as they were sent: texts, and lists of ids where files stand. */
    values: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** The files in it, which are not tidied away while it lasts. */
    attachmentIds: uuid('attachment_ids').array().notNull(),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.accountId] }),
    index('redemption_drafts_attachments').using('gin', table.attachmentIds),
  ],
);
