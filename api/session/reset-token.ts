import { createHmac, hkdfSync } from 'node:crypto';
import { hashToken } from '../../db/token-hash.ts';

/** Where a link leads on which a new password is set. */
export const NEW_PASSWORD_PATH = '/password/new';

/** The token of the link that a command issues for a reset. */
export type ResetTokenOf = (resetId: string, commandId: string) => string;

/**
 * Makes the tokens of one-time links. A token is derived and never stored: the same click makes the same token again, so that
 * its repeat is given the same link; nobody can make it without the session secret.
 */
export function createResetTokenOf(secret: string): ResetTokenOf {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'password reset link', 32));
  return (resetId, commandId) => createHmac('sha256', key).update(`${resetId}/${commandId}`).digest('base64url');
}

/** What is stored of a token. */
export const hashResetToken = hashToken;

/** The address that is handed to whoever sets the password. */
export const resetLinkOf = (publicUrl: string, token: string): string =>
  new URL(`${NEW_PASSWORD_PATH}?token=${token}`, publicUrl).href;
