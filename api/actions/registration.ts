import { findCredentials } from '../../db/reads/account.ts';
import type { Credentials } from '../../db/reads/account.ts';
import { listParks } from '../../db/reads/registration.ts';
import { insertRegistration } from '../../db/writes/portal/registration.ts';
import type { RegistrationForm } from '../forms/registration.ts';
import { hashPassword, isDemonstration, signIn } from '../session/sign-in.ts';
import { commandId } from './click.ts';
import type { KeyClaim } from './click.ts';
import { InvalidInput } from './errors.ts';
import type { FieldError } from './errors.ts';
import type { Portal } from './portal.ts';
import { uuidv5 } from './uuid.ts';

type Registering = Pick<Portal, 'db' | 'registrationThrottle' | 'production' | 'throttle'>;

/**
 * Registers a company with its first account, and gives what a session begins with. The same form sent twice meets its own account.
 * That a name or code is taken is told only of a form that is right otherwise, and counted.
 *
 * @throws InvalidInput; Refused `registration.throttled`, and of a form that is sent again what a sign-in throws
 * @source L12
 */
export async function register(
  portal: Registering,
  { address, key }: { readonly address: string; readonly key: KeyClaim | null },
  form: RegistrationForm,
): Promise<Credentials> {
  const { db, registrationThrottle, production } = portal;
  const { entityType, username, password } = form;
  const parkId = entityType === 'enterprise' ? (form.parkId ?? null) : null;
  insistRight([
    ...(await parkErrors(db, entityType, parkId)),
    ...(username.toLowerCase() === password.toLowerCase()
      ? [{ pointer: '/password', code: 'form.password-username' } as const]
      : []),
  ]);
  await registrationThrottle.admit(address);
  insistRight(production && isDemonstration(username) ? [USERNAME_TAKEN] : []);
  const accountId = commandId({ account: null, key });
  const entered = await insertRegistration(db, {
    organization: {
      id: uuidv5(`organization/${accountId}`),
      type: entityType,
      name: form.company,
      creditCode: form.creditCode,
      parkId,
    },
    account: { id: accountId, username, name: form.contact, passwordHash: await hashPassword(password) },
  });
  if (typeof entered === 'object')
    insistRight([...(entered.username ? [USERNAME_TAKEN] : []), ...(entered.creditCode ? [CREDIT_CODE_TAKEN] : [])]);
  const credentials = entered === 'entered' ? await findCredentials(db, username) : undefined;
  return credentials ?? signIn(portal, { username, password, address }); // of a form that is sent again the password may be no more
}

const USERNAME_TAKEN: FieldError = { pointer: '/username', code: 'form.username-taken' };
const CREDIT_CODE_TAKEN: FieldError = { pointer: '/creditCode', code: 'form.credit-code-taken' };

function insistRight(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new InvalidInput(errors);
}

/** An enterprise names a park that there is. */
async function parkErrors(
  db: Registering['db'],
  entityType: RegistrationForm['entityType'],
  parkId: string | null,
): Promise<FieldError[]> {
  if (entityType !== 'enterprise') return [];
  if (parkId === null) return [{ pointer: '/parkId', code: 'form.unchosen' }];
  const isPark = (await listParks(db)).some(({ id }) => id === parkId);
  return isPark ? [] : [{ pointer: '/parkId', code: 'form.choice' }];
}
