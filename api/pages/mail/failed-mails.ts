import type { Response } from 'express';
import { z } from 'zod';
import { getOutboxState, listTroubledMails } from '../../../db/reads/mail.ts';
import type { TroubledMail } from '../../../db/reads/mail.ts';
import { resendMail } from '../../../db/writes/portal/mail.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { mailEvent } from '../../../domain/mail-event.ts';
import { byId, cutPage } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { readId } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { subjectPath } from '../../../domain/process/subject.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

const ROWS = 30;

/** How the outbox stands, and the mails an administrator must look at. */
export async function showTroubledMails(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { language } = visit;
  const words = WORDS[language];
  const { after } = read(z.object({ after: byId.after }), { after: visit.query['after'] });
  const [outbox, listed] = await Promise.all([
    getOutboxState(portal.db),
    listTroubledMails(portal.db, { after, limit: ROWS + 1 }),
  ]);
  const { rows, next } = cutPage(listed, ROWS, (row) => [row.id]);
  const page = {
    words,
    title: words.mails,
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
    newest: after !== undefined && paths.mails(),
    older: next && paths.mails({ after: next }),
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
