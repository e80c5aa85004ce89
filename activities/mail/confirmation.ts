import type { Executor } from '../../db/client.ts';
import { issueConfirmation } from '../../db/writes/mail.ts';
import { CONFIRM_ADDRESS_PATH } from '../../domain/mail.ts';
import type { ConfirmationMail } from '../../templates/mails/render.ts';
import { buildFrame } from './frame.ts';
import type { MailContext } from './frame.ts';
import { MAIL_WORDS } from './words.ts';

/**
 * Builds the one mail that goes to an address before it is confirmed. Its token is made here and stands nowhere else: a mail that
 * is written again has another. Undefined: there is nothing to confirm any more.
 */
export async function buildConfirmation(
  db: Executor,
  context: MailContext,
  address: string,
): Promise<ConfirmationMail | undefined> {
  const { reader, publicUrl } = context;
  const token = await issueConfirmation(db, reader.id, address);
  if (token === undefined) return undefined;
  const words = MAIL_WORDS[reader.language];
  const href = new URL(CONFIRM_ADDRESS_PATH, publicUrl);
  href.searchParams.set('token', token);
  return {
    ...buildFrame(context, words.confirmation),
    why: words.whyConfirmation,
    body: 'confirmation',
    button: { label: words.confirm, href: href.href },
    text: words.confirmationText,
  };
}
