import { orderStep } from '../../../domain/order/steps.ts';
import { isOpenTask } from '../../../domain/task.ts';
import { filled } from '../interpolate.ts';
import { changesSince } from '../order/changed.ts';
import type { OutcomeView } from '../order/outcome.ts';
import { paths } from '../paths.ts';
import type { Case } from './case.ts';
import { fieldId } from './decision-form.ts';
import { problemSaid } from './decision-problem.ts';
import type { Sent } from './decision-form.ts';
import { DESK_WORDS } from './desk-words.ts';
import { factsChanged } from './snapshot.ts';

/** What became of a decision that was not taken. */
export interface Told {
  readonly refused?: string;
  /** The content has changed since the form was drawn. */
  readonly stale?: boolean;
}

/** What a desk says above everything else: what was done, what was wrong, what has changed meanwhile. */
export function deskNotices(shown: Case, sent: Sent | undefined, { refused, stale }: Told, outcome: OutcomeView) {
  const { language, order } = shown;
  const words = DESK_WORDS[language];
  const problem = refused ?? outcome.refused;
  const errors = [
    ...(problem === undefined
      ? []
      : [{ text: stale ? words.stale : problem, href: stale ? '#changed' : refusedAt(sent) }]),
    ...(sent?.errors.map(({ pointer, code }) => ({
      text: problemSaid(sent.step, { pointer, code }, language),
      href: `#${fieldId(sent.step, pointer.slice(1))}`,
    })) ?? []),
  ];
  const facts = stale ? factsChanged(sent?.values['seen'], order, language) : [];
  return {
    errors: errors.length > 0 && errors,
    changed: stale && changesSince(shown, Number(sent?.values['version'])),
    differing: facts.length > 0 && facts,
    waiting: outcome.waiting,
    done: outcome.toast !== undefined && doneNotice(shown),
    ended: !isOpenTask(shown.task) && endedNotice(shown),
    kept: sent && !isOpenTask(shown.task) && keptText(sent),
  };
}

const refusedAt = (sent: Sent | undefined): string | undefined =>
  sent?.refused && `#${fieldId(sent.step, sent.refused.field)}`;

/** After a decision: what was done, and the way on. */
function doneNotice({ order, neighbours, language }: Case) {
  const next = neighbours.next ?? neighbours.previous;
  const last = order.timeline.at(-1);
  const words = DESK_WORDS[language];
  const firstOfTwo = last?.step === 'approveRedemption' && order.state === 'redemptionReview';
  const text = firstOfTwo ? words.doneFirst : filled(words.done, { step: last ? orderStep(last.step)[language] : '' });
  return { text, next: next !== undefined && paths.task(next) };
}

function endedNotice({ task, file, language }: Case) {
  const words = DESK_WORDS[language];
  const other = file.task && file.task.id !== task.id ? paths.task(file.task.id) : undefined;
  return { text: task.state === 'withdrawn' ? words.overtaken : words.closed, other };
}

const keptText = ({ values }: Sent): string =>
  ['reason', 'comment']
    .map((name) => values[name])
    .filter((value) => typeof value === 'string')
    .join('\n');
