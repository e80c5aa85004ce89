import { parseDay } from '../day.ts';
import type { Day } from '../day.ts';
import { calledBy, foundAt, isCited } from './found.ts';
import type { Match, Name } from './found.ts';

const LABELS: readonly (readonly [Name, RegExp])[] = [
  [
    'other',
    calledBy(
      '(?:交付|验收|开工|付款|支付|截止|注册|成立|出生|开始|起始|结束|完成|完工|生效|到期|终止|履行|开票|打印|制表|原签订)(?:的)?(?:日期|时间|日)',
    ),
  ],
  [
    'signedOn',
    calledBy(
      '(?:签订|签署|签约|签字|签章|盖章|订立)(?:的)?(?:日期|时间|日)|合同(?:签订)?日期|(?:本(?:合同|协议)|(?<![\\p{Script=Han}]))(?:签署|签订|订立)于',
    ),
  ],
];

const DIGITS = ['〇零○O0', '一壹', '二贰貳兩两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
const SIGNS = DIGITS.join('');
const TENS = '十拾';
const FIGURES = String.raw`(?<!\d)(2[01]\d{2}) ?([年\-–—./]) ?(\d{1,2}) ?(?:月|[\-–—./]) ?(\d{1,2})(?!\d)`;
const WORDS = `([二贰貳][〇零○O0][${SIGNS}]{2}|(?<!\\d)2[01]\\d{2})年([${TENS}${SIGNS}]{1,3})月([${TENS}${SIGNS}]{1,3})日`;
const TOGETHER = String.raw`(?<=(?:日期|时间|日):?)(2[01]\d{2})([01]\d)([0-3]\d)(?!\d)`;
const DAY = new RegExp(`${FIGURES}|${WORDS}|${TOGETHER}`, 'gu');

/** What makes a day without a name the beginning or the end of a period. */
const [BEFORE, AFTER] = [/(?:自|从|至|到|(?<!日)期限?:?)$/u, /^[日号]?(?:起|至|到|止|之?前|以前|后|[-—~～] ?\d)/u];

/**
 * Every day in a text: 2026年11月1日, 2026-11-01, 2026.11.1, 2026/11/1, 二〇二六年十一月一日, 贰零贰陆年壹拾壹月零壹日, 2026年十一月一日, and 20261101 where it is
 * called one; those that exist. The day of another paper that is cited, and that
 * of a period, is called `other`.
 */
export function daysIn(text: string, labels: readonly (readonly [Name, RegExp])[] = LABELS): Match<Day>[] {
  return [...text.matchAll(DAY)].flatMap((match) => {
    const value = parseDay(
      partsOf(match)
        .map((part) => part.padStart(2, '0'))
        .join('-'),
    );
    if (value === undefined) return [];
    const found = foundAt(text, { index: match.index, length: match[0].length }, value, labels);
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    const isOther =
      isCited(after) ||
      /^日?\((?:已?作废|取消)/u.test(after) ||
      (found.label === null && (BEFORE.test(before.slice(-4)) || AFTER.test(after)));
    if (isOther) return [{ ...found, label: 'other' as const }];
    if (labels !== LABELS || found.label !== null) return [found];
    return [{ ...found, label: nameOf(before.slice(-SIGNATURE_AT_MOST), after.slice(0, SIGNATURE_AT_MOST)) }];
  });
}

/** So far from a day what says that it is the signing's. */
const SIGNATURE_AT_MOST = 40;
/** A date line, or a seal's or a hand's place before it. */
const AT_SIGNATURE =
  /(?:(?<!\p{Script=Han})|[方章字人]|代表)(?:日期|时间)[): _]*$|(?:签[字章名]|[盖公]章|代表人?)[():_ ]+[^。;；,，\d]{0,24}$/u;
/** The paper says of itself when it was signed. */
const [SIGNED_BEFORE, SIGNED_AFTER] = [
  /(?:本(?:合同|协议)|双方|各方)[^。;；\d]{0,12}[于在]?$/u,
  /^日?[,，]?(?:[在于]?\p{Script=Han}{0,12}?)(?:签[订署]|订立)(?:本(?:合同|协议)|[。;；,，]|$)/u,
];

/** A day without a name is the signing's where it is said to be, and may be it in a date line or alone at the end; else it is another. */
function nameOf(before: string, after: string): Name | null {
  if (SIGNED_BEFORE.test(before) && SIGNED_AFTER.test(after)) return 'signedOn';
  const isLast = /^日?[\s)]*$/u.test(after) && /(?:^|[。\n) ])$/u.test(before);
  return isLast || AT_SIGNATURE.test(before) ? null : 'other';
}

function partsOf([
  ,
  year,
  ,
  month,
  day,
  yearWords,
  monthWords = '',
  dayWords = '',
  ...together
]: RegExpExecArray): string[] {
  if (year !== undefined) return [year, month ?? '', day ?? ''];
  if (yearWords === undefined) return together;
  return [digitsOf(yearWords), String(countOf(monthWords)), String(countOf(dayWords))];
}

const digitOf = (sign: string): number =>
  Math.max(
    0,
    DIGITS.findIndex((signs) => signs.includes(sign)),
  );
const digitsOf = (words: string): string => words.replaceAll(/\D/g, (sign) => String(digitOf(sign)));

/** 一 … 三十一, and 零贰 of a form. */
function countOf(words: string): number {
  const [tens = '', ones = ''] = /[十拾]/.test(words) ? words.split(/[十拾]/) : ['0', words.replace(/^[零〇]/, '')];
  return (tens ? digitOf(tens) : 1) * 10 + (ones ? digitOf(ones) : 0);
}
