import type { Fen } from '../fen.ts';
import { fen, MAX_FEN } from '../fen.ts';
import { CAPITALS, parseCapitals } from './capitals.ts';
import { calledBy, foundAt } from './found.ts';
import type { Found, Label } from './found.ts';

const LABELS: readonly (readonly [Label, RegExp])[] = [
  ['selfPaid', calledBy('(?:企业|甲方)?自(?:付|筹)(?:部分)?(?:的)?(?:金额|资金|款项|费用|款)?')],
  [
    'voucherAmount',
    calledBy(
      '(?:支付)?(?:科技)?(?:创新|专业|服务|专业服务|创新专业服务)券(?:支付|抵扣|抵用)?(?:部分)?(?:的)?(?:金额|额度|款)?',
    ),
  ],
  [
    'orderAmount',
    calledBy(
      '合同(?:总)?(?:金额|价款|价|额)|合同总(?:费用|价款)|订单金额|(?:服务)?费用?总(?:金额|额|价|计)|(?<!自付|自筹|券支付|券|抵扣)总(?:金额|价款|价|费用)|价款总额|服务总价',
    ),
  ],
];

const FIGURES = String.raw`(?<![\d.,\-A-Za-z])(\d{1,3}(?:, ?\d{3})+(?:\.\d{1,2})?|(?:0|[1-9]\d{0,9})(?:\.\d{1,6})?)(?![\d]|[.,]\d)`;

/** Figures with a sign of money before or after, or grouped with two decimals; words that end in 元. */
const AMOUNT = new RegExp(
  String.raw`(?<marked>(?:人民币|¥|RMB|CNY) ?)?${FIGURES} ?(?<unit>万?[元圆圓](?!\/)|万?RMB|万?CNY)?|(?<capitals>${CAPITALS})`,
  'gu',
);

/**
 * Every amount in a text: ¥1,234.56, 人民币 50000 元, 5万元, 50,000.00, 伍万元整. A bare number is none.
 *
 * @source L84
 */
export function amountsIn(text: string): Omit<Found<Fen>, 'page'>[] {
  return [...text.matchAll(AMOUNT)].flatMap((match) => {
    const { capitals, marked, unit } = match.groups ?? {};
    const figures = match[2];
    const amount =
      capitals === undefined
        ? amountOf(figures ?? '', { marked: marked !== undefined, unit })
        : parseCapitals(capitals);
    if (amount === undefined) return [];
    return [foundAt(text, { index: match.index, length: match[0].length }, amount, LABELS)];
  });
}

const GROUPED = /^\d{1,3}(?:, ?\d{3})+\.\d{2}$/;

function amountOf(figures: string, { marked, unit }: { marked: boolean; unit: string | undefined }): Fen | undefined {
  if (!marked && unit === undefined && !GROUPED.test(figures)) return undefined;
  const [yuan = '', decimals = ''] = figures.replaceAll(/[, ]/g, '').split('.');
  const places = unit?.startsWith('万') ? 6 : 2;
  if (decimals.length > places) return undefined;
  const amount = Number(yuan) * 10 ** places + Number(decimals.padEnd(places, '0'));
  return amount <= MAX_FEN ? fen(amount) : undefined;
}
