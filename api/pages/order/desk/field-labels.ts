import type { Language } from '../../../../domain/language.ts';
import type { Decision } from './decision-form.ts';
import { PAYOUT_DESK_WORDS } from './payout-words.ts';
import { REDEMPTION_DESK_WORDS } from './redemption-words.ts';
import { ORDER_DESK_WORDS } from './words.ts';

type Labels = Readonly<Record<string, string>>;

/** What the fields of a decision are called on its desk. */
export const labelsOf = (step: Decision, language: Language): Labels => LABELS[step](language);

const inApproval = (language: Language): Labels => ({ comment: ORDER_DESK_WORDS[language].comment });

const inRejection = (language: Language): Labels => ({ reason: ORDER_DESK_WORDS[language].remark });

const inRedemption = (language: Language): Labels => {
  const { redemptionAmount, reason } = REDEMPTION_DESK_WORDS[language];
  return { amount: redemptionAmount, reason };
};

const inPayout = (language: Language): Labels => {
  const { amount, paidOn, reference } = PAYOUT_DESK_WORDS[language];
  return { amount, paidOn, reference };
};

const LABELS: Readonly<Record<Decision, (language: Language) => Labels>> = {
  approvePayment: inApproval,
  rejectPayment: inRejection,
  approveRedemption: inRedemption,
  returnRedemption: inRedemption,
  rejectRedemption: inRedemption,
  recordPayout: inPayout,
  approveChange: inApproval,
  rejectChange: inRejection,
};
