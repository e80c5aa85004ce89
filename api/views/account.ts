import { z } from 'zod';
import type { Account } from '../../db/reads/account.ts';
import { Named } from './money.ts';
import { RoleName } from './order-schema.ts';

const ActorView = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    role: RoleName,
    roles: z.array(RoleName),
    organization: Named.nullable(),
  })
  .meta({ id: 'Actor' });

export const SessionView = z.object({ actor: ActorView, csrfToken: z.string() }).meta({ id: 'Session' });

/** Who is signed in. `role` is the first of the roles. */
export const actorView = ({ id, username, name, roles, organization }: Account) => ({
  id,
  username,
  name,
  role: roles[0],
  roles,
  organization,
});
