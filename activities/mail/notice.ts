import { mailEvent } from '../../domain/mail-event.ts';
import { noticeTextOf } from '../../domain/notice.ts';
import { SUBJECT_TYPES } from '../../domain/process/subject.ts';
import type { SubjectType } from '../../domain/process/subject.ts';
import type { Executor } from '../../db/client.ts';
import { findNoticeOfMail } from '../../db/reads/mail.ts';
import type { NoticeMail } from '../../templates/mails/render.ts';
import { buildFrame } from './frame.ts';
import type { MailContext } from './frame.ts';
import { buildOrderMail } from './order.ts';
import { buildPasswordResetMail } from './password-reset.ts';
import type { Notice, SubjectMail } from './subject-mail.ts';
import { MAIL_WORDS } from './words.ts';

type SubjectMailOf = (db: Executor, context: MailContext, notice: Notice) => Promise<SubjectMail | undefined>;

/** What mails say of each kind of subject. */
const SUBJECT_MAILS: Readonly<Record<SubjectType, SubjectMailOf>> = {
  order: buildOrderMail,
  passwordReset: buildPasswordResetMail,
};

/** Builds a mail about one notice: its text, and what is true of its subject now. */
export async function buildNotice(
  db: Executor,
  context: MailContext,
  notificationId: string,
): Promise<NoticeMail | undefined> {
  const notice = await findNoticeOfMail(db, notificationId);
  const about = notice && (await SUBJECT_MAILS[notice.subjectType](db, context, notice));
  if (!notice || !about) return undefined;
  const { language } = context.reader;
  const { number, button, facts } = about;
  const subject = MAIL_WORDS[language].subject(
    mailEvent(notice.event)?.[language] ?? notice.event,
    SUBJECT_TYPES[notice.subjectType][language],
    number,
  );
  return {
    ...buildFrame(context, subject),
    body: 'notice',
    button,
    text: noticeTextOf(notice.event, notice.subjectType, notice.facts, language),
    facts: facts.map((fact) => ({ amount: false, ...fact })),
  };
}
