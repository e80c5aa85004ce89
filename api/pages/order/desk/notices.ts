import { orderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import { changesSince } from '../changed.ts';
import type { Case } from './case.ts';
import type { SentDecision } from './decision-form.ts';
import { listChangedFacts } from './snapshot.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** What of an order has changed since the version that a decision named, where it was refused for that. */
export function findChanges({ current, language }: Case, { values, formErrors }: SentDecision) {
  if (formErrors?.code !== 'order.content-changed') return undefined;
  const facts = listChangedFacts(values['seen'], current.order, language);
  return { changed: changesSince(current, Number(values['version'])), differing: facts.length > 0 && facts };
}

/** What was done, after a decision, and what is left to do. */
export function doneText({ current: { order }, language, task }: Case, isLast: boolean): string {
  const last = order.timeline.at(-1);
  const words = ORDER_DESK_WORDS[language];
  const firstOfTwo = last?.step === 'approveRedemption' && order.state === 'redemptionReview';
  const text = firstOfTwo
    ? words.doneFirst
    : interpolate(words.done, { step: last ? orderStep(last.step)[language] : '' });
  const isPartPaid = last?.step === 'recordPayout' && isOpenTask(task);
  return text + (isPartPaid ? words.partPaid : isLast ? words.allDone : '');
}
