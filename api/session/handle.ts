import type { Request } from 'express';
import type { Account } from '../../db/reads/account.ts';

/** What may be done to the session of a request. */
export interface SessionHandle {
  /** Begins a new session for the account, with a new id, and returns its CSRF token. */
  readonly begin: (account: Account) => Promise<string>;
  readonly token: () => string;
  readonly end: () => Promise<void>;
}

/** The session of a request, for the routes that begin and end one. */
export const sessionHandle = (request: Request, tokenOf: (request: Request) => string): SessionHandle => ({
  begin: async (account) => {
    await called((done) => request.session.regenerate(done)); // a new id: one planted before sign-in opens nothing
    request.session.accountId = account.id;
    const token = tokenOf(request);
    await saved(request.session);
    return token;
  },
  token: () => tokenOf(request),
  end: () => called((done) => request.session.destroy(done)),
});

/** Stores a session as it is now. */
export const saved = (session: Request['session']): Promise<void> => called((done) => session.save(done));

const called = (work: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error as Error) : resolve())));
