import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { OPEN_PASSWORD_RESET_STATES, PASSWORD_RESET_STATES } from '../../domain/password-reset/states.ts';
import type { RequestedReset } from '../../domain/password-reset/password-reset.ts';
import type { PasswordResetState } from '../../domain/password-reset/states.ts';
import type { PasswordResetStep } from '../../domain/password-reset/steps.ts';
import { instant, listOf } from './columns.ts';
import { accounts } from './organization.ts';
import { eventsTable, processColumns } from './process.ts';

/** What has not ended: as the index of open password resets has it. */
export const isOpenReset = (table: { readonly state: AnyPgColumn }): SQL =>
  sql`${table.state} in (${listOf(OPEN_PASSWORD_RESET_STATES)})`;

/** Requests for a new password: what holds now. Written by the recording activity alone. */
export const passwordResets = pgTable(
  'password_resets',
  {
    ...processColumns<PasswordResetState>(),
    /** The account of the user name, as it was found when the request was recorded; null when there is none. */
    accountId: uuid('account_id').references(() => accounts.id),
    requested: jsonb().$type<RequestedReset>(),
    identityCheck: text('identity_check'),
    tokenHash: text('token_hash'),
    linkEndsAt: instant('link_ends_at'),
    remark: text(),
    begunAt: instant('begun_at').notNull(),
  },
  (table) => [
    uniqueIndex('password_resets_token')
      .on(table.tokenHash)
      .where(sql`${table.tokenHash} is not null`),
    index('password_resets_open').on(table.id).where(isOpenReset(table)),
    index('password_resets_account').on(table.accountId),
    check('password_resets_state', sql`${table.state} in (${listOf(Object.keys(PASSWORD_RESET_STATES))})`),
    check('password_resets_link', sql`${table.tokenHash} is null or ${table.state} = 'linkIssued'`),
  ],
);

/** Every recorded event of a password reset. */
export const passwordResetEvents = eventsTable<PasswordResetState, PasswordResetStep>(
  'password_reset_events',
  () => passwordResets.id,
);
