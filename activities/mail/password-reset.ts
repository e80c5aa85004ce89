import { PASSWORD_RESET_STATES } from '../../domain/password-reset/states.ts';
import { subjectPath } from '../../domain/process/subject.ts';
import type { Executor } from '../../db/client.ts';
import { findPasswordReset } from '../../db/reads/password-reset.ts';
import { formatMinute } from './frame.ts';
import type { MailContext } from './frame.ts';
import type { Notice, SubjectMail } from './subject-mail.ts';
import { MAIL_WORDS } from './words.ts';

/**
 * What a mail says of a password reset: never a link that sets the password. Whoever decides it is led to its task, the account's
 * holder to the portal.
 *
 * @source L14
 */
export async function buildPasswordResetMail(
  db: Executor,
  { reader: { language, roles }, publicUrl }: Pick<MailContext, 'reader' | 'publicUrl'>,
  { subjectId: id, at }: Notice,
): Promise<SubjectMail | undefined> {
  const record = await findPasswordReset(db, id);
  if (!record) return undefined;
  const words = MAIL_WORDS[language];
  const { number, state } = record.reset;
  const decides = roles.includes('center') || roles.includes('admin');
  return {
    number,
    button: decides
      ? { label: words.toPasswordReset, href: publicUrl + subjectPath({ type: 'passwordReset', id }) }
      : { label: words.toPortal, href: publicUrl },
    facts: [
      { label: words.resetNumber, value: number },
      { label: words.at, value: formatMinute(at) },
      { label: words.resetState, value: PASSWORD_RESET_STATES[state][language] },
    ],
  };
}
