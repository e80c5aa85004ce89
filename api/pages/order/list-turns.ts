import type { Turn } from '../../../db/reads/order-turns.ts';
import type { Language } from '../../../domain/language.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { filled } from '../interpolate.ts';
import { paths } from '../paths.ts';
import { LIST_WORDS } from './list-words.ts';
import type { ListWords } from './list-words.ts';

const TURN_WORDS: Partial<Record<OrderStep, readonly [keyof ListWords, OrderState]>> = {
  confirmPrice: ['toPrice', 'unpaid'],
  pay: ['toPay', 'unpaid'],
  supplementRedemption: ['toSupplement', 'redemptionReview'],
  requestRedemption: ['toAskAgain', 'redemptionRejected'],
  acceptChange: ['toAccept', 'paid'],
};

/** "7 单轮到您处理：6 单待核价，1 单待补正", each part leading to where they are; null when none waits. */
export function turnsText(turns: readonly Turn[], language: Language) {
  const words = LIST_WORDS[language];
  const parts = turns.flatMap(({ step, count }) => {
    const row = TURN_WORDS[step];
    return row ? [{ text: filled(words[row[0]], { n: count }), href: paths.orders({ state: row[1] }) }] : [];
  });
  if (parts.length === 0) return null;
  const total = turns.reduce((sum, { count }) => sum + count, 0);
  return {
    lead: filled(total === 1 ? words.oneYours : words.yours, { n: total }),
    parts: parts.map((part, index) => ({ ...part, after: index === parts.length - 1 ? words.stop : words.comma })),
  };
}
