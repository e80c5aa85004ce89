import { REASON_AT_MOST } from '../../forms/fields.ts';
import { z } from 'zod';
import { dayOf } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { optionalReason, reason } from '../../forms/fields.ts';
import { paidForm, REFERENCE_AT_MOST } from '../../forms/order.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { errorAt } from '../form-errors.ts';
import { drawReferenceTick } from './payout-faults.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import type { Batch, BatchLine } from './view.ts';
import { BATCH_WORDS } from './words.ts';

/** What may be said of a line, by the last part of the form's address. */
export const RESULT_FORMS = {
  payment: z.object(paidForm),
  failure: z.object({ reason }),
  removal: z.object({ removalReason: optionalReason }),
} as const;

export type Result = keyof typeof RESULT_FORMS;

/** The form that was sent and was wrong, to be shown again in its place. */
export interface FailedForm {
  readonly lineId: string;
  readonly result: Result;
  readonly values: Values;
  readonly formErrors?: FormErrors | undefined;
}

/** The id that joins a line's field, its label and its error. */
export const lineFieldId = (lineId: string, name: string): string => `line-${lineId}-${name}`;

/** A waiting line's three small forms; undefined for a settled line. Taking out what was exported asks for the reason. @source D2 */
export function settleForms(
  { id: batchId, exportedAt }: Batch,
  line: BatchLine,
  language: Language,
  failed?: FailedForm,
) {
  if (line.state !== 'waiting') return undefined;
  const words = BATCH_WORDS[language];
  const own = failed?.lineId === line.id ? failed : undefined;
  const field = (result: Result, name: string, otherwise = '') => {
    const sent = own?.result === result ? own : undefined;
    return {
      id: lineFieldId(line.id, name),
      name,
      value: sent ? textOf(sent.values, name) : otherwise,
      error: errorAt(sent?.formErrors, name),
    };
  };
  const today = dayOf(new Date().toISOString());
  const action = (result: Result): string => paths.payoutBatchLine(batchId, line.id, result);
  return {
    open: own !== undefined,
    label: interpolate(words.actOf, { number: line.order.name }),
    payment: {
      action: action('payment'),
      paidOn: {
        ...field('payment', 'paidOn', today),
        label: words.paidOn,
        type: 'date',
        max: today,
        min: '2000-01-01',
      },
      reference: {
        ...field('payment', 'reference'),
        label: words.reference,
        type: 'text',
        maxlength: REFERENCE_AT_MOST,
      },
      confirm: drawReferenceTick(field('payment', 'confirmed'), language),
    },
    failure: {
      action: action('failure'),
      reason: { ...field('failure', 'reason'), label: words.reason, long: REASON_AT_MOST },
    },
    removal: {
      action: action('removal'),
      text: exportedAt === null ? words.removedText : words.removedExportedText,
      reason: exportedAt !== null && {
        ...field('removal', 'removalReason'),
        label: words.removalReason,
        long: REASON_AT_MOST,
      },
    },
  };
}
