import type { Response } from 'express';
import { shanghaiTime } from '../../../domain/day.ts';
import { groupsOf } from '../../../domain/task.ts';
import { getPasswordReset } from '../../actions/password-reset.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { readId } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';
import { compareRequest, listEntries, recordedDecision, resetTag } from './view.ts';
import { PASSWORD_RESET_WORDS } from './words.ts';

/** A password reset: what was asked for, what is on record, where it stands, and the way to its desk. @source L14 */
export async function showPasswordReset(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, language } = visit;
  const words = PASSWORD_RESET_WORDS[language];
  const read = await getPasswordReset(portal, account, readId(visit, 'id', 'passwordReset.not-found'));
  const { reset, task, onRecord, begunAt } = read.record;
  const page = {
    words,
    title: `${words.list} ${reset.number}`,
    number: reset.number,
    listHref: account.roles.includes('admin') && paths.passwordResets(),
    tag: resetTag(reset.state, language, true),
    facts: [
      { label: words.username, value: reset.requested?.username ?? onRecord?.username ?? '' },
      { label: words.company, value: reset.requested?.company ?? words.byAdmin },
      { label: words.begun, value: shanghaiTime(begunAt) },
    ],
    taskHref: task !== null && groupsOf(account).includes('center') && paths.task(task.id),
    compare: compareRequest(read, language),
    decided: recordedDecision(read, language),
    entries: listEntries(read, language),
  };
  return render(portal, visit, response, { status: 200, template: 'password-reset/show', page });
}
