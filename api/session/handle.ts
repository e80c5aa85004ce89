import type { Request } from 'express';
import type { Credentials } from '../../db/reads/account.ts';
import { beginSession, sessionKeyOf } from './store.ts';

/** What may be done to the session of a request. */
export interface SessionHandle {
  /**
   * Begins a new session for the account, with a new id, and returns its CSRF token.
   *
   * @throws Refused `session.wrong-credentials` when the password has been changed since it was verified
   */
  readonly begin: (verified: Credentials) => Promise<string>;
  /** The session's, as the database has it. */
  readonly id: () => string;
  readonly token: () => string;
  readonly end: () => Promise<void>;
}

/** The session of a request, for the routes that begin and end one. */
export const sessionHandle = (request: Request, tokenOf: (request: Request) => string): SessionHandle => ({
  begin: async (verified) => {
    const renewed = (): Promise<void> => called((done) => request.session.regenerate(done));
    await renewed(); // a new id: one planted before sign-in opens nothing
    beginSession(request, verified);
    const token = tokenOf(request);
    await saved(request.session).catch(async (error: unknown) => {
      await renewed(); // what did not begin is not stored again with the answer
      throw error;
    });
    return token;
  },
  id: () => sessionKeyOf(request.sessionID),
  token: () => tokenOf(request),
  end: () => called((done) => request.session.destroy(done)),
});

/** Stores a session as it is now. */
export const saved = (session: Request['session']): Promise<void> => called((done) => session.save(done));

const called = (work: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error as Error) : resolve())));
