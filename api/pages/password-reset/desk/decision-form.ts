import { REASON_AT_MOST } from '../../../forms/fields.ts';
import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import { PASSWORD_RESET_PROCESS } from '../../../../domain/password-reset/process.ts';
import { mayBegin } from '../../../../domain/process/permissions.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { now } from '../../../actions/moment.ts';
import type { ResetDecisionStep } from '../../../forms/password-reset.ts';
import { describeBlock, drawDecision, drawField, listReasonChoices } from '../../task/decision-form.ts';
import type { Sent } from '../../task/decision-form.ts';
import { PASSWORD_RESET_WORDS } from '../words.ts';
import type { ResetCase } from './case.ts';

/** The decisions of this desk. */
export const RESET_DECISIONS = ['issueLink', 'refuse'] as const satisfies readonly ResetDecisionStep[];

/** A decision on a password reset that was sent and not taken. */
export type SentResetDecision = Sent<ResetDecisionStep>;

/** Both decisions as the desk shows them; false for a task that is closed. @source L14 */
export function drawDecisions(shown: ResetCase, sent: SentResetDecision | undefined) {
  if (!isOpenTask(shown.task)) return false;
  const words = PASSWORD_RESET_WORDS[shown.language];
  const issue = drawForm(shown, 'issueLink', sent);
  const refuse = drawForm(shown, 'refuse', sent);
  return {
    issue: {
      ...issue,
      check: {
        ...drawField(issue, 'identityCheck', words.identityCheck, {
          long: REASON_AT_MOST,
          hint: words.identityCheckHint,
        }),
        check: true,
      },
      consequences: [words.consequences, words.consequenceShown, words.consequenceTold],
    },
    refuse: {
      ...refuse,
      reasons: listReasonChoices(refuse, PASSWORD_RESET_STEPS.refuse, shown.language, {
        box: words.remark,
        suggested: suggestedReason(shown),
      }),
      reason: drawField(refuse, 'reason', words.remark, { long: REASON_AT_MOST }),
      hint: words.refuseHint,
    },
  };
}

const drawForm = (shown: ResetCase, step: ResetDecisionStep, sent: SentResetDecision | undefined) =>
  drawDecision(
    shown,
    {
      step,
      label: PASSWORD_RESET_STEPS[step][shown.language],
      version: shown.record.reset.version,
      seen: '',
      blocked: blockedBy(shown, step),
    },
    sent,
  );

/** What speaks for a refusal at once: no account, or one that others reset. */
function suggestedReason({ record }: ResetCase): string | undefined {
  const { account } = record.reset;
  if (account === null) return 'noAccount';
  return account.isCompany ? undefined : 'staff';
}

/** Why this person cannot take the decision now; false when it is open to them. */
function blockedBy(shown: ResetCase, step: ResetDecisionStep): string | false {
  const { reset: row, task } = shown.record;
  const ruling = mayBegin(PASSWORD_RESET_PROCESS, { row, task }, shown.account, step, now());
  return ruling.allowed ? false : describeBlock(shown, ruling.code);
}
