import type { Turn } from '../../../db/reads/order-turns.ts';
import type { Language } from '../../../domain/language.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { LIST_WORDS } from './list-words.ts';
import type { ListWords } from './list-words.ts';

/** How orders that wait for a company's step are counted, and the tab they are found in, if it is one; null for a step that no company is told of so. */
const TURN_WORDS: Readonly<Record<OrderStep, readonly [keyof ListWords, OrderState | null] | null>> = {
  place: null,
  confirmPrice: ['toPrice', 'unpaid'],
  pay: ['toPay', 'unpaid'],
  withdraw: null,
  approvePayment: null,
  rejectPayment: null,
  requestRedemption: ['toAskAgain', 'redemptionRejected'],
  returnRedemption: null,
  supplementRedemption: ['toSupplement', 'redemptionReview'],
  approveRedemption: null,
  rejectRedemption: null,
  recordPayout: null,
  failPayout: null,
  proposeChange: null,
  acceptChange: ['toAccept', 'paid'],
  approveChange: null,
  rejectChange: null,
  dropChange: null,
  close: ['toClose', null],
  dropClosure: null,
};

/** "7 单轮到您处理：6 单待核价，1 单待补正", each part leading to where they are; null when none waits. */
export function turnsText(turns: readonly Turn[], language: Language) {
  const words = LIST_WORDS[language];
  const parts = turns.flatMap(({ step, count }) => {
    const row = TURN_WORDS[step];
    return row
      ? [
          {
            text: interpolate(words[row[0]], { n: count }),
            href: paths.orders(row[1] === null ? {} : { state: row[1] }),
          },
        ]
      : [];
  });
  if (parts.length === 0) return null;
  const total = turns.reduce((sum, { count }) => sum + count, 0);
  return {
    lead: interpolate(total === 1 ? words.oneYours : words.yours, { n: total }),
    parts: parts.map((part, index) => ({ ...part, after: index === parts.length - 1 ? words.stop : words.comma })),
  };
}
