import type { Fen } from '../fen.ts';
import { fen, MAX_FEN } from '../fen.ts';
import { isNet, isReplaced, LATER_NAMES, NAMES, UNCLEAR_TOTAL } from './amount-names.ts';
import { CAPITALS, NUMERALS, parseCapitals } from './capitals.ts';
import { withChanges } from './amount-changes.ts';
import { COUNTED, FIGURES, parseFigures } from './figures.ts';
import { foundAt } from './found.ts';
import type { Match, Name } from './found.ts';

const CNY = '人民币|¥|RMB|CNY';
const FOREIGN = String.raw`USD|US\$|\$|HKD|HK\$|MOP|TWD|NT\$|EUR|€|GBP|£|JPY|KRW|AUD|CAD|CHF|SGD|INR|Rs\.?|[美港欧日英韩澳加台](?:元|币|圆|镑)|美金|欧(?!\p{Script=Han})|澳门[元币]|新(?:台币|币|元|加坡元)|瑞士法郎|卢布|卢比|越南盾|円|THB|RUB|[₩₽₹฿]|泰铢|林吉特|迪拉姆`;

/**
 * Figures with a sign of money before or after, or grouped with two decimals; words that end in 元. Of another currency, the
 * whole of it is taken, so that nothing of it is taken for yuan.
 */
const AMOUNT = new RegExp(
  String.raw`(?:(?<foreignWords>(?:${FOREIGN})[: _]*)|(?<!负))(?<mark>(?:${CNY})[: _]*(?:\((?:大写|小写)\)[: _]*)?)?(?<capitals>${CAPITALS})(?<wordsAbroad>\(?(?:${FOREIGN}))?` +
    String.raw`|(?:(?<foreign>(?:${FOREIGN})[: _]*)|(?<![\-−负A-Za-z])(?<before>(?:${CNY})[: _]*)|(?<![\d.\-−负A-Za-z'·${NUMERALS}]|\d[,，]))` +
    String.raw`(?<figures>${FIGURES})(?![\d]|[.,]\d)` +
    String.raw`(?<abroad>[ _]*[百千万亿]*元?\(?(?:${FOREIGN}))?` +
    String.raw`(?<unit>[ _]*(?:[百千十]?万|[百千亿])?(?:[元圆圓]|RMB|CNY)(?!\/)(?:整|正)?|[百千十]?万(?=元)|[百千十]?万(?!\p{Script=Han}))?` +
    String.raw`(?<part>(?:零?\d角)?(?:零?\d分)?)`,
  'gu',
);

/**
 * Every amount in a text: ¥1,234.56, 人民币 50000 元, 5万元, 50,000.00, 50000元5角, 伍万元整. A bare number is none, and
 * what is said in another currency neither. Figures and words of one amount that say two are both marked as disputed.
 *
 * @source L84
 */
export function amountsIn(text: string): Match<Fen>[] {
  const heads = [...text.matchAll(HEAD_UNIT)];
  const said = [...text.matchAll(AMOUNT)].flatMap((match) => saidIn(text, match, heads));
  const named = said.map((one) => {
    const found = foundAt(text, one, one.amount, NAMES);
    return { ...found, label: nameOf(text, one, found.label) };
  });
  const paired = named.map((found, place) => {
    const [before, one, after] = [said[place - 1], said[place], said[place + 1]];
    const other = isOfOne(text, before, one) ? place - 1 : isOfOne(text, one, after) ? place + 1 : undefined;
    const otherFound = other === undefined ? undefined : named[other];
    if (!otherFound) return one && hasGarbledWords(text, one, before) ? { ...found, garbled: true as const } : found;
    if (otherFound.value === found.value) return { ...found, again: otherFound.span };
    return { ...found, label: found.label ?? otherFound.label, disputed: true as const };
  });
  return withChanges(text, paired);
}

/** As far from the end of a name does its amount begin: signs of money stand before the end, brackets after it. */
const [BEFORE_END, BEHIND_END] = [10, 6];

/** Where a text calls something its total that was not worked out, beside the amounts that were. */
export function unclearTotalsIn(text: string, amounts: readonly Match<Fen>[]): Match<Fen>[] {
  const starts = new Set(amounts.filter(({ label }) => label !== 'other').map(({ span: [from] }) => from));
  return [...text.matchAll(UNCLEAR_TOTAL)].flatMap(({ index, 0: { length } }) => {
    const near = Array.from({ length: BEFORE_END + BEHIND_END }, (_, at) => index + length - BEFORE_END + at);
    if (near.some((place) => starts.has(place))) return [];
    const { label } = foundAt(text, { index: index + length, length: 0 }, fen(0), NAMES);
    if (label === 'other') return []; // of a year, an instalment
    return [{ ...foundAt(text, { index, length }, fen(0), []), label: 'other' as const, unclear: true as const }];
  });
}

/** Numerals that are announced as the words of the figures before them. */
const IN_WORDS = new RegExp(`^[,，]?\\(?(?:人民币)?大写[):为]*(?:人民币)?[${NUMERALS}]`, 'u');
/** The same before them. */
const AFTER_WORDS = new RegExp(`大写[):为]*(?:人民币)?[${NUMERALS}][^\\d。；;，,、]{1,20}$`, 'u');
const hasGarbledWords = (text: string, { index, length, inWords }: Said, before: Said | undefined): boolean =>
  !inWords &&
  (IN_WORDS.test(text.slice(index + length, index + length + 24)) ||
    (!before?.inWords && AFTER_WORDS.test(text.slice(Math.max(0, index - 48), index))));

interface Said {
  readonly amount: Fen;
  readonly index: number;
  readonly length: number;
  readonly inWords: boolean;
}

function saidIn(text: string, match: RegExpExecArray, heads: readonly RegExpExecArray[]): Said[] {
  const { capitals, figures = '', foreign, abroad, foreignWords, wordsAbroad } = match.groups ?? {};
  if ([foreign, abroad, foreignWords, wordsAbroad].some((sign) => sign !== undefined)) return [];
  const { index } = match;
  if (capitals !== undefined) {
    const amount = parseCapitals(capitals);
    return amount === undefined ? [] : [{ amount, index, length: match[0].length, inWords: true }];
  }
  const { before, unit, part = '' } = match.groups ?? {};
  const start = index + (before?.length ?? 0);
  const rest = text.slice(index + match[0].length, index + match[0].length + 8);
  const counted = unit === undefined && !figures.includes('.') && COUNTED.test(rest);
  const said = counted ? figures.replace(/[,，]\d{3}$/, '') : figures;
  if (counted && said === figures) return [];
  if (GOES_ON.test(`${unit ?? ''}|${rest}`) || OF_EACH.test(rest)) return [];
  const named = before === undefined && unit === undefined ? unitOf(text, index, heads) : undefined;
  if (named === 'unknown') return [];
  const standing = {
    marked: before !== undefined || unit !== undefined || named !== undefined,
    followed: unit !== undefined,
    unit: unit === undefined ? (named ?? 1) : multipleOf(unit),
  };
  const whole = parseFigures(said, standing);
  if (whole === undefined || whole + partOf(part) > MAX_FEN) return [];
  const length = counted ? start - index + said.length : match[0].length;
  return [{ amount: fen(whole + partOf(part)), index, length, inWords: false }];
}

/** What makes an amount the part of a sum that is not worked out here: 5,000元/月, 5,000元×12, 5,000元的90%. */
const OF_EACH = /^ ?[元圆]? ?(?:\/ ?\p{Script=Han}|每|[×*] ?\d|的? ?\d+(?:\.\d+)?%|减(?!少?[至到为成])|\+税)/u;

/** A number that goes on behind its unit, or in signs that are none: 3万5千元, 50K. */
const GOES_ON = /[万亿]\|\d|^\| ?(?:[百千万亿]|[kKwWmM](?![A-Za-z]))/u;

const MULTIPLES: readonly (readonly [RegExp, number])[] = [
  [/亿/, 1e8],
  [/千万/, 1e7],
  [/百万/, 1e6],
  [/十万/, 1e5],
  [/万/, 1e4],
  [/千/, 1e3],
  [/百/, 1e2],
];

const multipleOf = (unit: string): number => MULTIPLES.find(([sign]) => sign.test(unit))?.[1] ?? 1;

/** The longest name of an amount with its unit. */
const NAME_AT_MOST = 48;
/** A unit of money in the name of figures, or in the head of their table. */
const UNIT = `(?:人民币)?[百千万亿]*(?:元|${FOREIGN})`;
const OWN_UNIT = new RegExp(String.raw`\((?:单位:?)?(${UNIT})\)[:为是 _]*$`, 'u');
const HEAD_UNIT = new RegExp(String.raw`(?<![托务购接])单位:?\(?${UNIT}`, 'gu');
const ABROAD = new RegExp(FOREIGN, 'u');
/** So far a table goes on below its head. */
const TABLE_AT_MOST = 600;

/**
 * The unit in the name of bare figures: 合同总金额（万元）, or in the head of their table: 单位：万元, which ends with its sentence.
 *
 * @returns undefined where neither says one, `unknown` where the head does, and the figures are not called anything
 */
function unitOf(text: string, index: number, heads: readonly RegExpExecArray[]): number | 'unknown' | undefined {
  const before = text.slice(Math.max(0, index - NAME_AT_MOST), index);
  const [, own] = OWN_UNIT.exec(before) ?? [];
  if (own !== undefined) return ABROAD.test(own) ? 'unknown' : multipleOf(own);
  const head = headBefore(text, index, heads)?.[0];
  if (head === undefined) return undefined;
  if (ABROAD.test(head)) return 'unknown';
  if (!/[百千万亿]/u.test(head)) return undefined;
  return NAMES.some(([, called]) => called.test(before)) ? multipleOf(head) : 'unknown';
}

/** The head of the table that a place stands in: the last before it, in the same sentence and not too far. */
function headBefore(text: string, index: number, heads: readonly RegExpExecArray[]): RegExpExecArray | undefined {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  const head = heads[low - 1];
  const isNear = head !== undefined && head.index >= index - TABLE_AT_MOST;
  return isNear && !text.slice(head.index, index).includes('。') ? head : undefined;
}

/** Tenths and hundredths of a yuan, said after it. */
function partOf(part: string): number {
  const [, tenths = 0, hundredths = 0] = /^(?:零?(\d)角)?(?:零?(\d)分)?$/.exec(part) ?? [];
  return Number(tenths) * 10 + Number(hundredths);
}

/** The beginning or the end of a range. */
const RANGE = /[\d元万][至到~～]\||\|[至到~～] ?\d/u;

function nameOf(text: string, { index, length }: Said, before: Name | null): Name | null {
  const after = text.slice(index + length, index + length + 24);
  const ahead = text.slice(Math.max(0, index - 24), index);
  if (isNet(ahead, after) || isReplaced(after) || RANGE.test(`${ahead.slice(-3)}|${after.slice(0, 3)}`)) return 'other';
  return before ?? LATER_NAMES.find(([, called]) => called.test(after))?.[0] ?? null;
}

/** What stands between the figures and the words of one amount; a comma alone stands between two, but before 人民币…整. */
const OF_ONE = /^[,，、;；:\s]*(?:人民币|RMB|¥)*(?:\(|大写|小写|即)(?:人民币|大写|小写|金额|即|为|[:(¥)]|RMB)*$/u;
const isBetweenOne = (between: string, second: string): boolean =>
  OF_ONE.test(between) || (/^[,，;；]$/u.test(between) && /^人民币.*[整正]$/u.test(second));

const isOfOne = (text: string, first: Said | undefined, second: Said | undefined): boolean =>
  first !== undefined &&
  second !== undefined &&
  first.inWords !== second.inWords &&
  isBetweenOne(
    text.slice(first.index + first.length, second.index),
    text.slice(second.index, second.index + second.length),
  );
