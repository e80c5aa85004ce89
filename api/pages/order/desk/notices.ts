import { orderStep } from '../../../../domain/order/steps.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { stepFieldIdOf, summarizeErrors } from '../../form-errors.ts';
import { interpolate } from '../../../../domain/words.ts';
import { paths } from '../../paths.ts';
import { changesSince } from '../changed.ts';
import type { OutcomeView } from '../../click-outcome.ts';
import type { Case } from './case.ts';
import type { SentDecision } from './decision-form.ts';
import { labelsOf } from './field-labels.ts';
import { listChangedFacts } from './snapshot.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** What a desk says above everything else: what was done, what was wrong, what has changed meanwhile. */
export function deskNotices(shown: Case, sent: SentDecision | undefined, outcome: OutcomeView) {
  const { language, current } = shown;
  const isStale = sent?.formErrors?.code === 'order.content-changed';
  const errors = [...(outcome.refused === undefined ? [] : [{ text: outcome.refused }]), ...errorLines(shown, sent)];
  const facts = isStale ? listChangedFacts(sent?.values['seen'], current.order, language) : [];
  return {
    errors: errors.length > 0 && errors,
    changed: isStale && changesSince(current, Number(sent?.values['version'])),
    differing: facts.length > 0 && facts,
    waiting: outcome.waiting,
    done: outcome.toast !== undefined && doneNotice(shown),
    ended: !isOpenTask(shown.task) && endedNotice(shown),
    kept: sent && !isOpenTask(shown.task) && keptText(sent),
  };
}

/** What was wrong with a decision, each line leading to its field; of content that has changed, that it has. */
function errorLines({ language }: Case, sent: SentDecision | undefined) {
  if (sent?.formErrors?.code === 'order.content-changed')
    return [{ text: ORDER_DESK_WORDS[language].stale, href: '#changed' }];
  const lines = summarizeErrors(sent?.formErrors, language, {
    labelOf: (field) => sent && labelsOf(sent.step, language)[field],
    hrefOf: (field) => sent && `#${stepFieldIdOf(sent.step, field)}`,
  });
  return lines ?? [];
}

/** After a decision: what was done, and the way on. */
function doneNotice({ current: { order }, neighbours, language, inbox, task }: Case) {
  const next = neighbours.next ?? neighbours.previous;
  const last = order.timeline.at(-1);
  const words = ORDER_DESK_WORDS[language];
  const firstOfTwo = last?.step === 'approveRedemption' && order.state === 'redemptionReview';
  const text = firstOfTwo
    ? words.doneFirst
    : interpolate(words.done, { step: last ? orderStep(last.step)[language] : '' });
  const isPartPaid = last?.step === 'recordPayout' && isOpenTask(task);
  const end = isPartPaid ? words.partPaid : next === undefined ? words.allDone : '';
  return { text: text + end, next: next !== undefined && paths.task(next, inbox) };
}

function endedNotice({ task, file, language, inbox }: Case) {
  const words = ORDER_DESK_WORDS[language];
  const other = file.task && file.task.id !== task.id ? paths.task(file.task.id, inbox) : undefined;
  return { text: task.state === 'withdrawn' ? words.overtaken : words.closed, other };
}

const keptText = ({ values }: SentDecision): string =>
  ['reason', 'comment']
    .map((name) => values[name])
    .filter((value) => typeof value === 'string')
    .join('\n');
