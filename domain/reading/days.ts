import { parseDay } from '../day.ts';
import type { Day } from '../day.ts';
import { calledBy, foundAt } from './found.ts';
import type { Found, Label } from './found.ts';

const LABELS: readonly (readonly [Label, RegExp])[] = [
  ['signedOn', calledBy('(?:签订|签署|签约|订立)(?:日期|时间|日)|合同(?:签订)?日期')],
];

const DIGITS = '〇零一二三四五六七八九';
const FIGURES = String.raw`(?<!\d)(2[01]\d{2}) ?([年\-./]) ?(\d{1,2}) ?(?:月|[\-./]) ?(\d{1,2})(?!\d)`;
const WORDS = `([二][〇零○O0一][${DIGITS}○O0]{2})年([十${DIGITS}]{1,3})月([十${DIGITS}]{1,3})日`;
const DAY = new RegExp(`${FIGURES}|${WORDS}`, 'gu');

/** Every day in a text: 2026年11月1日, 2026-11-01, 2026.11.1, 2026/11/1, 二〇二六年十一月一日; those that exist. */
export function daysIn(text: string): Omit<Found<Day>, 'page'>[] {
  return [...text.matchAll(DAY)].flatMap((match) => {
    const [all, year, , month, day, yearWords, monthWords, dayWords] = match;
    const parts =
      year === undefined
        ? [digitsOf(yearWords ?? ''), String(countOf(monthWords ?? '')), String(countOf(dayWords ?? ''))]
        : [year, month ?? '', day ?? ''];
    const value = parseDay(parts.map((part) => part.padStart(2, '0')).join('-'));
    if (value === undefined) return [];
    return [foundAt(text, { index: match.index, length: all.length }, value, LABELS)];
  });
}

const digitOf = (sign: string): number => ('○O0'.includes(sign) ? 0 : Math.max(0, DIGITS.indexOf(sign) - 1));
const digitsOf = (words: string): string => words.split('').map(digitOf).join('');

/** 一 … 三十一 */
function countOf(words: string): number {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  return (words.includes('十') ? (tens ? digitOf(tens) : 1) * 10 : 0) + (ones ? digitOf(ones) : 0);
}
