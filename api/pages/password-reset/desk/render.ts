import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import type { ClickResult } from '../../../actions/click.ts';
import type { DecidedReset } from '../../../actions/password-reset.ts';
import { render } from '../../frame/render.ts';
import { paths } from '../../paths.ts';
import type { DeskCall } from '../../task/desk.ts';
import { deskHead } from '../../task/desk-head.ts';
import { liveView } from '../../task/desk-live.ts';
import { keyHelp } from '../../task/keys.ts';
import { readViewing } from '../../task/viewing.ts';
import { describeIssued } from '../issued.ts';
import { compareRequest, listEntries, recordedDecision, resetTag } from '../view.ts';
import { PASSWORD_RESET_WORDS } from '../words.ts';
import type { ResetCase } from './case.ts';
import { drawDecisions } from './decision-form.ts';
import type { SentResetDecision } from './decision-form.ts';
import { describeNotices } from './notices.ts';

interface DeskState {
  /** A decision that was sent and not taken. */
  readonly sent?: SentResetDecision | undefined;
  /** A link that was asked for: shown in the answer to its form, since no address may hold it. */
  readonly issued?: ClickResult<DecidedReset>;
}

/** The desk of a case, with what was sent and not taken, or with the link that was issued. */
export async function renderResetDesk(
  { portal, visit, response }: DeskCall,
  shown: ResetCase,
  { sent, issued }: DeskState = {},
): Promise<void> {
  const { language, task, record, inbox } = shown;
  const { id } = record.reset;
  const [viewing, notices] = await Promise.all([
    readViewing(portal, shown),
    describeNotices(portal, visit, shown, sent),
  ]);
  const head = deskHead(shown, subjectOf(shown));
  const decide = issued === undefined && drawDecisions(shown, sent);
  const page = {
    words: PASSWORD_RESET_WORDS[language],
    ...head,
    ...notices,
    here: notices.waiting === undefined ? paths.task(task.id, inbox) : visit.url,
    changeEvent: `passwordReset-changed-${id}`,
    viewing,
    live:
      issued === undefined && // the page that shows a link is not left, since it is shown once
      liveView(shown, {
        version: record.reset.version,
        href: paths.task(task.id, inbox),
        asksAgain: visit.query['live'] === '1',
        decided: undefined,
      }),
    compare: compareRequest(shown, language),
    entries: listEntries(shown, language),
    decided: recordedDecision(shown, language),
    issued:
      issued &&
      describeIssued(issued, {
        action: paths.taskDecision(task.id, 'issueLink', inbox),
        values: visit.values,
        language,
      }),
    decide,
    keys: keyHelp('desk', language, {
      decides: decide !== false,
      claims: head.claim !== false,
      views: false,
      decision: PASSWORD_RESET_STEPS.issueLink[language],
    }),
    failed: notices.errors !== false,
  };
  const status = sent?.formErrors?.status ?? 200;
  return render(portal, visit, response, { status, template: 'task/password-reset', page });
}

/** What the head of the desk says of the reset. */
function subjectOf({ record, language }: ResetCase) {
  const words = PASSWORD_RESET_WORDS[language];
  const { id, number, version, state, requested, creditCodes } = record.reset;
  return {
    creditCodes,
    approvedBy: [],
    name: requested?.company ?? number,
    number,
    version,
    tag: resetTag(state, language, true),
    facts: [
      { label: words.number, value: number, href: paths.passwordReset(id), code: true },
      { label: words.username, value: requested?.username ?? '' },
    ],
  };
}
