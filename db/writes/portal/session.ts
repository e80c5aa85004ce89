import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { accounts } from '../../schema/organization.ts';
import { sessions, signInFailures } from '../../schema/portal.ts';

interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly content: Record<string, unknown>;
}

/** Keeps what a session holds now; one that has been ended meanwhile stays ended. */
export const updateSession = (db: Executor, { id, content }: Session) =>
  db.update(sessions).set({ content }).where(eq(sessions.id, id));

interface BeginningSession extends Session {
  /** The hash against which the password was verified. */
  readonly passwordHash: string;
  readonly address: string | null;
  readonly device: string | null;
  readonly expiresAt: string;
  readonly endsAt: string;
}

/**
 * Keeps a session that begins, unless the account's password is no longer the one that was verified. The account's row is held
 * meanwhile: whoever sets another password waits, and ends this session with the others, or was first, and it does not begin.
 *
 * @returns false when it does not begin
 */
export async function insertSession(db: Executor, session: BeginningSession): Promise<boolean> {
  const { id, accountId, content, passwordHash, address, device, expiresAt, endsAt } = session;
  const { rows } = await db.execute(sql`
    insert into ${sessions} (id, account_id, content, expires_at, ends_at, address, device)
    select ${id}, accounts.id, ${JSON.stringify(content)}::jsonb, ${expiresAt}::timestamptz, ${endsAt}::timestamptz, ${address}, ${device}
    from ${accounts}
    where ${accounts.id} = ${accountId} and ${accounts.active} = 'yes' and ${accounts.passwordHash} = ${passwordHash}
    for share returning id`);
  return rows.length > 0;
}

/** A session that is used lives longer. */
export const prolongSession = (db: Executor, id: string, expiresAt: string) =>
  db
    .update(sessions)
    .set({ expiresAt, usedAt: sql`now()` as never })
    .where(eq(sessions.id, id));

/** Removes a session. */
export const endSession = (db: Executor, id: string) => db.delete(sessions).where(eq(sessions.id, id));

/** Ends one of an account's own sessions. @returns false when it has no such one */
export async function endOwnSession(db: Executor, accountId: string, id: string): Promise<boolean> {
  const own = and(eq(sessions.accountId, accountId), eq(sessions.id, id));
  return (await db.delete(sessions).where(own).returning({ id: sessions.id })).length > 0;
}

/** Ends all sessions of an account but one. */
export const endOtherSessions = (db: Executor, accountId: string, id: string) =>
  db.delete(sessions).where(and(eq(sessions.accountId, accountId), ne(sessions.id, id)));

/**
 * Gives an account another password, whose sessions then end by the trigger `accounts_end_sessions`.
 *
 * @param verified the hash that the present password was verified against
 * @returns false when the password has been changed since
 */
export async function replacePassword(
  db: Executor,
  accountId: string,
  { verified, passwordHash }: { readonly verified: string; readonly passwordHash: string },
): Promise<boolean> {
  const rows = await db
    .update(accounts)
    .set({ passwordHash, passwordChangedAt: sql`now()` as never })
    .where(and(eq(accounts.id, accountId), eq(accounts.passwordHash, verified)))
    .returning({ id: accounts.id });
  return rows.length > 0;
}

/** Removes the sessions whose time is over. */
export const removeExpiredSessions = (db: Executor) => db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));

/** Removes the counts of failed sign-ins that no longer hold anybody up. */
export const removeExpiredSignInFailures = (db: Executor) =>
  db.delete(signInFailures).where(lt(signInFailures.expire, sql`now()`));
