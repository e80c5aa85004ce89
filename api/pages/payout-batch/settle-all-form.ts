import { dayOf } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { errorAt, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import type { Batch } from './view.ts';
import { BATCH_WORDS } from './words.ts';

/** Leaves room for the line's number behind it. */
export const PREFIX_AT_MOST = 90;

/** The form that was sent and was wrong. */
export interface FailedAll {
  readonly values: Values;
  readonly formErrors?: FormErrors | undefined;
}

/** One form for all lines that wait; undefined while fewer than two do. @source D2 */
export function allPaidForm(batch: Batch, language: Language, failed?: FailedAll) {
  const waiting = batch.lines.filter(({ state }) => state === 'waiting');
  if (waiting.length < 2) return undefined;
  const words = BATCH_WORDS[language];
  const today = dayOf(new Date().toISOString());
  const field = (name: 'paidOn' | 'reference', otherwise: string) => ({
    id: `all-${name}`,
    name,
    label: words[name],
    value: failed ? textOf(failed.values, name) : otherwise,
    error: errorAt(failed?.formErrors, name),
  });
  return {
    action: paths.payoutBatchPaid(batch.id),
    open: failed !== undefined,
    title: interpolate(words.payAll, { n: waiting.length }),
    lines: waiting.map(({ id: lineId }) => lineId),
    paidOn: { ...field('paidOn', today), type: 'date', max: today, min: '2000-01-01' },
    reference: { ...field('reference', ''), type: 'text', maxlength: PREFIX_AT_MOST, hint: words.payAllHint },
  };
}

/** Its errors, each leading to its field or its line. */
export const summarizeAll = ({ formErrors }: FailedAll, language: Language) => {
  const words: Readonly<Record<string, string>> = BATCH_WORDS[language];
  return summarizeErrors(formErrors, language, {
    labelled: ['field', 'rule'],
    labelOf: (field) => words[field],
    hrefOf: (field) => (words[field] ? `#all-${field}` : field.startsWith('l-') ? `#${field}` : undefined),
  });
};
