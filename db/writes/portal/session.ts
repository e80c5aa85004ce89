import { eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
import { accounts } from '../../schema/organization.ts';
import { sessions, signInFailures } from '../../schema/portal.ts';

interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly content: Record<string, unknown>;
  readonly expiresAt: string;
}

/** Keeps what a session holds now; one that has been ended meanwhile stays ended. */
export const updateSession = (db: Executor, { id, content, expiresAt }: Session) =>
  db.update(sessions).set({ content, expiresAt }).where(eq(sessions.id, id));

interface BeginningSession extends Session {
  /** The hash against which the password was verified. */
  readonly passwordHash: string;
}

/**
 * Keeps a session that begins, unless the account's password is no longer the one that was verified. The account's row is held
 * meanwhile: whoever sets another password waits, and ends this session with the others, or was first, and it does not begin.
 *
 * @returns false when it does not begin
 */
export async function insertSession(db: Executor, session: BeginningSession): Promise<boolean> {
  const { id, accountId, content, expiresAt, passwordHash } = session;
  const { rows } = await db.execute(sql`
    insert into ${sessions} (id, account_id, content, expires_at)
    select ${id}, accounts.id, ${JSON.stringify(content)}::jsonb, ${expiresAt}::timestamptz from ${accounts}
    where ${accounts.id} = ${accountId} and ${accounts.active} = 'yes' and ${accounts.passwordHash} = ${passwordHash}
    for share returning id`);
  return rows.length > 0;
}

/** A session that is used lives longer. */
export const prolongSession = (db: Executor, id: string, expiresAt: string) =>
  db.update(sessions).set({ expiresAt }).where(eq(sessions.id, id));

/** Removes a session. */
export const endSession = (db: Executor, id: string) => db.delete(sessions).where(eq(sessions.id, id));

/** Removes the sessions whose time is over. */
export const removeExpiredSessions = (db: Executor) => db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));

/** Removes the counts of failed sign-ins that no longer hold anybody up. */
export const removeExpiredSignInFailures = (db: Executor) =>
  db.delete(signInFailures).where(lt(signInFailures.expire, sql`now()`));
