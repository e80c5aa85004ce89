import { noticeTextOf } from '../../domain/notice.ts';
import { subjectPath } from '../../domain/process/subject.ts';
import { TASK_KINDS } from '../../domain/task.ts';
import type { Executor } from '../../db/client.ts';
import { listDigestNotices } from '../../db/reads/mail.ts';
import { listTaskPage } from '../../db/reads/task.ts';
import type { DigestMail } from '../../templates/mails/render.ts';
import { buildFrame, formatMinute } from './frame.ts';
import type { MailContext } from './frame.ts';
import { MAIL_WORDS } from './words.ts';

const LISTED_AT_MOST = 20;

/** A day's digest: open tasks of the reader's groups, earliest due first, and what they have not read. Undefined: neither. */
export async function buildDigest(db: Executor, context: MailContext, day: string): Promise<DigestMail | undefined> {
  const { reader, publicUrl, now } = context;
  const words = MAIL_WORDS[reader.language];
  const listed = await listTaskPage(db, reader, { mine: false, limit: LISTED_AT_MOST + 1 });
  const open = listed.slice(0, LISTED_AT_MOST);
  const { rows: unread, count } = await listDigestNotices(db, reader.id, LISTED_AT_MOST);
  if (open.length === 0 && count === 0) return undefined;
  const openCount = listed.length > LISTED_AT_MOST ? `${LISTED_AT_MOST}+` : String(open.length);
  return {
    ...buildFrame(context, words.digest(day, openCount, count)),
    body: 'digest',
    button: { label: words.toInbox, href: `${publicUrl}/tasks` },
    tasks: {
      heading: words.tasks(openCount),
      rows: open.map(({ kind, title, dueAt, subjectType: type, subjectId: id, claimedBy }) => {
        const label = TASK_KINDS[kind][reader.language];
        return {
          href: publicUrl + subjectPath({ type, id }),
          label: claimedBy ? words.claimedBy(label, claimedBy.name) : label,
          number: title.number,
          subject: title.name ?? '',
          due: words.dueAt(formatMinute(dueAt), dueAt <= now),
          late: dueAt <= now,
        };
      }),
    },
    notices: {
      heading: words.notices(count, unread.length),
      rows: unread.map(({ event, facts, at, subjectType: type, subjectId: id }) => ({
        href: publicUrl + subjectPath({ type, id }),
        text: noticeTextOf(event, type, facts, reader.language),
        at: formatMinute(at),
      })),
    },
  };
}
