import type { Response } from 'express';
import { z } from 'zod';
import { countTroubledMails, listTroubledMails } from '../../../db/reads/mail-list.ts';
import { getOutboxState } from '../../../db/reads/mail.ts';
import type { TroubledMail } from '../../../db/reads/mail-list.ts';
import { resendMail } from '../../../db/writes/portal/mail.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { mailEvent } from '../../../domain/mail-event.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { readId, readTexts } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { subjectPath } from '../../../domain/process/subject.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS_A_PAGE = '30';
const listQuery = z.object(bothWaysById);

/** How the outbox stands, and the mails an administrator must look at. */
export async function showTroubledMails(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { language } = visit;
  const words = WORDS[language];
  const query = read(listQuery, { limit: ROWS_A_PAGE, ...readTexts(visit, ['after', 'before']) });
  const [outbox, listed] = await Promise.all([
    getOutboxState(portal.db),
    listTroubledMails(portal.db, { ...query, limit: query.limit + 1 }),
  ]);
  const { rows, next, previous } = pageBothWays(listed, query, (row) => [row.id]);
  const [first] = previous === null ? [] : rows;
  const page = {
    words,
    title: words.mails,
    back: paths.operation,
    said: visit.query['resent'] === 'yes' ? words.resent : visit.query['resent'] === 'no' && words.gone,
    counts: [
      {
        label: words.waiting,
        value: outbox.waiting,
        hint:
          outbox.waitingSince !== null && interpolate(words.waitingSince, { at: shanghaiTime(outbox.waitingSince) }),
      },
      { label: words.failed, value: outbox.failed },
      { label: words.doubtful, value: outbox.doubtful },
    ],
    lastProblem: outbox.problem,
    csrfToken: visit.csrfToken,
    mails: rows.map((row) => mailView(row, language)),
    pager: pagerView(
      { rows: rows.length, ...(await countTroubledMails(portal.db, first?.id)) },
      { next: next && paths.mails({ after: next }), previous: previous && paths.mails({ before: previous }) },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'mail/trouble', page });
}

/** Has a mail sent again. */
export async function takeResend(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account } = visit;
  const id = readId(visit, 'id', 'request.unknown-path');
  const resent = await resendMail(portal.db, id, account.id);
  response.redirect(303, paths.mails({ resent: resent ? 'yes' : 'no' }));
}

function mailView(row: TroubledMail, language: Language) {
  const words = WORDS[language];
  const subject = row.isConfirmation
    ? words.confirmationOf
    : row.event === null
      ? interpolate(words.digestOf, { day: row.digestDay ?? '' })
      : (mailEvent(row.event)?.[language] ?? row.event);
  const settledAt = row.settledAt ?? row.nextAt;
  return {
    name: row.name,
    address: row.email ?? words.noAddress,
    subject,
    number: row.number,
    href:
      row.subjectType !== null && row.subjectId !== null && subjectPath({ type: row.subjectType, id: row.subjectId }),
    state: row.state === 'doubtful' ? words.doubtful : words.failed,
    meaning: row.state === 'doubtful' ? 'warn' : 'bad',
    problem: row.problem,
    at: inShanghai(settledAt),
    when: shanghaiTime(settledAt),
    resend: paths.mailResend(row.id),
    resendLabel: interpolate(words.resendOf, { subject, name: row.name }),
  };
}
