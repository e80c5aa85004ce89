import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { ATTACHMENT_KINDS } from '../../domain/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { UNREADABLE } from '../../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../../domain/reading/reading.ts';
import { id, instant } from './columns.ts';
import { accounts } from './organization.ts';

const kinds = sql.raw(ATTACHMENT_KINDS.map((kind) => `'${kind}'`).join(', '));

/** Uploaded files. The bytes lie in the store under `key`; a file belongs to nothing until a step names it. */
export const attachments = pgTable(
  'attachments',
  {
    id: id(),
    kind: text().$type<AttachmentKind>().notNull(),
    name: text().notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text().notNull(),
    key: text().notNull().unique(),
    uploadedBy: uuid('uploaded_by')
      .notNull()
      .references(() => accounts.id),
    uploadedAt: instant('uploaded_at')
      .notNull()
      .default(sql`now()`),
    /** The order it belongs to; null until a step has named it. */
    orderId: uuid('order_id'),
  },
  (table) => [
    index('attachments_order').on(table.orderId),
    index('attachments_loose')
      .on(table.uploadedAt)
      .where(sql`${table.orderId} is null`),
    index('attachments_uploader').on(table.uploadedBy, table.kind, table.uploadedAt.desc()),
    check('attachments_kind', sql`${table.kind} in (${kinds})`),
    check('attachments_size', sql`${table.sizeBytes} > 0`),
  ],
);

const whys = sql.raw(
  Object.keys(UNREADABLE)
    .map((why) => `'${why}'`)
    .join(', '),
);

/** What a program found in a contract's text, or why it found none. Made from the file alone, and can be made again. */
export const attachmentReadings = pgTable(
  'attachment_readings',
  {
    attachmentId: uuid('attachment_id')
      .primaryKey()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    reading: jsonb().$type<Reading>(),
    unreadable: text().$type<Unreadable>(),
    readAt: instant('read_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    check('attachment_readings_either', sql`(${table.reading} is null) <> (${table.unreadable} is null)`),
    check('attachment_readings_unreadable', sql`${table.unreadable} in (${whys})`),
  ],
);
