import type { Response } from 'express';
import { listLatestPasswordResets } from '../../../db/reads/password-reset.ts';
import type { PasswordResetRecord } from '../../../db/reads/password-reset.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { readTexts } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';
import { resetTag } from './view.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

const ROWS = 30;
const NUMBER_AT_MOST = 40;

/** Every password reset, newest first, as administrators look them up. @source L14 */
export async function showPasswordResets(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { language } = visit;
  const words = PASSWORD_RESET_WORDS[language];
  const after = readTexts(visit, ['after']).after?.slice(0, NUMBER_AT_MOST);
  const listed = await listLatestPasswordResets(portal.db, { after, limit: ROWS + 1 });
  const rows = listed.slice(0, ROWS);
  const last = listed.length > ROWS ? rows.at(-1)?.reset.number : undefined;
  const page = {
    words,
    title: words.list,
    staffHref: paths.staffPasswordReset,
    rows: rows.map((row) => rowView(row, language)),
    newest: after !== undefined && paths.passwordResets(),
    older: last !== undefined && paths.passwordResets({ after: last }),
  };
  return render(portal, visit, response, { status: 200, template: 'password-reset/list', page });
}

function rowView({ reset, onRecord, begunAt }: PasswordResetRecord, language: Language) {
  const words = PASSWORD_RESET_WORDS[language];
  return {
    number: reset.number,
    href: paths.passwordReset(reset.id),
    username: reset.requested?.username ?? onRecord?.username ?? '',
    company: reset.requested?.company ?? words.byAdmin,
    at: inShanghai(begunAt),
    when: shanghaiTime(begunAt),
    tag: resetTag(reset.state, language),
  };
}
