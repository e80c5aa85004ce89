import type { LineRow, sumVouchers, VoucherRow } from '../../../db/reads/voucher.ts';
import { daysBetween } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { groupedYuan, sumFen } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { VOUCHER_KINDS } from '../../../domain/voucher.ts';
import { balanceBar, balanceParts } from '../balance.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import { VOUCHER_WORDS } from './words.ts';

/** A voucher's head: what it is, whose, until when, and whether it may be used. @source D20 */
export function headView(voucher: VoucherRow, lines: readonly LineRow[], today: Day, language: Language) {
  const words = VOUCHER_WORDS[language];
  return {
    id: voucher.id,
    kind: VOUCHER_KINDS[voucher.kind][language],
    number: voucher.number,
    href: paths.voucher(voucher.id),
    enterprise: voucher.enterprise.name,
    tag: tagOf(voucher, lines, today, language),
    facts: [
      { label: words.number, value: voucher.number, code: true },
      { label: words.enterprise, value: voucher.enterprise.name },
      { label: words.grantedOn, value: voucher.grantedOn },
      { label: words.useBy, value: voucher.useBy + restOf(voucher.useBy, today, language) },
      { label: words.redeemBy, value: voucher.redeemBy + restOf(voucher.redeemBy, today, language) },
    ],
  };
}

function tagOf({ useBy }: VoucherRow, lines: readonly LineRow[], today: Day, language: Language) {
  const words = VOUCHER_WORDS[language];
  if (today > useBy) return { meaning: 'mute', glyph: 'lock', label: words.over, large: true };
  const left = lines.some(({ availableFen }) => availableFen > 0);
  return left
    ? { meaning: 'ok', glyph: 'check', label: words.usable, large: true }
    : { meaning: 'mute', glyph: 'done', label: words.used, large: true };
}

function restOf(last: Day, today: Day, language: Language): string {
  const words = VOUCHER_WORDS[language];
  const days = daysBetween(today, last);
  if (days < 0) return words.passed;
  return days === 0 ? words.lastDay : interpolate(words.daysLeft, { n: days });
}

/** What a line is for; where a voucher has several lines for that, which of them. */
function directionOf({ category, subcategory, place, places }: LineRow, language: Language): string {
  const direction = `${category.name} / ${subcategory.name}`;
  return places === 1 ? direction : interpolate(VOUCHER_WORDS[language].oneOfLines, { direction, n: place });
}

/** A line to scale, with its five parts always in the same order. @source D20 */
export const lineView = (line: LineRow, language: Language) => ({
  id: line.id,
  direction: directionOf(line, language),
  granted: `${VOUCHER_WORDS[language].granted} ${groupedYuan(line.grantedFen)}`,
  bars: balanceBar(line),
  parts: balanceParts(line).map((part) => ({ ...part, label: VOUCHER_WORDS[language][part.part] })),
});

/** A voucher as a row of the list of staff: whose, what was granted, what of it is used and left, and until when. @source D20 */
export function rowView(voucher: VoucherRow, lines: readonly LineRow[], today: Day, language: Language) {
  const words = VOUCHER_WORDS[language];
  const sum = sumOf(lines);
  const lapsed = sum('lapsedFen');
  const amount = (label: string, value: Fen, second: string | false = false) => ({
    label,
    amount: groupedYuan(value),
    zero: value === 0,
    second,
  });
  return {
    ...headView(voucher, lines, today, language),
    useBy: voucher.useBy,
    rest: restOf(voucher.useBy, today, language),
    amounts: [
      amount(words.granted, sum('grantedFen')),
      amount(words.usedPart, sumFen([sum('heldFen'), sum('committedFen'), sum('redeemedFen')])),
      amount(words.available, sum('availableFen'), lapsed > 0 && `${words.lapsed} ${groupedYuan(lapsed)}`),
    ],
  };
}

/** What the columns of that list come to. */
export const summedColumns = (summed: Awaited<ReturnType<typeof sumVouchers>>, language: Language) => ({
  count: summed.count,
  sums: [
    { label: VOUCHER_WORDS[language].granted, sumFen: summed.grantedFen },
    { label: VOUCHER_WORDS[language].usedPart, sumFen: summed.usedFen },
    { label: VOUCHER_WORDS[language].available, sumFen: summed.availableFen },
  ],
});

type BalanceColumn = 'grantedFen' | 'availableFen' | 'heldFen' | 'committedFen' | 'redeemedFen' | 'lapsedFen';

const sumOf =
  (lines: readonly LineRow[]) =>
  (column: BalanceColumn): Fen =>
    sumFen(lines.map((line) => line[column]));

/** A voucher's money in all. */
export function totalsView(lines: readonly LineRow[], language: Language) {
  const words = VOUCHER_WORDS[language];
  const sum = sumOf(lines);
  const left = lines.filter(({ availableFen }) => availableFen > 0).length;
  const [held, committed] = [sum('heldFen'), sum('committedFen')];
  return [
    {
      label: words.now,
      amount: groupedYuan(sum('availableFen')),
      text: interpolate(words.nowText, { n: lines.length, m: left }),
      first: true,
    },
    {
      label: words.bound,
      amount: groupedYuan(sumFen([held, committed])),
      text: interpolate(words.boundText, { held: groupedYuan(held), committed: groupedYuan(committed) }),
    },
    { label: words.redeemed, amount: groupedYuan(sum('redeemedFen')), text: words.redeemedText },
    { label: words.whole, amount: groupedYuan(sum('grantedFen')), text: words.wholeText },
  ];
}
