import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { BATCH_LINE_STATE_NAMES } from '../../domain/payout-batch.ts';
import type { BatchLineState } from '../../domain/payout-batch.ts';
import { dayOn, fenOf, id, instant, listOf } from './columns.ts';
import { orders } from './order.ts';
import { accounts } from './organization.ts';

const lineStates = listOf(BATCH_LINE_STATE_NAMES);

/** Payouts prepared together for the bank. Written by the portal: a batch is a list, no money moves by it. */
export const payoutBatches = pgTable(
  'payout_batches',
  {
    id: uuid().primaryKey(),
    number: text().notNull().unique(),
    preparedBy: uuid('prepared_by')
      .notNull()
      .references(() => accounts.id),
    preparedAt: instant('prepared_at').notNull(),
    /** When a file for the bank was last taken away; null while none has been. */
    exportedAt: instant('exported_at'),
  },
  (table) => [index('payout_batches_prepared').on(table.preparedAt.desc(), table.id.desc())],
);

/**
 * One order's payout in a batch. It waits until the bank has said what became of it. `paid` is written by the recording of
 * the payout alone, in the same transaction; an order has at most one line that waits.
 */
export const payoutBatchLines = pgTable(
  'payout_batch_lines',
  {
    id: id(),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => payoutBatches.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    amountFen: fenOf('amount_fen').notNull(),
    state: text().$type<BatchLineState>().notNull().default('waiting'),
    /** Why the bank did not pay, or why the line was taken out: always said once a file was exported. */
    reason: text(),
    /** The bank's reference and the day, once paid. */
    reference: text(),
    paidOn: dayOn('paid_on'),
    settledBy: uuid('settled_by').references(() => accounts.id),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('payout_batch_lines_batch').on(table.batchId, table.id),
    index('payout_batch_lines_order').on(table.orderId),
    uniqueIndex('payout_batch_lines_one_waiting')
      .on(table.orderId)
      .where(sql`${table.state} = 'waiting'`),
    check('payout_batch_lines_state', sql`${table.state} in (${lineStates})`),
    check('payout_batch_lines_amount', sql`${table.amountFen} > 0`),
    check(
      'payout_batch_lines_reason',
      sql`case ${table.state} when 'failed' then ${table.reason} is not null when 'removed' then true else ${table.reason} is null end`,
    ),
    check(
      'payout_batch_lines_paid',
      sql`(${table.state} = 'paid') = (${table.reference} is not null) and (${table.state} = 'paid') = (${table.paidOn} is not null)`,
    ),
    check('payout_batch_lines_settled', sql`(${table.state} = 'waiting') = (${table.settledAt} is null)`),
  ],
);
