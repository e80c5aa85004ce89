import type { findNoticeOfMail } from '../../db/reads/mail.ts';
import type { NoticeMail } from '../../templates/mails/render.ts';

/** What a mail says of the subject a notice is about; undefined when it is not there. */
export interface SubjectMail {
  readonly number: string;
  readonly button: NoticeMail['button'];
  /** `amount` where the value is one. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly amount?: boolean }[];
}

export type Notice = NonNullable<Awaited<ReturnType<typeof findNoticeOfMail>>>;
