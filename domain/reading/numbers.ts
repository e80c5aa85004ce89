import { foundAt, isCited } from './found.ts';
import type { Match } from './found.ts';

const SIGN = String.raw`(?!的)[A-Za-z0-9\p{Script=Han}\-—–_/().〔〕[\]【】]`;
/** What begins the next entry, where nothing stands between it and the number. */
const NEXT = '(?:甲|乙|委托|受托|服务)方|本?合同|技术服务|项目|签[订署约]|日期';
const NUMBER = new RegExp(
  String.raw`(?<called>(?:合 ?同|协 ?议) ?(?:登 ?记)? ?编? ?号 ?码?|(?<=^|\n|(?:合 ?同|协 ?议)》?\(|签订[了的]?|订立[了的]?)编 ?号|Contract ?(?:No\.?|Number))[:为 _]{0,40}(?:No\.?|№)?[:. _\n〔【[(]{0,40}(?<number>[A-Za-z0-9\p{Script=Han}]${SIGN}{1,39}?)(?=${NEXT}|(?!${SIGN}))`,
  'gu',
);

/** A register's number of a contract, or one of no name: it may be the contract's own. */
const OF_ANOTHER = /登|^编/u;

/**
 * Every contract number that is called so in a text that still has its gaps; without a figure it is none. That of another
 * paper that is cited is called `other`.
 */
export const contractNumbersIn = (text: string): Match<string>[] => [...calledIn(text), ...citedIn(text)];

function calledIn(text: string): Match<string>[] {
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

const BARE = String.raw`[A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}\-—–_/.〔〕[\]【】]{3,39}`;
/** A number without a name: 《技术服务合同》（HT-2026-001）, 第HT-2026-001号合同, and what is listed behind another. */
const CITED = new RegExp(
  String.raw`(?:合 ?同|协 ?议)》?\((?!第)(?<inBrackets>${BARE})\)|第(?<ordinal>${BARE}?)号[^。,，;；\n]{0,20}?合同` +
    String.raw`|(?:合 ?同|协 ?议) ?编? ?号:?${BARE}(?:[、,，和及与] ?(?<listed>${BARE}))`,
  'gu',
);

/** Contract numbers that only cite: they agree with what was entered, or say nothing. */
const citedIn = (text: string): Match<string>[] =>
  [...text.matchAll(CITED)].flatMap((match) => {
    const { inBrackets, ordinal, listed } = match.groups ?? {};
    const number = inBrackets ?? ordinal ?? listed ?? '';
    if (!/\d{3}/.test(number) || !/[A-Za-z\p{Script=Han}〔[【-]/u.test(number)) return [];
    const start = match.index + match[0].lastIndexOf(number);
    const found = foundAt(text, { index: start, length: number.length }, number, []);
    return [{ ...found, label: 'other', loose: true as const }];
  });
