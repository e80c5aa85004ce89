import type { Response } from 'express';
import { z } from 'zod';
import { countPasswordResets, listLatestPasswordResets } from '../../../db/reads/password-reset.ts';
import type { PasswordResetRecord } from '../../../db/reads/password-reset.ts';
import { inShanghai, shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { bothWaysByText, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import { readTexts } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';
import { resetTag } from './view.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

const ROWS_A_PAGE = '30';
const listQuery = z.object(bothWaysByText);

/** Every password reset, newest first, as administrators look them up. @source L14 */
export async function showPasswordResets(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { language } = visit;
  const words = PASSWORD_RESET_WORDS[language];
  const query = read(listQuery, { limit: ROWS_A_PAGE, ...readTexts(visit, ['after', 'before']) });
  const listed = await listLatestPasswordResets(portal.db, { ...query, limit: query.limit + 1 });
  const { rows, next, previous } = pageBothWays(listed, query, ({ reset }) => [reset.number]);
  const [first] = previous === null ? [] : rows;
  const page = {
    words,
    title: words.list,
    staffHref: paths.staffPasswordReset,
    rows: rows.map((row) => rowView(row, language)),
    pager: pagerView(
      { rows: rows.length, ...(await countPasswordResets(portal.db, first?.reset.number)) },
      {
        next: next && paths.passwordResets({ after: next }),
        previous: previous && paths.passwordResets({ before: previous }),
      },
    ),
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
