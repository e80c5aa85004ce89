import { groupedYuan, MAX_FEN, minFen, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { RefusedLine } from '../../../db/writes/portal/payout-batch.ts';
import type { Language } from '../../../domain/language.ts';
import { interpolate } from '../../../domain/words.ts';
import { amount, isId } from '../../forms/fields.ts';
import { invalidForm, ruleErrorOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { BATCH_WORDS } from './words.ts';

/** The orders ticked, as their ids were sent. */
export const tickedIn = (values: Values): string[] =>
  [values['order']].flat().filter((one): one is string => typeof one === 'string');

/** The name of an order's amount in the form. */
export const amountName = (orderId: string): string => `amount-${orderId}`;

/** The page's flat form as the batch's form reads it: what is ticked, each with the amount beside it. */
export const sentLines = (values: Values) => ({
  lines: tickedIn(values).map((orderId) => ({ orderId, amount: textOf(values, amountName(orderId)) })),
});

/** The lines of that form whose order and amount can be read. */
export const readableLines = (values: Values) =>
  sentLines(values).lines.flatMap(({ orderId, amount: typed }) => {
    const amountFen = amount.safeParse(typed).data;
    return isId(orderId) && amountFen !== undefined ? [{ orderId, amountFen }] : [];
  });

/** What is ticked, and what it comes to as far as it can be read. */
export function pickedText(values: Values, language: Language): string {
  const ticked = tickedIn(values);
  const amounts = ticked.flatMap((id) => parseYuan(textOf(values, amountName(id))) ?? []);
  const sum = amounts.reduce<number>((all, one) => all + one, 0);
  return interpolate(BATCH_WORDS[language].picked, { n: ticked.length, sum: groupedYuan(minFen(sum as Fen, MAX_FEN)) });
}

/** What is wrong with the form, by the page's own names: `lines.2.amount` is the third ticked order's amount. */
export function nameByOrders(formErrors: FormErrors, values: Values, language: Language): FormErrors {
  const ticked = tickedIn(values);
  const lines = formErrors.lines.map(({ from, field, text }) => {
    const place = /^lines\.(\d+)/.exec(field ?? '')?.[1];
    const orderId = place === undefined ? undefined : ticked[Number(place)];
    if (orderId !== undefined) return { from, field: amountName(orderId), text };
    return field === 'lines' && ticked.length === 0
      ? { from, field: undefined, text: BATCH_WORDS[language].chooseOne }
      : { from, field: undefined, text };
  });
  return { ...formErrors, lines };
}

/** The refused lines as what is wrong with the form. */
export const refusedLineErrors = (refused: readonly RefusedLine[], language: Language): FormErrors =>
  invalidForm(refused.map(({ orderId, code }) => ruleErrorOf(code, language, amountName(orderId))));
