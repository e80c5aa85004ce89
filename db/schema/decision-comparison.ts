import { foreignKey, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import type { DecidedPaper } from '../../domain/reading/papers.ts';
import { orderEvents } from './order.ts';

/**
 * What had been read of an order's papers, beside what was entered, when a decision on them fell. Written by the recording alone,
 * in the transaction of the decision; a reader that reads better later changes nothing of it.
 */
export const decisionComparisons = pgTable(
  'decision_comparisons',
  {
    orderId: uuid('order_id').notNull(),
    /** That of the decision's event. */
    seq: integer().notNull(),
    papers: jsonb().$type<readonly DecidedPaper[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.seq] }),
    foreignKey({
      name: 'decision_comparisons_event',
      columns: [table.orderId, table.seq],
      foreignColumns: [orderEvents.subjectId, orderEvents.seq],
    }),
  ],
);
