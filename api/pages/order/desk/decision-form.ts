import { orderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { describeBlock, drawDecision, listReasonChoices } from '../../task/decision-form.ts';
import type { DecisionForm, ReasonBox, Sent } from '../../task/decision-form.ts';
import type { StepOn } from '../step-places.ts';
import type { Case } from './case.ts';
import { readFacts } from './snapshot.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** A step of an order that is taken at a desk. */
export type Decision = StepOn<'desk'>;

/** A decision on an order that was sent and not taken. */
export type SentDecision = Sent<Decision>;

/** What the form of a decision on an order holds, and what keeps it from being taken now. */
export function decisionForm(shown: Case, step: Decision, sent: SentDecision | undefined): DecisionForm<Decision> {
  const { order, language } = shown;
  return drawDecision(
    shown,
    {
      step,
      label: orderStep(step)[language],
      version: order.version,
      seen: JSON.stringify(readFacts(order)),
      blocked: blockedBy(shown, step),
    },
    sent,
  );
}

/** The ready reasons of a decision on an order. @source L149 */
export const reasonChoices = (form: DecisionForm<Decision>, { language }: Case, beside: ReasonBox) =>
  listReasonChoices(form, orderStep(form.step), language, beside);

/** Why this person cannot take the step now; false when it is open to them. */
function blockedBy(shown: Case, step: Decision): string | false {
  const { order, language, task } = shown;
  if (!isOpenTask(task)) return ORDER_DESK_WORDS[language].closed;
  const row = order.steps.find((one) => one.step === step);
  if (row?.allowed) return false;
  return describeBlock(shown, row?.code ?? '');
}
