import type { Response } from 'express';
import { z } from 'zod';
import { countKeptMails, listKeptMails } from '../../../db/reads/mail-list.ts';
import { findKeptMail } from '../../../db/reads/mail.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { insistFound, Refused } from '../../actions/errors.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { readId, readTexts } from '../query-params.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '30';
const listQuery = z.object(bothWaysById);

/** What would have been mailed, newest first: one's own mails, and to an administrator everybody's. Development alone. */
export async function showMailbox(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  inDevelopment(portal);
  const words = WORDS[visit.language];
  const query = read(listQuery, { limit: ROWS_A_PAGE, ...readTexts(visit, ['after', 'before']) });
  const whose = maySeeAll(visit) ? {} : { accountId: visit.account.id };
  const found = await listKeptMails(portal.db, { ...query, limit: query.limit + 1, ...whose });
  const { rows, next, previous } = pageBothWays(found, query, (row) => [row.id]);
  const [first] = previous === null ? [] : rows;
  const page = {
    words,
    title: words.mailbox,
    mails: rows.map(({ id, at, address, subject }) => ({
      ...whenOf(at),
      address,
      subject,
      lang: languageIn(subject),
      href: paths.keptMail(id),
    })),
    pager: pagerView(
      { rows: rows.length, ...(await countKeptMails(portal.db, { before: first?.id, ...whose })) },
      { next: next && paths.mailbox({ after: next }), previous: previous && paths.mailbox({ before: previous }) },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'mail/mailbox', page });
}

/** One mail as its reader would have it, and its text part. */
export async function showKeptMail(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  inDevelopment(portal);
  const id = readId(visit, 'id', 'request.unknown-path');
  const mail = insistFound(await findKeptMail(portal.db, id), 'request.unknown-path');
  if (mail.accountId !== visit.account.id && !maySeeAll(visit)) throw new Refused('request.unknown-path');
  const words = WORDS[visit.language];
  const { subject, address, html, text, at } = mail;
  const lang = languageIn(subject);
  const page = { words, title: words.asHtml, subject, lang, address, html, text, back: paths.mailbox(), ...whenOf(at) };
  return render(portal, visit, response, { status: 200, template: 'mail/kept', page });
}

const maySeeAll = ({ account }: MemberVisit): boolean => account.roles.includes('admin');

const languageIn = (subject: string): string => (/\p{Script=Han}/u.test(subject) ? 'zh-CN' : 'en');

const whenOf = (at: string) => ({ at: inShanghai(at), when: shanghaiTime(at) });

function inDevelopment({ production }: Portal): void {
  if (production) throw new Refused('request.unknown-path');
}
