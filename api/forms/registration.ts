import { z } from 'zod';
import type { Party } from '../../domain/role.ts';
import { creditCode, id, name, newPassword, wrong } from './fields.ts';

const COMPANY_AT_MOST = 100;
const CONTACT_AT_MOST = 50;

/** As many as a person can remember and say over the phone; what a sign-in takes. */
const USER_NAME = /^[A-Za-z][A-Za-z0-9._-]{2,49}$/;
const USER_NAME_TEXT_AT_MOST = 60;

/** A user name that someone chooses: full-width letters count as plain ones. */
const newUsername = z
  .string()
  .max(USER_NAME_TEXT_AT_MOST)
  .meta({ pattern: USER_NAME.source, examples: ['henan-zhichuang'] })
  .transform((input, context): string => {
    const username = input.normalize('NFKC').trim();
    if (username === '') return wrong(context, 'form.required');
    return USER_NAME.test(username) ? username : wrong(context, 'form.username');
  });

/** What a company says that registers. An enterprise names its park; of an institution it is not looked at. @source L12 */
export const registrationForm = z.object({
  entityType: z.enum(['institution', 'enterprise'] satisfies readonly Party[]),
  company: name(COMPANY_AT_MOST),
  creditCode,
  parkId: id.nullish(),
  contact: name(CONTACT_AT_MOST),
  username: newUsername,
  password: newPassword,
});

export type RegistrationForm = z.output<typeof registrationForm>;
