import type { Request } from 'express';
import { orderStep } from '../../../domain/order/steps.ts';
import { FIELD_PROBLEMS } from '../../problems.ts';
import { filled } from '../filled.ts';
import { paths } from '../paths.ts';
import { isOpenTask } from './case.ts';
import type { Case } from './case.ts';
import { DECISIONS, fieldId } from './decide.ts';
import type { Sent } from './decide.ts';
import { DESK } from './desk-words.ts';
import { changesSince } from './seen.ts';

/** What became of a decision that was not taken. */
export interface Told {
  readonly refused?: string;
  /** The content has changed since the form was drawn. */
  readonly stale?: boolean;
}

/** What a desk says above everything else: what was done, what was wrong, what has changed meanwhile. */
export function deskNotices(request: Request, shown: Case, sent: Sent | undefined, { refused, stale }: Told) {
  const { language, order } = shown;
  const words = DESK[language];
  const errors = [
    ...(refused === undefined ? [] : [{ text: stale ? words.stale : refused, href: stale ? '#changed' : undefined }]),
    ...(sent?.errors.map(({ pointer, code }) => ({
      text: FIELD_PROBLEMS[code][language],
      href: `#${fieldId(sent.step, pointer.slice(1))}`,
    })) ?? []),
  ];
  const changes = stale ? changesSince(sent?.values['seen'], order, language) : [];
  return {
    errors: errors.length > 0 && errors,
    changes: changes.length > 0 && changes,
    done: doneNotice(request, shown),
    accepted: request.query['accepted'] === '1',
    here: paths.task(shown.task.id),
    ended: !isOpenTask(shown) && endedNotice(shown),
    kept: sent && !isOpenTask(shown) && keptText(sent),
  };
}

/** After a decision: what was done, and the way on. */
function doneNotice({ query }: Request, { language, neighbours }: Case) {
  const step = DECISIONS.find((decision) => decision === query['done']);
  if (!step) return false;
  const words = DESK[language];
  return {
    text: filled(words.done, { step: orderStep(step)[language] }),
    next: neighbours.next ?? neighbours.previous,
    nextHref: paths.task(neighbours.next ?? neighbours.previous ?? ''),
  };
}

function endedNotice({ task, file, language }: Case) {
  const words = DESK[language];
  const other = file.task && file.task.id !== task.id ? paths.task(file.task.id) : undefined;
  return { text: task.state === 'withdrawn' ? words.overtaken : words.closed, other };
}

const keptText = ({ values }: Sent): string =>
  ['reason', 'comment']
    .map((name) => values[name])
    .filter((value) => typeof value === 'string')
    .join('\n');
