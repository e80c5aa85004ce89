import { form, page } from '../page.ts';
import type { Page } from '../page.ts';
import { showKeptMail, showMailbox } from './mailbox.ts';
import { showTroubledMails, takeResend } from './failed-mails.ts';

/** What became of mails: those that need an administrator, and the mailbox of development. */
export const MAIL_PAGES: readonly Page[] = [
  page('/mails', ['admin'], showTroubledMails),
  form('/mails/:id/resend', ['admin'], takeResend),
  page('/mailbox', 'signed-in', showMailbox),
  page('/mailbox/:id', 'signed-in', showKeptMail),
];
