import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Language } from '../../domain/language.ts';
import { dayOn, id, instant } from './columns.ts';
import { notifications } from './notification.ts';
import { accounts } from './organization.ts';

/** What people want by mail. No row: the defaults of `domain/mail.ts`. */
export const mailPreferences = pgTable(
  'mail_preferences',
  {
    accountId: uuid('account_id')
      .primaryKey()
      .references(() => accounts.id),
    language: text().$type<Language>().notNull(),
    digest: boolean().notNull(),
    /** Events they want no mail of. */
    unwanted: text().array().notNull(),
  },
  (table) => [
    check('mail_preferences_language', sql`${table.language} in ('zh', 'en')`),
    index('mail_preferences_digest')
      .on(table.accountId)
      .where(sql`${table.digest}`),
  ],
);

/** Working days whose digest has been begun: each once. */
export const digestDays = pgTable('digest_days', {
  day: dayOn('day').primaryKey(),
  at: instant('at').notNull(),
});

/**
 * A mail on its way, or what became of it: of one notification, the digest of one person and day, or the confirmation of an address.
 *
 * `waiting` may be tried from `nextAt` on, and is someone's until `leaseUntil` while they try. `sending`: the server is about
 * to have all of it. Where that lease ends unanswered nobody knows whether it went out: `doubtful`. `kept`: there is no mail
 * server, the mailbox page shows it. `dropped`: nobody to send it to, or nothing left to say.
 */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    notificationId: uuid('notification_id').references(() => notifications.id),
    digestDay: dayOn('digest_day').references(() => digestDays.day),
    /** The address that it asks to confirm, which is the one it goes to. */
    confirmation: text(),
    state: text()
      .$type<'waiting' | 'sending' | 'sent' | 'kept' | 'failed' | 'doubtful' | 'dropped'>()
      .notNull()
      .default('waiting'),
    /** How often the server has put this mail off. */
    attempts: integer().notNull().default(0),
    nextAt: instant('next_at')
      .notNull()
      .default(sql`now()`),
    leaseUntil: instant('lease_until'),
    /** Who tries it now. */
    holder: uuid(),
    /** What went wrong last, in the server's words. */
    problem: text(),
    settledAt: instant('settled_at'),
    /** The administrator who had it sent again. */
    resentBy: uuid('resent_by').references(() => accounts.id),
  },
  (table) => [
    unique('mails_notification').on(table.notificationId),
    unique('mails_digest').on(table.accountId, table.digestDay),
    index('mails_waiting')
      .on(table.nextAt)
      .where(sql`${table.state} = 'waiting'`),
    index('mails_sending')
      .on(table.leaseUntil)
      .where(sql`${table.state} = 'sending'`),
    index('mails_troubled')
      .on(table.id)
      .where(sql`${table.state} in ('failed', 'doubtful')`),
    check(
      'mails_state',
      sql`${table.state} in ('waiting', 'sending', 'sent', 'kept', 'failed', 'doubtful', 'dropped')`,
    ),
    check('mails_subject', sql`num_nonnulls(${table.notificationId}, ${table.digestDay}, ${table.confirmation}) = 1`),
    check(
      'mails_lease',
      sql`${table.state} <> 'sending' or (${table.leaseUntil} is not null and ${table.holder} is not null)`,
    ),
  ],
);

/** An address that a person has entered and not confirmed yet. Nothing but the mail that asks for it goes there. */
export const addressConfirmations = pgTable(
  'address_confirmations',
  {
    accountId: uuid('account_id')
      .primaryKey()
      .references(() => accounts.id),
    address: text().notNull(),
    /** Of the token in the newest mail; null until that is written. */
    tokenHash: text('token_hash'),
    /** Until when the link is good. */
    endsAt: instant('ends_at').notNull(),
  },
  (table) => [
    uniqueIndex('address_confirmations_token').on(table.tokenHash),
    check('address_confirmations_address', sql`${table.address} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
  ],
);

/** What mails would have said, where there is no mail server: development. */
export const keptMails = pgTable('kept_mails', {
  mailId: uuid('mail_id')
    .primaryKey()
    .references(() => mails.id),
  address: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  at: instant('at')
    .notNull()
    .default(sql`now()`),
});
