import { foundAt } from './found.ts';
import type { Found } from './found.ts';

const NUMBER =
  /合同(?:编|登记)?(?:号码?)[:为 _]*([A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}\-—–_/().〔〕[\]]{1,39})/gu;

/** Every contract number that is called so in a text. */
export const contractNumbersIn = (text: string): Omit<Found<string>, 'page'>[] =>
  [...text.matchAll(NUMBER)].map((match) => ({
    ...foundAt(text, { index: match.index, length: match[0].length }, (match[1] ?? '').trim(), []),
    label: 'contractNumber' as const,
  }));
