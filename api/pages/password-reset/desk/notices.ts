import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import type { Portal } from '../../../actions/portal.ts';
import { describeClick, findClick } from '../../click-outcome.ts';
import type { OutcomeView } from '../../click-outcome.ts';
import { stepFieldIdOf, summarizeErrors } from '../../form-errors.ts';
import { interpolate } from '../../../../domain/words.ts';
import { paths } from '../../paths.ts';
import type { MemberVisit } from '../../visit.ts';
import { PASSWORD_RESET_WORDS } from '../words.ts';
import type { ResetCase } from './case.ts';
import { RESET_DECISIONS } from './decision-form.ts';
import type { SentResetDecision } from './decision-form.ts';

/** What the desk says above everything else: what was done, what was wrong, what is under way. */
export async function describeNotices(
  portal: Portal,
  visit: MemberVisit,
  shown: ResetCase,
  sent: SentResetDecision | undefined,
) {
  const { language, task, record, inbox } = shown;
  const words = PASSWORD_RESET_WORDS[language];
  const outcome: OutcomeView = sent?.formErrors ? {} : await readOutcome(portal, visit, shown);
  const errors = [
    ...(outcome.refused === undefined ? [] : [{ text: outcome.refused }]),
    ...(summarizeErrors(sent?.formErrors, language, {
      labelOf: (field) =>
        field === 'identityCheck' ? words.identityCheck : field === 'reason' ? words.remark : undefined,
      hrefOf: (field) => sent && `#${stepFieldIdOf(sent.step, field)}`,
    }) ?? []),
  ];
  const typed = sent?.values[sent.step === 'refuse' ? 'reason' : 'identityCheck'];
  return {
    errors: errors.length > 0 && errors,
    changed: false,
    differing: false,
    waiting: outcome.waiting,
    done: outcome.toast !== undefined && {
      text: `${outcome.toast}${nextTask(shown) === false ? words.allDone : ''}`,
      next: nextTask(shown),
    },
    ended: !isOpenTask(task) && {
      text: task.state === 'withdrawn' ? words.overtaken : words.closed,
      other: record.task && record.task.id !== task.id ? paths.task(record.task.id, inbox) : undefined,
    },
    kept: sent && !isOpenTask(task) && typeof typed === 'string' && typed,
  };
}

/** The way on after a decision. */
function nextTask({ neighbours, inbox }: ResetCase) {
  const next = neighbours.next ?? neighbours.previous;
  return next !== undefined && paths.task(next, inbox);
}

/** What became of the reader's last click. A decision is only said to be taken when it was, by this reader. */
async function readOutcome(portal: Portal, visit: MemberVisit, shown: ResetCase): Promise<OutcomeView> {
  const { language, record, closing, account } = shown;
  const words = PASSWORD_RESET_WORDS[language];
  const click = await findClick(portal, visit);
  const step = RESET_DECISIONS.find((name) => name === (click?.step ?? visit.query['done']));
  const done = step === undefined ? '' : interpolate(words.done, { step: PASSWORD_RESET_STEPS[step][language] });
  if (click) return click.subjectId === record.reset.id ? describeClick(click, visit, { ...words, done }) : {};
  const isTaken = closing?.by?.id === account.id && shown.events.some((event) => event.step === step);
  return isTaken ? { toast: done } : {};
}
