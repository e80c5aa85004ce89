import { fen, MAX_FEN } from '../fen.ts';
import type { Fen } from '../fen.ts';

const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '壹一', '贰二貳两', '叁三參', '肆四', '伍五', '陆六陸', '柒七', '捌八', '玖九'].flatMap((signs, digit) =>
    signs.split('').map((sign) => [sign, digit]),
  ),
);
const UNITS: Readonly<Record<string, number>> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };
/** Where the count of tens, hundreds and thousands begins anew. */
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/** Every sign of a number in words. */
export const NUMERALS = [DIGITS, UNITS, MYRIADS].flatMap((signs) => Object.keys(signs)).join('');

const CENTS = `(?:零?[${NUMERALS}]角)?(?:零?[${NUMERALS}]分)?`;

/**
 * An amount in words somewhere in a text: 伍万元整, 叁仟零伍元柒角, 二点五万元, and 人民币伍万整 without 元. Of one group; whether it is one is
 * {@link parseCapitals}'s question.
 */
export const CAPITALS = `(?:[${NUMERALS}]{1,30}(?:点[${NUMERALS}]{1,6}[万亿]?)?[元圆圓]${CENTS}[整正]?|(?<=人民币|大写\\)?:?)[${NUMERALS}]{2,30}[整正])`;

const WHOLE = new RegExp(
  `^([${NUMERALS}]+)(?:点([${NUMERALS}]{1,6}?)([万亿]?))?(?:[元圆圓](?:零?([${NUMERALS}])角)?(?:零?([${NUMERALS}])分)?)?[整正]?$`,
  'u',
);

/**
 * An amount in words, capitals or plain, in fen: 伍万元整 → 5000000.
 *
 * @returns undefined for words that are no number (伍伍万元, 万元), and above {@link MAX_FEN}
 */
export function parseCapitals(text: string): Fen | undefined {
  const [, yuan = '', decimals = '', unit = '', jiao, cents] = WHOLE.exec(text) ?? [];
  const whole = wholeOf(yuan);
  const part = (sign: string | undefined): number | undefined => (sign === undefined ? 0 : DIGITS[sign]);
  const [tenths, hundredths] = [part(jiao), part(cents)];
  const below = decimals.split('').map((sign) => DIGITS[sign]);
  if (whole === undefined || tenths === undefined || hundredths === undefined || below.includes(undefined))
    return undefined;
  const places = Math.round(Math.log10(MYRIADS[unit] ?? 1)) + 2;
  if (below.length > places) return undefined;
  const amount = whole * 10 ** places + Number(below.join('').padEnd(places, '0')) + tenths * 10 + hundredths;
  return amount <= MAX_FEN ? fen(amount) : undefined;
}

/** A whole number in words: units fall from left to right, myriads too. */
function wholeOf(words: string): number | undefined {
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  let unitBelow = Number.POSITIVE_INFINITY;
  let myriadBelow = Number.POSITIVE_INFINITY;
  for (const sign of words) {
    const [value, unit, myriad] = [DIGITS[sign], UNITS[sign], MYRIADS[sign]];
    if (value !== undefined) {
      if (digit) return undefined; // 伍伍
      digit = value;
    } else if (unit !== undefined) {
      if (unit >= unitBelow) return undefined;
      if (digit === undefined) {
        if (unit !== 10 || group > 0 || total > 0) return undefined;
        digit = 1; // 十二万
      } // a form's own 零仟零佰 adds nothing
      group += (digit ?? 0) * unit;
      [digit, unitBelow] = [undefined, unit];
    } else if (myriad !== undefined) {
      const count = group + (digit ?? 0);
      if (count === 0 || myriad >= myriadBelow) return undefined;
      total += count * myriad;
      [group, digit, unitBelow, myriadBelow] = [0, undefined, Number.POSITIVE_INFINITY, myriad];
    }
  }
  if (total === 0 && group === 0 && digit === undefined) return undefined;
  return total + group + (digit ?? 0);
}
