import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { ATTACHMENT_KINDS } from '../../domain/attachment.ts';
import type { AttachmentKind } from '../../domain/attachment.ts';
import { UNREADABLE } from '../../domain/reading/reading.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import type { PageRead } from '../../domain/reading/page.ts';
import type { Reading, Unreadable } from '../../domain/reading/reading.ts';
import { id, instant, listOf } from './columns.ts';
import { accounts } from './organization.ts';
import { subjectTypes } from './process.ts';

const kinds = listOf(ATTACHMENT_KINDS);

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
    /** What it belongs to; null until a step has named it. */
    subjectType: text('subject_type').$type<SubjectType>(),
    subjectId: uuid('subject_id'),
  },
  (table) => [
    index('attachments_subject').on(table.subjectId),
    index('attachments_loose')
      .on(table.uploadedAt)
      .where(sql`${table.subjectId} is null`),
    index('attachments_bytes').on(table.sha256),
    index('attachments_uploader').on(table.uploadedBy, table.kind, table.uploadedAt.desc()),
    index('attachments_uploaded').on(table.uploadedBy, table.uploadedAt),
    index('attachments_loose_uploader')
      .on(table.uploadedBy)
      .where(sql`${table.subjectId} is null`),
    check('attachments_kind', sql`${table.kind} in (${kinds})`),
    check(
      'attachments_subject_type',
      sql`(${table.subjectType} is null) = (${table.subjectId} is null) and ${table.subjectType} in (${subjectTypes})`,
    ),
    check('attachments_size', sql`${table.sizeBytes} > 0`),
  ],
);

const whys = listOf(Object.keys(UNREADABLE));

/** What a program found in a contract's text, or why it found none. Made from the file alone, and can be made again. */
export const attachmentReadings = pgTable(
  'attachment_readings',
  {
    attachmentId: uuid('attachment_id')
      .primaryKey()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    reading: jsonb().$type<Reading>(),
    unreadable: text().$type<Unreadable>(),
    /** Whether the file, or some page of it, may be read once the networks are there. */
    wantsModels: boolean('wants_models')
      .notNull()
      .generatedAlwaysAs(
        sql`coalesce(unreadable = 'noModels', false) or coalesce(reading @> '{"unread": [{"why": "noModels"}]}', false)`,
      ),
    /** Which reader read it; 1 is that of releases before it was kept. */
    reader: integer().notNull(),
    readAt: instant('read_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('attachment_readings_reader').on(table.reader),
    index('attachment_readings_wants_models')
      .on(table.readAt)
      .where(sql`${table.wantsModels}`),
    check('attachment_readings_either', sql`(${table.reading} is null) <> (${table.unreadable} is null)`),
    check('attachment_readings_unreadable', sql`${table.unreadable} in (${whys})`),
  ],
);

/** Pages of files that are being read, by the reader that reads them: gone with the last page of each. */
export const attachmentPages = pgTable(
  'attachment_pages',
  {
    attachmentId: uuid('attachment_id')
      .notNull()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    reader: integer().notNull(),
    /** From 1. */
    number: integer().notNull(),
    page: jsonb().$type<PageRead>().notNull(),
    /** How many the file has in all. */
    pagesInAll: integer('pages_in_all').notNull(),
  },
  (table) => [
    primaryKey({ name: 'attachment_pages_place', columns: [table.attachmentId, table.reader, table.number] }),
    check('attachment_pages_number', sql`${table.number} between 1 and ${table.pagesInAll}`),
  ],
);
