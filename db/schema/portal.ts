import type { ReconciliationReport } from '../../domain/reconciliation.ts';
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { accounts } from './organization.ts';

/** Signed-in browsers and clients. */
export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    /** Null only before sign-in. */
    accountId: uuid('account_id').references(() => accounts.id),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    /** When it ends unless it is used again; never after `endsAt`. */
    expiresAt: instant('expires_at').notNull(),
    begunAt: instant('begun_at')
      .notNull()
      .default(sql`now()`),
    /** When a person last used it, to the minute. */
    usedAt: instant('used_at')
      .notNull()
      .default(sql`now()`),
    /** When it ends, used or not. */
    endsAt: instant('ends_at')
      .notNull()
      .default(sql`now() + interval '8 hours'`),
    /** Where it was begun from; null: by a former release. */
    address: text(),
    /** What the browser or client called itself. */
    device: text(),
  },
  (table) => [index('sessions_expiry').on(table.expiresAt), index('sessions_account').on(table.accountId)],
);

/** Answers kept for repeats of the same call, 24 hours. While a call runs the row is its lease. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id),
    key: text().notNull(),
    /** Hash over method, path and body. */
    fingerprint: text().notNull(),
    state: text().$type<'running' | 'answered' | 'accepted'>().notNull(),
    leaseUntil: instant('lease_until').notNull(),
    /** Which of the calls with this key runs it, or ran it. */
    holder: uuid()
      .notNull()
      .default(sql`uuidv7()`),
    status: integer(),
    headers: jsonb().$type<Record<string, string>>(),
    body: text(),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.key] }),
    index('idempotency_keys_age').on(table.createdAt),
    check('idempotency_keys_state', sql`${table.state} in ('running', 'answered', 'accepted')`),
  ],
);

/** Failed sign-ins and requests for a new password, counted per name and network. Kept in the database so that every API process counts the same. */
export const signInFailures = pgTable(
  'sign_in_failures',
  { key: text().primaryKey(), points: integer().notNull(), expire: timestamp({ withTimezone: true, mode: 'date' }) },
  (table) => [index('sign_in_failures_expire').on(table.expire)],
);

/** What the last reconciliation found. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    id: uuid()
      .primaryKey()
      .default(sql`uuidv7()`),
    at: instant('at')
      .notNull()
      .default(sql`now()`),
    report: jsonb().$type<ReconciliationReport>().notNull(),
  },
  (table) => [index('reconciliations_at').on(table.at.desc())],
);
