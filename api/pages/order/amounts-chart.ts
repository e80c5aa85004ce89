import type { Language } from '../../../domain/language.ts';
import { exceedsRatio, redeemableFen, selfPaidFen } from '../../../domain/order/amounts.ts';
import { floorShareFen, groupedYuan, subtractFen } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import { interpolate } from '../../../domain/words.ts';
import { CHAIN_WORDS } from './amounts-chart-words.ts';
import type { ChainWords } from './amounts-chart-words.ts';

/** The amounts of an order as far as they are known. */
export interface Amounts {
  /** P */
  readonly listPriceFen: Fen;
  /** O */
  readonly orderAmountFen: Fen;
  /** V; zero while nothing is paid. */
  readonly voucherAmountFen: Fen;
  /** A; null before redemption is asked for. */
  readonly actualAmountFen: Fen | null;
  /** R as decided; null before. */
  readonly redemptionFen: Fen | null;
  readonly paidOutFen: Fen | null;
  readonly redeemPercent: number;
  /** What stands beside a row in place of its usual note. */
  readonly notes?: Partial<Record<'orderAmount' | 'voucherAmount' | 'actualAmount' | 'redemption', string>>;
}

interface Row {
  readonly letter: string;
  readonly label: string;
  readonly fen: Fen;
  readonly fill: string;
  readonly note: string;
  /** Where its bar begins. */
  readonly fromFen?: Fen;
  /** Dotted lines that join it to the rows around it. */
  readonly guides?: readonly Fen[];
  readonly key?: boolean;
  /** The share of it that can be redeemed. */
  readonly limitFen?: Fen;
  readonly gap?: boolean;
}

/**
 * The chain of amounts drawn to one scale, in up to three stages, each bar beside its number; rows that are not known yet are
 * left out, and the shortfall when there is none.
 *
 * @source L99, L152, D1
 */
export function chainView(amounts: Amounts, language: Language) {
  const words = CHAIN_WORDS[language];
  const stages = [
    { stage: words.pricing, rows: listPricing(amounts, words) },
    { stage: words.paying, rows: listPaying(amounts, words) },
    { stage: words.redeeming, rows: listRedeeming(amounts, words) },
  ].filter(({ rows }) => rows.length > 0);
  const said = saidOf(amounts, words);
  return {
    said,
    unread: said.some(({ meaning }) => meaning !== 'ok'),
    stages: stages.map(({ stage, rows }) => ({
      stage,
      span: rows.length,
      rows: rows.map((row, index) => ({ ...drawRow(row, amounts.listPriceFen), first: index === 0 })),
    })),
  };
}

export type ChainView = ReturnType<typeof chainView>;

/** What V and A leave to be redeemed at most. @source L152 */
const mostFen = ({ voucherAmountFen, actualAmountFen, redeemPercent }: Amounts): Fen | null =>
  actualAmountFen === null ? null : redeemableFen({ voucherAmountFen, actualAmountFen }, { redeemPercent });

function listPricing({ listPriceFen, orderAmountFen, notes }: Amounts, words: ChainWords): Row[] {
  return [
    { letter: 'P', label: words.listPrice, fen: listPriceFen, fill: 'm-price', note: words.listPriceNote },
    {
      letter: 'O',
      label: words.orderAmount,
      fen: orderAmountFen,
      fill: 'm-order',
      note: notes?.orderAmount ?? words.orderAmountNote,
      guides: [orderAmountFen],
    },
  ];
}

function listPaying(amounts: Amounts, words: ChainWords): Row[] {
  const { orderAmountFen, voucherAmountFen, redeemPercent, notes } = amounts;
  if (voucherAmountFen === 0) return [];
  const guides = [orderAmountFen, voucherAmountFen];
  const above = exceedsRatio(voucherAmountFen, orderAmountFen, amounts);
  const usual = interpolate(above ? words.aboveRatio : words.withinRatio, { percent: redeemPercent });
  const selfFen = selfPaidFen(amounts);
  return [
    {
      letter: 'V',
      label: words.voucherAmount,
      fen: voucherAmountFen,
      fill: 'm-voucher',
      note: notes?.voucherAmount ?? usual,
      guides,
      key: true,
    },
    {
      letter: '',
      label: words.selfPaid,
      fen: selfFen,
      fromFen: voucherAmountFen,
      fill: 'm-self',
      note: selfFen === 0 ? words.nothingSelfPaid : words.selfPaidNote,
      guides,
    },
  ];
}

function listRedeeming(amounts: Amounts, words: ChainWords): Row[] {
  const { actualAmountFen, redemptionFen, paidOutFen, voucherAmountFen, redeemPercent, notes } = amounts;
  const most = mostFen(amounts);
  if (actualAmountFen === null || most === null || voucherAmountFen === 0) return [];
  const limitFen = floorShareFen(actualAmountFen, redeemPercent);
  const decided = redemptionFen ?? most;
  const short = voucherAmountFen >= decided ? subtractFen(voucherAmountFen, decided) : (0 as Fen);
  const guides = [voucherAmountFen, limitFen];
  const plain = redemptionFen === null ? words.redeemableNote : words.redemptionNote;
  const rows: Row[] = [
    {
      letter: 'A',
      label: words.actualAmount,
      fen: actualAmountFen,
      fill: 'm-actual',
      note: notes?.actualAmount ?? interpolate(words.actualNote, { percent: redeemPercent }),
      guides,
      limitFen,
    },
    {
      letter: 'R',
      label: redemptionFen === null ? words.redeemable : words.redemption,
      fen: decided,
      fill: 'm-redeem',
      note: notes?.redemption ?? (short === 0 ? words.allRedeemed : plain),
      guides: [voucherAmountFen, decided],
      key: true,
    },
  ];
  if (short > 0)
    rows.push({
      letter: '',
      label: words.shortfall,
      fen: short,
      fromFen: decided,
      fill: 'm-short-edge',
      note: words.shortfallNote,
      guides: [voucherAmountFen, decided],
      gap: true,
    });
  if (redemptionFen !== null && paidOutFen !== null)
    rows.push({ letter: '', label: words.paidOut, fen: paidOutFen, fill: 'm-redeem', note: words.paidOutNote });
  return rows;
}

/** The rule in words: what holds, and what it costs. */
function saidOf(amounts: Amounts, words: ChainWords) {
  const { listPriceFen, orderAmountFen, voucherAmountFen, redemptionFen } = amounts;
  const values = { p: groupedYuan(listPriceFen), o: groupedYuan(orderAmountFen), v: groupedYuan(voucherAmountFen) };
  const said = [
    {
      meaning: 'ok',
      glyph: 'check',
      text: interpolate(voucherAmountFen === 0 ? words.chainPO : words.chainPOV, values),
    },
  ];
  const most = redemptionFen ?? mostFen(amounts);
  if (most !== null && most < voucherAmountFen)
    said.push({
      meaning: 'warn',
      glyph: 'alert',
      text: interpolate(redemptionFen === null ? words.limitShort : words.decidedShort, {
        most: groupedYuan(most),
        short: groupedYuan(subtractFen(voucherAmountFen, most)),
      }),
    });
  return said;
}

/** The label beside the limit stands inside the bar, which must leave room for it. */
const ROOM_FOR_LABEL = 0.12;

/** A row with every position as a percentage of P. */
function drawRow({ fen, fromFen, guides = [], limitFen, ...row }: Row, wholeFen: Fen) {
  const at = (amount: number): string => `${percent(amount, wholeFen)}%`;
  return {
    ...row,
    amount: groupedYuan(fen),
    x: at(fromFen ?? 0),
    width: at(fen),
    guides: [...new Set(guides)].map((guide) => at(guide)),
    limit: limitFen !== undefined && {
      at: at(limitFen),
      label: fen - limitFen > wholeFen * ROOM_FOR_LABEL && `${Math.round((100 * limitFen) / fen)}%`,
    },
  };
}

const percent = (amount: number, wholeFen: Fen): string => ((100 * amount) / wholeFen).toFixed(2);
