import type { Instant } from '../../domain/day.ts';
import type { Executor } from '../../db/client.ts';
import { mailReader } from '../../db/reads/mail.ts';
import type { ClaimedMail } from '../../db/writes/mail.ts';
import { renderMail } from '../../templates/mails/render.ts';
import { digestView } from './digest.ts';
import { noticeView } from './notice.ts';

/** A mail as it goes out, or is kept. */
export interface Letter {
  readonly address: string;
  readonly language: 'zh' | 'en';
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
  const view =
    mail.notificationId === null
      ? await digestView(db, reader, { day: mail.digestDay ?? '', publicUrl, now })
      : await noticeView(db, reader, mail.notificationId, publicUrl);
  if (!view) return undefined;
  return { address: reader.email, language: reader.language, subject: view.subject, ...renderMail(view) };
}
