// Ours, because stores that are packages keep session ids in plain text, and ask for the account by a second query.

import { createHash } from 'node:crypto';
import { Store } from 'express-session';
import type { SessionData } from 'express-session';
import type { Request } from 'express';
import type { Database } from '../../db/client.ts';
import type { Account, Credentials } from '../../db/reads/account.ts';
import { findSession } from '../../db/reads/account.ts';
import { Refused } from '../actions/errors.ts';
import { endSession, insertSession, updateSession, prolongSession } from '../../db/writes/portal/session.ts';

declare module 'express-session' {
  interface SessionData {
    accountId?: string;
    csrfToken?: string | null | undefined;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Who is signed in; set with the session, by the same query. */
    account?: Account;
    /** When the session ends unless it is used again; set with it. */
    sessionExpiresAt?: string;
  }
}

/** Signed out after this long without a call. */
const IDLE_MS = 8 * 3_600_000;
/** Prolonged at most this often. */
const PROLONGED_EVERY_MS = 60_000;

interface Found extends SessionData {
  readonly account: Account;
  readonly expiresAt: string;
}

type Done = (error?: unknown) => void;

/** Sessions in PostgreSQL: their ids by hash, the account in the same question. A session before sign-in is never kept. */
export class SessionStore extends Store {
  private readonly db: Database;
  private readonly expiry = new WeakMap<object, string>();

  constructor(db: Database) {
    super();
    this.db = db;
  }

  override get(sessionId: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.db, sessionKeyOf(sessionId)).then(
      (row) => done(null, row ? found(row.content as unknown as SessionData, row) : null),
      (error: unknown) => done(error),
    );
  }

  override createSession(request: Request, content: SessionData) {
    const { account, expiresAt } = content as Found;
    const session = super.createSession(request, content);
    request.account = account;
    request.sessionExpiresAt = expiresAt;
    this.expiry.set(session, expiresAt);
    return session;
  }

  /** A session that was loaded and has been ended meanwhile stays ended: only one that begins is inserted. */
  override set(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const { accountId, csrfToken, typed, cookie } = session;
    if (accountId === undefined) return done();
    const expiresAt = new Date(Date.now() + IDLE_MS).toISOString();
    const row = { id: sessionKeyOf(sessionId), accountId, content: { accountId, csrfToken, typed, cookie }, expiresAt };
    settle(this.keep(session, row), done);
  }

  private async keep(session: SessionData, row: Parameters<typeof updateSession>[1]): Promise<void> {
    const passwordHash = beginning.get(session);
    if (passwordHash === undefined) return void (await updateSession(this.db, row));
    if (!(await insertSession(this.db, { ...row, passwordHash }))) throw new Refused('session.wrong-credentials');
    beginning.delete(session);
  }

  /** Called by express-session at the end of every call that changed nothing. */
  override touch(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const expiresAt = Date.parse(this.expiry.get(session) ?? '');
    const next = Date.now() + IDLE_MS;
    if (!(next - expiresAt > PROLONGED_EVERY_MS)) return done();
    settle(prolongSession(this.db, sessionKeyOf(sessionId), new Date(next).toISOString()), () => done()); // an answer is not lost over this
  }

  override destroy(sessionId: string, done: Done = () => undefined): void {
    settle(endSession(this.db, sessionKeyOf(sessionId)), done);
  }
}

/** Sessions that are not stored yet, with the hash that the password was verified against: out of sight of express-session, as below. */
const beginning = new WeakMap<object, string>();

/** Makes a session that of an account; it is stored when it is saved. */
export function beginSession(session: SessionData, { account, passwordHash }: Credentials): void {
  session.accountId = account.id;
  beginning.set(session, passwordHash);
}

/** The session with what was read beside it, out of sight of express-session: it would take the session for changed, and write it at every call. */
const found = (content: SessionData, { account, expiresAt }: Pick<Found, 'account' | 'expiresAt'>): SessionData =>
  Object.defineProperties(content, { account: { value: account }, expiresAt: { value: expiresAt } });

/** What a session is called in the database, and opens nothing: the cookie holds the id, the row its hash. */
export const sessionKeyOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

/** In how long the session of a call ends unless it is used again. */
export const sessionEndsInMs = ({ sessionExpiresAt }: Request): number =>
  Math.max(0, Date.parse(sessionExpiresAt ?? '') - Date.now() || 0);

function settle(work: PromiseLike<unknown>, done: Done): void {
  work.then(() => done(), done);
}
