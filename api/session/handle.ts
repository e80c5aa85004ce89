import type { Request } from 'express';
import type { SessionHandle } from '../json/route.ts';

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
