import { isOpenTask } from '../../../domain/task.ts';
import type { OutcomeView } from '../click-outcome.ts';
import { stepFieldIdOf, summarizeErrors } from '../form-errors.ts';
import { paths } from '../paths.ts';
import type { TaskCase } from './case.ts';
import type { Sent } from './decision-form.ts';
import type { DeskParts } from './desk.ts';

/** What a desk says above everything else: what was done, what was wrong, what has changed meanwhile. */
export function deskNotices<Shown extends TaskCase, Step extends string, Answer>(
  parts: DeskParts<Shown, Step, Answer>,
  shown: Shown,
  sent: Sent<Step> | undefined,
  outcome: OutcomeView,
) {
  const { language, task, neighbours, inbox } = shown;
  const changes = sent && parts.findChanges?.(shown, sent);
  const errors = [
    ...(outcome.refused === undefined ? [] : [{ text: outcome.refused }]),
    ...(changes ? [{ text: parts.words[language].stale, href: '#changed' }] : errorLines(parts, shown, sent)),
  ];
  const next = neighbours.next ?? neighbours.previous;
  return {
    errors: errors.length > 0 && errors,
    changed: changes?.changed ?? false,
    differing: changes?.differing ?? false,
    waiting: outcome.waiting,
    done: outcome.toast !== undefined && {
      text: parts.doneText(shown, outcome.toast, next === undefined),
      next: next !== undefined && paths.task(next, inbox),
    },
    ended: !isOpenTask(task) && endedNotice(parts, shown),
    kept: sent && !isOpenTask(task) && keptText(sent, parts.keptFields),
  };
}

/** What was wrong with a decision, each line leading to its field. */
const errorLines = <Shown extends TaskCase, Step extends string, Answer>(
  { labelOf }: DeskParts<Shown, Step, Answer>,
  { language }: Shown,
  sent: Sent<Step> | undefined,
) =>
  summarizeErrors(sent?.formErrors, language, {
    labelOf: (field) => sent && labelOf(sent.step, field, language),
    hrefOf: (field) => sent && `#${stepFieldIdOf(sent.step, field)}`,
  }) ?? [];

function endedNotice<Shown extends TaskCase, Step extends string, Answer>(
  { words, subjectOf }: DeskParts<Shown, Step, Answer>,
  shown: Shown,
) {
  const { task, language, inbox } = shown;
  const { openTask } = subjectOf(shown);
  const other = openTask && openTask.id !== task.id ? paths.task(openTask.id, inbox) : undefined;
  return { text: task.state === 'withdrawn' ? words[language].overtaken : words[language].closed, other };
}

const keptText = ({ values }: Sent, fields: readonly string[]): string =>
  fields
    .map((name) => values[name])
    .filter((value) => typeof value === 'string')
    .join('\n');
