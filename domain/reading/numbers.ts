import { foundAt, isCited } from './found.ts';
import type { Match } from './found.ts';

const SIGN = String.raw`(?!的)[A-Za-z0-9\p{Script=Han}\-—–_/().〔〕[\]【】]`;
/** What begins the next entry, where nothing stands between it and the number. */
const NEXT = '(?:甲|乙|委托|受托|服务)方|本?合同|技术服务|项目|签[订署约]|日期';
const NUMBER = new RegExp(
  String.raw`(?<called>(?:合 ?同|协 ?议) ?(?:登 ?记)? ?编? ?号 ?码?|(?<=^|\n|合 ?同\(|签订了?|订立了?)编 ?号|Contract ?(?:No\.?|Number))[:为 _]{0,40}(?:No\.?|№)?[:. _\n〔【[(]{0,40}(?<number>[A-Za-z0-9\p{Script=Han}]${SIGN}{1,39}?)(?=${NEXT}|(?!${SIGN}))`,
  'gu',
);

/** A register's number of a contract, or one of no name: it may be the contract's own. */
const OF_ANOTHER = /登|^编/u;

/**
 * Every contract number that is called so in a text that still has its gaps; without a figure it is none. That of another
 * paper that is cited is called `other`.
 */
export function contractNumbersIn(text: string): Match<string>[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    const { called = '', number: taken = '' } = match.groups ?? {};
    const number = /[(〔[【]/u.test(taken) ? taken : taken.replace(/\).*$/u, '');
    if (!/\d/.test(number) || /^\d{4}年\d{1,2}月|^\d{1,2}(?:\.\d+)*$/.test(number)) return [];
    const end = match.index + match[0].length;
    const label = isCited(text.slice(end)) ? 'other' : OF_ANOTHER.test(called) ? null : 'contractNumber';
    const found = foundAt(text, { index: match.index, length: match[0].length }, number, []);
    const start = end - taken.length;
    return [{ ...found, label, span: [start, start + number.length] }];
  });
}
