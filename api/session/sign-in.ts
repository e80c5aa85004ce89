import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { findCredentials } from '../../db/reads/account.ts';
import type { Credentials } from '../../db/reads/account.ts';
import { Refused } from '../actions/errors.ts';
import { text } from '../forms/fields.ts';
import type { Portal } from '../actions/portal.ts';

/** The form one signs in with. */
export const signInForm = z.object({ username: text(64), password: z.string().min(1).max(200) });

/** A password as it is kept: argon2id with the library's parameters (19 MiB, two passes). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** What a wrong name is compared with, so that it takes as long as a wrong password. */
const nobodysHash = hashPassword('nobody');

interface Attempt {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}

/**
 * The account of a name and its password, with the hash that the password was verified against.
 *
 * @throws Refused `session.throttled`, `session.wrong-credentials`: the same for a wrong name and a wrong password
 */
export async function signIn(portal: Verifying, attempt: Attempt): Promise<Credentials> {
  const credentials = await verifyPassword(portal, attempt);
  if (!credentials) throw new Refused('session.wrong-credentials');
  return credentials;
}

type Verifying = Pick<Portal, 'db' | 'throttle' | 'production'>;

/** The same; undefined when name or password are wrong. @throws Refused `session.throttled` */
export const verifyPassword = (
  { db, throttle, production }: Verifying,
  { username, password, address }: Attempt,
): Promise<Credentials | undefined> =>
  throttle.judge({ username, address }, async () => {
    const found = production && isDemonstration(username) ? undefined : await findCredentials(db, username);
    const right = await verify(found?.passwordHash ?? (await nobodysHash), password).catch(() => false); // a hash that is none opens nothing
    return right ? found : undefined;
  });

/** The accounts that everyone knows the password of. */
export const isDemonstration = (username: string): boolean => username.toLowerCase().startsWith('demo-');
