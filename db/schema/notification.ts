import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { MailChoice } from '../../domain/mail.ts';
import type { NoticeEvent } from '../../domain/notice.ts';
import { id, instant } from './columns.ts';
import { accounts } from './organization.ts';
import { subjectColumns, subjectTypes } from './process.ts';

/**
 * What a person is told, one row a recipient, written in the step's own transaction. The row is the in-app notification
 * and its place in the mail outbox at once: `mail` says whether its mail is still to be decided on, and how that went. A mail
 * that is to go has a row of its own from then on (`mails`).
 */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    ...subjectColumns(),
    event: text().$type<NoticeEvent>().notNull(),
    /** What the text is filled from: number, amounts, reason. */
    facts: jsonb().$type<Record<string, string>>().notNull(),
    at: instant('at').notNull(),
    readAt: instant('read_at'),
    mail: text().$type<'waiting' | MailChoice>().notNull().default('waiting'),
  },
  (table) => [
    index('notifications_account').on(table.accountId, table.id.desc()),
    index('notifications_unread')
      .on(table.accountId)
      .where(sql`${table.readAt} is null`),
    index('notifications_outbox')
      .on(table.id)
      .where(sql`${table.mail} = 'waiting'`),
    index('notifications_digest')
      .on(table.accountId, table.id.desc())
      .where(sql`${table.mail} = 'digest' and ${table.readAt} is null`),
    check('notifications_subject_type', sql`${table.subjectType} in (${subjectTypes})`),
    check('notifications_mail', sql`${table.mail} in ('waiting', 'mailed', 'digest', 'unwanted')`),
  ],
);
