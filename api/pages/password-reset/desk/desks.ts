import { z } from 'zod';
import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import type { ClickResult } from '../../../actions/click.ts';
import { decideReset } from '../../../actions/password-reset.ts';
import type { DecidedReset } from '../../../actions/password-reset.ts';
import { version } from '../../../forms/fields.ts';
import { RESET_DECISION_FORMS, resetDecisionOf } from '../../../forms/password-reset.ts';
import type { ResetDecisionStep } from '../../../forms/password-reset.ts';
import { read } from '../../../forms/read.ts';
import { clickQuery } from '../../click-outcome.ts';
import { formErrorsOf } from '../../form-errors.ts';
import { pageKey } from '../../page-key.ts';
import { paths } from '../../paths.ts';
import { readReason } from '../../task/decision-form.ts';
import type { Desk, DeskCall, DeskState, Sending } from '../../task/desk.ts';
import { makeDesk } from '../../task/desk-kit.ts';
import { describeIssued } from '../issued.ts';
import { compareRequest, listEntries, recordedDecision, resetTag } from '../view.ts';
import { PASSWORD_RESET_WORDS } from '../words.ts';
import { readResetCase } from './case.ts';
import type { ResetCase } from './case.ts';
import { drawDecisions, RESET_DECISIONS } from './decision-form.ts';
import { readOutcome } from './outcome.ts';

/** A link that was asked for. */
type Issued = ClickResult<DecidedReset>;

/** The desk at which requests for a new password are decided. @source L14 */
export const PASSWORD_RESET_DESKS = {
  passwordReset: makeDesk<ResetCase, ResetDecisionStep, Issued>({
    template: 'task/password-reset',
    steps: RESET_DECISIONS,
    words: PASSWORD_RESET_WORDS,
    readCase: readResetCase,
    subjectOf,
    send: sendDecision,
    errorsOf: (error, _, { language }) => formErrorsOf(error, language),
    readOutcome,
    doneText: ({ language }, toast, isLast) => `${toast}${isLast ? PASSWORD_RESET_WORDS[language].allDone : ''}`,
    labelOf: (_, field, language) => {
      const { identityCheck, remark } = PASSWORD_RESET_WORDS[language];
      return field === 'identityCheck' ? identityCheck : field === 'reason' ? remark : undefined;
    },
    keptFields: ['identityCheck', 'reason'],
    view: describeDesk,
  }),
} as const satisfies Partial<Record<TaskKind, Desk | null>>;

/** Sends a decision: a link is shown in the answer itself, since an address would keep it. */
async function sendDecision(
  { portal, visit, task }: DeskCall,
  _: ResetCase,
  step: ResetDecisionStep,
): Promise<Sending<Issued>> {
  const { account, values, language } = visit;
  const sent = {
    ...values,
    ...readReason(PASSWORD_RESET_STEPS[step], values, language),
    version: Number(values['version']),
  };
  const { version: seen, ...fields } = read(z.object({ ...RESET_DECISION_FORMS[step].fields, version }), sent);
  const key = pageKey(`${step} ${task.subjectId}`, sent);
  const decision = resetDecisionOf(step, fields);
  const result = await decideReset(portal, { account, key }, { resetId: task.subjectId, version: seen, decision });
  return step === 'refuse' ? { next: clickQuery(result, { done: step }) } : { answer: result };
}

/** What the desk has of its own: the request beside the record, what happened, and the decision or the link it issued. */
function describeDesk({ visit }: DeskCall, shown: ResetCase, state: DeskState<ResetDecisionStep, Issued>) {
  const { language, task, inbox } = shown;
  const issued = state.answer;
  const action = paths.taskDecision(task.id, 'issueLink', inbox);
  return {
    page: {
      compare: compareRequest(shown, language),
      entries: listEntries(shown, language),
      decided: recordedDecision(shown, language),
      issued: issued && describeIssued(issued, { action, values: visit.values, language }),
      decide: issued === undefined && drawDecisions(shown, state.sent),
    },
    keys: {
      decides: issued === undefined && isOpenTask(task),
      views: false,
      decision: PASSWORD_RESET_STEPS.issueLink[language],
    },
  };
}

/** What the head of the desk says of the reset. */
function subjectOf({ record, language }: ResetCase) {
  const words = PASSWORD_RESET_WORDS[language];
  const { id, number, version: seen, state, requested, creditCodes } = record.reset;
  return {
    type: 'passwordReset' as const,
    id,
    openTask: record.task,
    creditCodes,
    approvedBy: [],
    name: requested?.company ?? number,
    number,
    version: seen,
    tag: resetTag(state, language, true),
    facts: [
      { label: words.number, value: number, href: paths.passwordReset(id), code: true },
      { label: words.username, value: requested?.username ?? '' },
    ],
  };
}
