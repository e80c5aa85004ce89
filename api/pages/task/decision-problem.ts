import type { Language } from '../../../domain/language.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import type { FieldError } from '../../actions/errors.ts';
import { FIELD_PROBLEMS } from '../../actions/problems.ts';
import { addLabel } from '../form-errors.ts';
import { DESK_WORDS } from './desk-words.ts';
import { PAYOUT_DESK_WORDS } from '../order/desk/payout-words.ts';
import { REDEMPTION_DESK_WORDS } from '../order/desk/redemption-words.ts';

/** What is wrong with a field of a decision, said at the field. */
export const problemText = ({ pointer, code }: FieldError, language: Language): string =>
  pointer === '/confirmed' ? DESK_WORDS[language].confirmFirst : FIELD_PROBLEMS[code][language];

/** The same above the page, where the field has to be named. */
export function problemSaid(step: OrderStep, error: FieldError, language: Language): string {
  const label = labelsOf(step, language)[error.pointer.slice(1)];
  const text = problemText(error, language);
  return label === undefined ? text : addLabel(label, text, language);
}

/** What the fields of a decision are called on its desk. */
function labelsOf(step: OrderStep, language: Language): Readonly<Record<string, string>> {
  const { comment, remark } = DESK_WORDS[language];
  const { redemptionAmount, reason } = REDEMPTION_DESK_WORDS[language];
  switch (step) {
    case 'approvePayment':
    case 'approveChange':
      return { comment };
    case 'rejectPayment':
    case 'rejectChange':
      return { reason: remark };
    case 'approveRedemption':
    case 'returnRedemption':
    case 'rejectRedemption':
      return { amount: redemptionAmount, reason };
    case 'recordPayout': {
      const { amount, paidOn, reference } = PAYOUT_DESK_WORDS[language];
      return { amount, paidOn, reference };
    }
    default:
      return {};
  }
}
