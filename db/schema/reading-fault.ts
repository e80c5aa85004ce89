import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Label } from '../../domain/reading/found.ts';
import { LABEL_NAMES } from '../../domain/reading/label-names.ts';
import { attachments } from './attachment.ts';
import { instant, listOf } from './columns.ts';
import { accounts } from './organization.ts';

const labels = listOf(Object.keys(LABEL_NAMES));

/** Values that a reviewer says were read wrongly, so that the next reader knows where this one fails. They decide nothing. */
export const readingFaults = pgTable(
  'reading_faults',
  {
    attachmentId: uuid('attachment_id')
      .notNull()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    label: text().$type<Label>().notNull(),
    reader: integer().notNull(),
    reportedBy: uuid('reported_by')
      .notNull()
      .references(() => accounts.id),
    reportedAt: instant('reported_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.attachmentId, table.label, table.reader] }),
    check('reading_faults_label', sql`${table.label} in (${labels})`),
  ],
);
