import { nothing, ok } from '../answer.ts';
import { openRoute, route } from '../route.ts';
import { signIn, signInForm } from '../../session/sign-in.ts';
import { actorJson, SessionSchema } from '../views/account.ts';

/** Signing in and out. Sign-in needs no token and takes no Idempotency-Key. */
export const sessionRoutes = [
  openRoute({
    method: 'post',
    path: '/api/session',
    tag: 'session',
    summary: 'Sign in',
    body: signInForm,
    answers: { 200: SessionSchema },
    handle: async (portal, { body, address, session }) => {
      const credentials = await signIn(portal, { ...body, address });
      const csrfToken = await session.begin(credentials);
      return ok({ actor: actorJson(credentials.account), csrfToken });
    },
  }),
  route({
    method: 'get',
    path: '/api/session',
    by: 'signedIn',
    tag: 'session',
    summary: 'Who is signed in, with the token for unsafe calls',
    answers: { 200: SessionSchema },
    handle: async (_portal, { account, session }) => ok({ actor: actorJson(account), csrfToken: session.token() }),
  }),
  route({
    method: 'delete',
    path: '/api/session',
    by: 'signedIn',
    tag: 'session',
    summary: 'Sign out',
    answers: { 204: null },
    handle: async (_portal, { session }) => {
      await session.end();
      return nothing();
    },
  }),
] as const;
