import { dayOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { Executor } from '../../db/client.ts';
import { getSite } from '../../db/reads/frame.ts';
import { findMailReader } from '../../db/reads/mail.ts';
import type { ClaimedMail } from '../../db/writes/mail.ts';
import type { Language } from '../../domain/language.ts';
import { renderMail } from '../../templates/mails/render.ts';
import { buildConfirmation } from './confirmation.ts';
import { buildDigest } from './digest.ts';
import { buildNotice } from './notice.ts';

/** A mail as it is sent, or kept for the mailbox page. */
export interface RenderedMail {
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Renders a mail in its reader's language, from the state of the database at this moment. Undefined: nobody to send it to, or nothing to say. */
export async function renderClaimedMail(
  db: Executor,
  mail: ClaimedMail,
  publicUrl: string,
  now: Instant,
): Promise<RenderedMail | undefined> {
  const reader = await findMailReader(db, mail.accountId, mail.confirmation);
  if (!reader) return undefined;
  const context = { reader, site: await getSite(db, dayOf(now)), publicUrl, now };
  const { notificationId, confirmation, digestDay } = mail;
  const view =
    notificationId !== null
      ? await buildNotice(db, context, notificationId)
      : confirmation !== null
        ? await buildConfirmation(db, context, confirmation)
        : await buildDigest(db, context, digestDay ?? '');
  if (!view) return undefined;
  return { address: reader.email, language: reader.language, subject: view.subject, ...renderMail(view) };
}
