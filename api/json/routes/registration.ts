import { z } from 'zod';
import { register } from '../../actions/registration.ts';
import { registrationForm } from '../../forms/registration.ts';
import { created } from '../answer.ts';
import { openRoute } from '../route.ts';
import { ActorSchema, actorJson } from '../views/account.ts';

/** How a company gets its account. */
export const registrationRoutes = [
  openRoute({
    method: 'post',
    path: '/api/registrations',
    tag: 'session',
    summary: 'Register a company with its first account, which may then sign in; sent again it is refused as taken',
    throttled: true,
    body: registrationForm,
    answers: { 201: z.object({ actor: ActorSchema }) },
    handle: async (portal, { body, address, key }) => {
      const { account } = await register(portal, { address, key }, body);
      return created('/api/session', { actor: actorJson(account) });
    },
  }),
];
