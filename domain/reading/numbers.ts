import { foundAt } from './found.ts';
import type { Found } from './found.ts';

const SIGN = String.raw`[A-Za-z0-9\p{Script=Han}\-—–_/().〔〕[\]]`;
/** What begins the next entry, where nothing stands between it and the number. */
const NEXT = '(?:甲|乙|委托|受托|服务)方|本?合同|技术服务|项目|签[订署约]|日期';
const NUMBER = new RegExp(
  String.raw`合 ?同 ?(?:编|登 ?记)? ?号 ?码?[:为 _]*([A-Za-z0-9\p{Script=Han}]${SIGN}{1,39}?)(?=${NEXT}|(?!${SIGN}))`,
  'gu',
);

/** Every contract number that is called so in a text that still has its gaps; without a figure it is none. */
export const contractNumbersIn = (text: string): Omit<Found<string>, 'page'>[] =>
  [...text.matchAll(NUMBER)].flatMap((match) => {
    const number = match[1] ?? '';
    if (!/\d/.test(number)) return [];
    return [
      {
        ...foundAt(text, { index: match.index, length: match[0].length }, number, []),
        label: 'contractNumber' as const,
      },
    ];
  });
