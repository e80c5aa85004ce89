import type { Account, Credentials } from '../../db/reads/account.ts';
import { endOtherSessions, endOwnSession, replacePassword } from '../../db/writes/portal/session.ts';
import { hashPassword, verifyPassword } from '../session/sign-in.ts';
import { InvalidInput } from './errors.ts';
import type { Portal } from './portal.ts';

/**
 * Ends one of the asker's sessions, or all but the present one.
 *
 * @param present the session of the call
 * @param id the one to end
 * @returns false when that one is not the asker's, or has ended
 */
export async function endSessions(
  { db }: Pick<Portal, 'db'>,
  account: Account,
  { present, id }: { readonly present: string; readonly id?: string | undefined },
): Promise<boolean> {
  if (id !== undefined) return endOwnSession(db, account.id, id);
  await endOtherSessions(db, account.id, present);
  return true;
}

/** What a person types who changes their own password. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
}

/**
 * Changes the asker's password. All sessions of the account end; the caller begins another one.
 *
 * @returns the account with the hash of the new password
 * @throws InvalidInput when the current password is wrong, or the new one is the user name or the current one;
 *   Refused `session.throttled` after too many wrong ones, counted with those of the sign-in
 */
export async function changePassword(
  portal: Pick<Portal, 'db' | 'throttle' | 'production'>,
  account: Account,
  address: string,
  { currentPassword, password }: PasswordChange,
): Promise<Credentials> {
  const { username } = account;
  if (username.toLowerCase() === password.toLowerCase()) throw wrong('/password', 'form.password-username');
  if (currentPassword === password) throw wrong('/password', 'form.password-same');
  const verified = await verifyPassword(portal, { username, password: currentPassword, address });
  const passwordHash = await hashPassword(password);
  const replaced =
    verified && (await replacePassword(portal.db, account.id, { verified: verified.passwordHash, passwordHash }));
  if (!replaced) throw wrong('/currentPassword', 'form.password-current');
  return { account, passwordHash };
}

const wrong = (pointer: string, code: 'form.password-username' | 'form.password-same' | 'form.password-current') =>
  new InvalidInput([{ pointer, code }]);
