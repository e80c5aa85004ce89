import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { tokensOf } from '../tokens.ts';
import type { Executor } from '../client.ts';
import { passwordResetRows } from '../reads/password-reset.ts';
import { accounts, organizations } from '../schema/organization.ts';
import { passwordResets } from '../schema/password-reset.ts';
import { sessions } from '../schema/portal.ts';

/** The reset's row, held until the transaction ends. At most one. */
export const lockedPasswordResets = (tx: Executor, id: string) =>
  passwordResetRows(tx).where(eq(passwordResets.id, id)).for('update', { of: passwordResets });

/** The account of a user name, whatever its case, with its company. At most one. */
export const accountNamed = (tx: Executor, username: string) =>
  tx
    .select({ id: accounts.id, creditCode: organizations.creditCode })
    .from(accounts)
    .leftJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(sql`lower(${accounts.username}) = lower(${username})`);

/** The next running number of a password reset. Gaps are possible, repeats are not. */
export async function nextPasswordResetNumber(tx: Executor): Promise<number> {
  const {
    rows: [next],
  } = await tx.execute<{ count: string }>(sql`select nextval('password_reset_numbers') as count`);
  return Number(next?.count);
}

/** Begins a password reset. */
export const insertPasswordReset = (tx: Executor, row: typeof passwordResets.$inferInsert) =>
  tx.insert(passwordResets).values(row);

/**
 * Sets what differs, where the row still stands at `seq`.
 *
 * @throws Error when it does not: the row is locked, so this cannot happen
 */
export async function advancePasswordReset(
  tx: Executor,
  id: string,
  seq: number,
  row: Partial<typeof passwordResets.$inferInsert>,
): Promise<void> {
  const moved = await tx
    .update(passwordResets)
    .set(row)
    .where(and(eq(passwordResets.id, id), eq(passwordResets.seq, seq)))
    .returning({ id: passwordResets.id });
  if (moved.length !== 1) throw new Error(`password reset ${id} does not stand at ${seq}`);
}

/** Gives an account its new password, and ends every session it has. @source L14 */
export const renewPassword = (tx: Executor, accountId: string, passwordHash: string): PromiseLike<unknown>[] => [
  tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId)).execute(),
  tx.delete(sessions).where(eq(sessions.accountId, accountId)).execute(),
];

/** What a task of a password reset is found by: its number, the user name and the company it gives. */
export const passwordResetTokens = (texts: readonly string[]): SQL<string[]> =>
  sql<string[]>`${sql.param(tokensOf(...texts))}::text[]`;
