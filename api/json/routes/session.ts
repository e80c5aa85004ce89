import { z } from 'zod';
import { listSessions } from '../../../db/reads/account.ts';
import { inShanghai } from '../../../domain/day.ts';
import { Refused } from '../../actions/errors.ts';
import { changePassword, endSessions } from '../../actions/own-session.ts';
import { ownPasswordForm } from '../../forms/own-password.ts';
import { nothing, ok } from '../answer.ts';
import { openRoute, route } from '../route.ts';
import { signIn, signInForm } from '../../session/sign-in.ts';
import { actorJson, SessionSchema } from '../views/account.ts';

/** An id has 43 characters. */
const SESSION_ID_AT_MOST = 64;

const OwnSessionSchema = z
  .object({
    id: z.string(),
    current: z.boolean(),
    begunAt: z.string(),
    usedAt: z.string(),
    address: z.string().nullable(),
    device: z.string().nullable(),
  })
  .meta({ id: 'OwnSession' });

/** Signing in and out, one's own sessions and password. Sign-in needs no token; none of these takes an Idempotency-Key. */
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
  route({
    method: 'get',
    path: '/api/sessions',
    by: 'signedIn',
    tag: 'session',
    summary: 'Your sessions that have not ended, the last used first, a hundred at most',
    answers: { 200: z.object({ items: z.array(OwnSessionSchema) }) },
    handle: async ({ db }, { account, session }) => {
      const rows = await listSessions(db, account.id);
      return ok({
        items: rows.map(({ begunAt, usedAt, ...row }) => ({
          ...row,
          current: row.id === session.id(),
          begunAt: inShanghai(begunAt),
          usedAt: inShanghai(usedAt),
        })),
      });
    },
  }),
  route({
    method: 'delete',
    path: '/api/sessions',
    by: 'signedIn',
    tag: 'session',
    summary: 'End your other sessions',
    answers: { 204: null },
    handle: async (portal, { account, session }) => {
      await endSessions(portal, account, { present: session.id() });
      return nothing();
    },
  }),
  route({
    method: 'delete',
    path: '/api/sessions/{id}',
    by: 'signedIn',
    tag: 'session',
    summary: 'End one of your sessions',
    params: z.object({ id: z.string().max(SESSION_ID_AT_MOST) }),
    missing: 'session.not-found',
    answers: { 204: null },
    handle: async (portal, { account, params, session }) => {
      if (!(await endSessions(portal, account, { present: session.id(), id: params.id })))
        throw new Refused('session.not-found');
      return nothing();
    },
  }),
  route({
    method: 'post',
    path: '/api/session/password',
    by: 'signedIn',
    tag: 'session',
    summary: 'Change your password: your other sessions end, and this one goes on under another id and token',
    body: ownPasswordForm,
    answers: { 200: SessionSchema },
    handle: async (portal, { account, address, body, session }) => {
      const csrfToken = await session.begin(await changePassword(portal, account, address, body));
      return ok({ actor: actorJson(account), csrfToken });
    },
  }),
] as const;
