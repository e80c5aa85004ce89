import { dayOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import type { Executor } from '../../db/client.ts';
import { siteOn } from '../../db/reads/frame.ts';
import { mailReader } from '../../db/reads/mail.ts';
import type { ClaimedMail } from '../../db/writes/mail.ts';
import type { Language } from '../../domain/language.ts';
import { renderMail } from '../../templates/mails/render.ts';
import { digestView } from './digest.ts';
import { noticeView } from './notice.ts';

/** A mail as it goes out, or is kept. */
export interface Letter {
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Writes a mail in its reader's language, from what is true now. Undefined: nobody to send it to, or nothing to say. */
export async function writeLetter(
  db: Executor,
  mail: ClaimedMail,
  publicUrl: string,
  now: Instant,
): Promise<Letter | undefined> {
  const reader = await mailReader(db, mail.accountId);
  if (!reader) return undefined;
  const occasion = { reader, site: await siteOn(db, dayOf(now)), publicUrl, now };
  const view =
    mail.notificationId === null
      ? await digestView(db, occasion, mail.digestDay ?? '')
      : await noticeView(db, occasion, mail.notificationId);
  if (!view) return undefined;
  return { address: reader.email, language: reader.language, subject: view.subject, ...renderMail(view) };
}
