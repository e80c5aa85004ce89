import { z } from 'zod';
import type { Account } from '../../../db/reads/account.ts';
import { RoleName } from '../../forms/names.ts';
import { Named, orNull } from './parts.ts';

export const ActorSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    role: RoleName,
    roles: z.array(RoleName),
    organization: orNull(Named),
  })
  .meta({ id: 'Actor' });

export const SessionSchema = z.object({ actor: ActorSchema, csrfToken: z.string() }).meta({ id: 'Session' });

/** Who is signed in. `role` is the first of the roles. */
export const actorJson = ({ id, username, name, roles, organization }: Account) => ({
  id,
  username,
  name,
  role: roles[0],
  roles,
  organization,
});
