import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import type { Portal } from '../../../actions/portal.ts';
import { describeClick, findClick } from '../../click-outcome.ts';
import type { OutcomeView } from '../../click-outcome.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { MemberVisit } from '../../visit.ts';
import { PASSWORD_RESET_WORDS } from '../words.ts';
import type { ResetCase } from './case.ts';
import { RESET_DECISIONS } from './decision-form.ts';

/** What became of the reader's last click. A decision is only said to be taken when it was, by this reader. */
export async function readOutcome(portal: Portal, visit: MemberVisit, shown: ResetCase): Promise<OutcomeView> {
  const { language, record, closing, account } = shown;
  const words = PASSWORD_RESET_WORDS[language];
  const click = await findClick(portal, visit);
  const step = RESET_DECISIONS.find((name) => name === (click?.step ?? visit.query['done']));
  const done = step === undefined ? '' : interpolate(words.done, { step: PASSWORD_RESET_STEPS[step][language] });
  if (click) return click.subjectId === record.reset.id ? describeClick(click, visit, { ...words, done }) : {};
  const isTaken = closing?.by?.id === account.id && shown.events.some((event) => event.step === step);
  return isTaken ? { toast: done } : {};
}
