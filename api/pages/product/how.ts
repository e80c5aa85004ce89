import type { Language } from '../../../domain/language.ts';
import { PRODUCT_WORDS } from './words.ts';

/** How to buy with a voucher, in four steps. @source L84, L88, L99, L138 */
export const howSteps = (language: Language) => {
  const words = PRODUCT_WORDS[language];
  return [
    { head: words.how1, text: words.how1Text },
    { head: words.how2, text: words.how2Text },
    { head: words.how3, text: words.how3Text },
    { head: words.how4, text: words.how4Text },
  ];
};
