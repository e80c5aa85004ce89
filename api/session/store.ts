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
import { isUnattended } from './unattended.ts';

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

const HOUR_MS = 3_600_000;
/** Signed out after this long without use: who decides on public money sooner than a company. */
const STAFF_IDLE_MS = HOUR_MS / 2;
const COMPANY_IDLE_MS = 8 * HOUR_MS;
/** Signed out after this long however much it is used, where no setting says otherwise. */
const LONGEST_MS = 8 * HOUR_MS;
/** Prolonged at most this often. */
const PROLONGED_EVERY_MS = 60_000;

/** What is known of a stored session beside its content. */
interface Lifetime {
  readonly account: Account;
  readonly expiresAt: string;
  readonly endsAt: string;
}

interface Found extends SessionData, Lifetime {}

/** A session that is not stored yet. */
interface Beginning extends Credentials {
  readonly address: string | null;
  readonly device: string | null;
}

type Done = (error?: unknown) => void;

/** Sessions in PostgreSQL: their ids by hash, the account in the same question. A session before sign-in is never kept. */
export class SessionStore extends Store {
  private readonly db: Database;
  private readonly longestMs: number;
  private readonly calls = new WeakMap<object, Lifetime & { readonly request: Request }>();

  /** @param longestMs after this a session ends, used or not */
  constructor(db: Database, longestMs: number = LONGEST_MS) {
    super();
    this.db = db;
    this.longestMs = longestMs;
  }

  override get(sessionId: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.db, sessionKeyOf(sessionId)).then(
      (row) => done(null, row ? found(row.content as unknown as SessionData, row) : null),
      (error: unknown) => done(error),
    );
  }

  override createSession(request: Request, content: SessionData) {
    const { account, expiresAt, endsAt } = content as Found;
    const session = super.createSession(request, content);
    request.account = account;
    request.sessionExpiresAt = expiresAt;
    this.calls.set(session, { account, expiresAt, endsAt, request });
    return session;
  }

  /** A session that was loaded and has been ended meanwhile stays ended: only one that begins is inserted. */
  override set(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const { accountId, csrfToken, typed, cookie } = session;
    if (accountId === undefined) return done();
    const row = { id: sessionKeyOf(sessionId), accountId, content: { accountId, csrfToken, typed, cookie } };
    settle(this.keep(session, row), done);
  }

  private async keep(session: SessionData, row: Parameters<typeof updateSession>[1]): Promise<void> {
    const begun = beginning.get(session);
    if (!begun) return void (await updateSession(this.db, row));
    const { account, passwordHash, address, device } = begun;
    const endsAt = new Date(Date.now() + this.longestMs).toISOString();
    const expiresAt = nextExpiry({ account, endsAt });
    if (!(await insertSession(this.db, { ...row, passwordHash, address, device, expiresAt, endsAt })))
      throw new Refused('session.wrong-credentials');
    beginning.delete(session);
  }

  /** Called by express-session at the end of every call that changed nothing. What pages do by themselves is not use. */
  override touch(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const call = this.calls.get(session);
    if (!call || isUnattended(call.request)) return done();
    const next = nextExpiry(call);
    if (Date.parse(next) - Date.parse(call.expiresAt) <= PROLONGED_EVERY_MS) return done();
    settle(prolongSession(this.db, sessionKeyOf(sessionId), next), () => done()); // an answer is not lost over this
  }

  override destroy(sessionId: string, done: Done = () => undefined): void {
    settle(endSession(this.db, sessionKeyOf(sessionId)), done);
  }
}

/** Sessions that are not stored yet: out of sight of express-session, as below. */
const beginning = new WeakMap<object, Beginning>();

const DEVICE_AT_MOST = 300;

/** Makes the session of a call that of an account; it is stored when it is saved. */
export function beginSession(request: Request, verified: Credentials): void {
  request.session.accountId = verified.account.id;
  const device = request.get('user-agent')?.slice(0, DEVICE_AT_MOST) ?? null;
  beginning.set(request.session, { ...verified, address: request.ip ?? null, device });
}

/** When a session that is used now ends unless it is used again. */
function nextExpiry({ account, endsAt }: Pick<Lifetime, 'account' | 'endsAt'>): string {
  const idleMs = account.organizationId === null ? STAFF_IDLE_MS : COMPANY_IDLE_MS;
  return new Date(Math.min(Date.now() + idleMs, Date.parse(endsAt))).toISOString();
}

/** The session with what was read beside it, out of sight of express-session: it would take the session for changed, and write it at every call. */
const found = (content: SessionData, { account, expiresAt, endsAt }: Lifetime): SessionData =>
  Object.defineProperties(content, {
    account: { value: account },
    expiresAt: { value: expiresAt },
    endsAt: { value: endsAt },
  });

/** What a session is called in the database, and opens nothing: the cookie holds the id, the row its hash. */
export const sessionKeyOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

/** In how long the session of a call ends unless it is used again. */
export const sessionEndsInMs = ({ sessionExpiresAt }: Request): number =>
  Math.max(0, Date.parse(sessionExpiresAt ?? '') - Date.now() || 0);

function settle(work: PromiseLike<unknown>, done: Done): void {
  work.then(() => done(), done);
}
