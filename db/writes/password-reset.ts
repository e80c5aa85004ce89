import { eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Instant } from '../../domain/day.ts';
import { TASK_KINDS } from '../../domain/task.ts';
import { tokensOf } from '../tokens.ts';
import type { Executor } from '../client.ts';
import { selectPasswordResets } from '../reads/password-reset.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { passwordResets } from '../schema/password-reset.ts';

/** The reset's row, held until the transaction ends. At most one. */
export const lockPasswordResetRows = (tx: Executor, id: string) =>
  selectPasswordResets(tx).where(eq(passwordResets.id, id)).for('update', { of: passwordResets });

/** The account of a user name, whatever its case, with its company. At most one. */
export const selectAccountNamed = (tx: Executor, username: string) =>
  tx
    .select({
      id: accounts.id,
      roles: accounts.roles,
      active: accounts.active,
      passwordChangedAt: accounts.passwordChangedAt,
      creditCode: organizations.creditCode,
    })
    .from(accounts)
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(sql`lower(${accounts.username}) = lower(${username})`);

/** Begins a password reset. */
export const insertPasswordReset = (tx: Executor, row: typeof passwordResets.$inferInsert) =>
  tx.insert(passwordResets).values(row);

/** Gives an account its new password. Every session it has ends by the trigger `accounts_end_sessions`. @source L14 */
export const renewPassword = (
  tx: Executor,
  accountId: string,
  passwordHash: string,
  now: Instant,
): PromiseLike<unknown> =>
  tx.update(accounts).set({ passwordHash, passwordChangedAt: now }).where(eq(accounts.id, accountId)).execute();

/** What a task of a password reset is found by: its number, the user name and the company it gives, and what it is called. */
export const passwordResetTokens = (texts: readonly string[]): SQL<string[]> =>
  sql<string[]>`${sql.param([...new Set([...tokensOf(...texts), ...PASSWORD_RESET_KIND_TOKENS])])}::text[]`;

/** What every password reset is called: by its task, and by whoever asks for one. @source L14 */
export const PASSWORD_RESET_KIND_TOKENS: readonly string[] = tokensOf(
  TASK_KINDS.passwordReset.zh,
  TASK_KINDS.passwordReset.en,
  '找回密码',
);
