import type { z } from 'zod';
import { ZERO_FEN } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import type { Order } from '../../../domain/order/order.ts';
import { isReferenceUsed, listPayoutFaults } from '../../../domain/order/payout.ts';
import { InvalidInput } from '../../actions/errors.ts';
import { now } from '../../actions/moment.ts';
import type { Code } from '../../actions/problems.ts';
import { amount, day } from '../../forms/fields.ts';
import { INVALID, ruleErrorOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { REFERENCE_WORDS } from './words.ts';

/** Which field of a payout's form a refusal is about. */
export const PAYOUT_FIELDS = {
  'payout.amount-zero': 'amount',
  'payout.above-approved': 'amount',
  'payout.date-in-future': 'paidOn',
} as const satisfies Partial<Record<Code, string>>;

/**
 * A reference that stands with another payout already is entered only by who says that they compared the two.
 *
 * @param payouts those of the order, and of the batch
 * @throws InvalidInput for the tick `confirmed`
 * @source D2
 */
export function insistReferenceCompared(values: Values, payouts: Parameters<typeof isReferenceUsed>[1]): void {
  if (isTicked(values, 'confirmed') || !isReferenceUsed(textOf(values, 'reference'), payouts)) return;
  throw new InvalidInput([{ pointer: '/confirmed', code: 'form.required' }]);
}

/** The errors of a payout's form, that of the tick with what it has to confirm. */
export const nameReferenceError = (formErrors: FormErrors, language: Language): FormErrors => ({
  ...formErrors,
  lines: formErrors.lines.map((line) =>
    line.field === 'confirmed' ? { ...line, text: REFERENCE_WORDS[language].referenceUsed } : line,
  ),
});

/** The tick under a reference that stands with another payout, once it was asked for; false before. */
export const drawReferenceTick = (
  tick: { readonly id: string; readonly value: string; readonly error: string | undefined },
  language: Language,
) =>
  (tick.error !== undefined || tick.value !== '') && {
    ...tick,
    name: 'confirmed',
    label: REFERENCE_WORDS[language].referenceCompared,
  };

/** In a batch the amount stands fixed. */
const NOT_ASKED = { redemptionFen: null, paidOutFen: ZERO_FEN };

/**
 * What is wrong with the form of a payout, with what the rule says of its other fields as well: everything at once, field by field.
 * What was refused for another reason than its content stays as it is.
 *
 * @param order whose amount the form names; none in a batch
 */
export function withPayoutFaults(
  formErrors: FormErrors,
  values: Values,
  language: Language,
  order?: Pick<Order, 'redemptionFen' | 'paidOutFen'>,
): FormErrors {
  if (formErrors.status !== INVALID) return formErrors;
  const said = { paidOn: readable(day, values['paidOn']), amountFen: order && readable(amount, values['amount']) };
  const faults = listPayoutFaults(order ?? NOT_ASKED, said, now()).map((code) =>
    ruleErrorOf(code, language, PAYOUT_FIELDS[code]),
  );
  const isNamed = (field: string | undefined) => formErrors.lines.some((line) => line.field === field);
  const lines = [...formErrors.lines, ...faults.filter(({ field }) => !isNamed(field))];
  return { ...formErrors, lines: lines.toSorted((one, other) => placeOf(one.field) - placeOf(other.field)) };
}

const readable = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined =>
  schema.safeParse(value).data;

const ORDER: readonly (string | undefined)[] = ['amount', 'paidOn', 'reference', 'confirmed'];

/** Errors stand as the fields do; what is about none of them comes first. */
const placeOf = (field: string | undefined): number => ORDER.indexOf(field);
