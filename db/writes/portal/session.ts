import { eq, lt, sql } from 'drizzle-orm';
import type { Executor } from '../../client.ts';
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

/** Keeps a session that begins; the call that began it may keep it again. */
export const insertSession = (db: Executor, session: Session) =>
  db
    .insert(sessions)
    .values(session)
    .onConflictDoUpdate({ target: sessions.id, set: { content: session.content, expiresAt: session.expiresAt } });

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
