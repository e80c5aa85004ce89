import { PLAIN_STEP } from '../../domain/process/steps.ts';
import type { StateRow, StepRow } from '../../domain/process/steps.ts';
import type { Position, ProcessInput } from '../../workflows/messages/process.ts';
import { runProcess } from '../../workflows/process.ts';

/** A process as small as can be, with states that rest: no process of the product has one yet. */

export const STATES = {
  open: { zh: '处理中', en: 'Open' },
  quiet: { zh: '已搁置', en: 'At rest', resting: true },
  /** It rests as soon as its deadlines, if it has any, are past. */
  published: { zh: '已发布', en: 'Published', resting: true },
  ended: { zh: '已结束', en: 'Ended', final: true },
} as const satisfies Record<string, StateRow>;

export type State = keyof typeof STATES;

const step = (signal: string, from: readonly State[], to: readonly State[]): StepRow<State> => ({
  ...PLAIN_STEP,
  zh: signal,
  en: signal,
  by: ['center'],
  from,
  to,
  signal,
  source: 'L88',
});

export const STEPS: Readonly<Record<string, StepRow<State>>> = {
  begin: step('begun', [], ['open']),
  putAside: step('putAside', ['open'], ['quiet']),
  takeUp: step('takenUp', ['quiet', 'published'], ['open']),
  publish: step('published', ['open'], ['published']),
  /** Moves nothing. */
  note: step('noted', ['open', 'quiet', 'published'], []),
  end: step('ended', ['open', 'quiet', 'published'], ['ended']),
};

const DEFINITION = {
  type: 'order',
  label: { zh: '样例' },
  states: STATES,
  steps: STEPS,
  load: 'loadExample',
  record: 'recordExample',
} as const;

/** The example's one execution. */
export const example = (input: ProcessInput): Promise<Position> => runProcess(DEFINITION, input);
