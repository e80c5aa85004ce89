import { dayOf } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { closingOf, hasAgreed } from '../../../domain/order/closure.ts';
import { CLOSING_NAMES } from '../../../domain/order/events.ts';
import type { Order } from '../../../domain/order/order.ts';
import { orderRoleFor, orderStep } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { Role } from '../../../domain/role.ts';
import { WORDS } from './words.ts';

interface Reading {
  readonly order: Order;
  readonly account: { readonly roles: readonly Role[] };
  readonly language: Language;
  readonly now: string;
}

/**
 * What the button of a step says to this reader: of a closing, whether it closes, asks for it or agrees to it; of dropping one,
 * whether it takes back the reader's own consent.
 *
 * @source D3
 */
export function labelOfStep(step: OrderStep, { order, account, language, now }: Reading): string {
  if (step === 'dropClosure')
    return CLOSING_NAMES[language][hasAgreed(order, orderRoleFor(step, account.roles)) ? 'withdraws' : 'refuses'];
  const closing = step === 'close' ? closingOf(order, orderRoleFor('close', account.roles), dayOf(now)) : 'closes';
  return closing === 'closes' ? orderStep(step)[language] : CLOSING_NAMES[language][closing];
}

/** What sends the small form of a step. */
export function submitLabelOf(step: OrderStep, reading: Reading): string {
  const label = labelOfStep(step, reading);
  return label === orderStep(step)[reading.language] ? `${WORDS[reading.language].confirm}${label}` : label;
}
