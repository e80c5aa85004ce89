import { floorShareFen, minFen, subtractFen, ZERO_FEN } from '../fen.ts';
import type { Fen } from '../fen.ts';
import type { Texts } from '../language.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Order } from './order.ts';

/** P, O, V and A in the guide's words. @source L95, L99, L152 */
export const AMOUNT_NAMES = {
  listPrice: { zh: '产品价格', en: 'List price' },
  orderAmount: { zh: '订单金额', en: 'Order amount' },
  voucherAmount: { zh: '支付创新券金额', en: 'Voucher amount' },
  actualAmount: { zh: '实际发生金额', en: 'Actual amount' },
} satisfies Record<string, Texts>;

interface Amounts {
  /** V */
  readonly voucherAmountFen: Fen;
  /** A */
  readonly actualAmountFen: Fen;
}

/** The most a redemption may pay out: min(V, ⌊r × A⌋), in fen. @source L152, D1 */
export const redeemableFen = (
  { voucherAmountFen, actualAmountFen }: Amounts,
  { redeemPercent }: Pick<RuleSet, 'redeemPercent'>,
): Fen => minFen(voucherAmountFen, floorShareFen(actualAmountFen, redeemPercent));

/** The same for an order whose redemption has been asked for; null before. @source L152 */
export const orderRedeemableFen = (order: Order): Fen | null =>
  order.claim &&
  redeemableFen(
    { voucherAmountFen: order.voucherAmountFen, actualAmountFen: order.claim.actualAmountFen },
    order.rules,
  );

/** Whether V lies above the share of O that can be redeemed at best. @source D1 */
export const exceedsRatio = (
  voucherAmountFen: Fen,
  orderAmountFen: Fen,
  { redeemPercent }: Pick<RuleSet, 'redeemPercent'>,
): boolean => voucherAmountFen > floorShareFen(orderAmountFen, redeemPercent);

/** O − V: what the enterprise pays itself. @source L103 */
export const selfPaidFen = ({
  orderAmountFen,
  voucherAmountFen,
}: Pick<Order, 'orderAmountFen' | 'voucherAmountFen'>): Fen => subtractFen(orderAmountFen, voucherAmountFen);

/** Whether the enterprise paid a part itself, which a redemption must prove. @source L165 */
export const needsSelfPaidProof = ({
  orderAmountFen,
  voucherAmountFen,
}: Pick<Order, 'orderAmountFen' | 'voucherAmountFen'>): boolean => orderAmountFen !== voucherAmountFen;

/** V − R: the part of the voucher that is not redeemed; null until R is fixed. @source L84, L152 */
export const shortfallFen = ({
  voucherAmountFen,
  redemptionFen,
}: Pick<Order, 'voucherAmountFen' | 'redemptionFen'>): Fen | null =>
  redemptionFen === null ? null : subtractFen(voucherAmountFen, redemptionFen);

/** R less what has been paid out; zero while R is not fixed. @source D2 */
export const outstandingFen = ({ redemptionFen, paidOutFen }: Pick<Order, 'redemptionFen' | 'paidOutFen'>): Fen =>
  redemptionFen === null ? ZERO_FEN : subtractFen(redemptionFen, paidOutFen);

/** Whether a redemption of this much needs two persons of the center. @source D6 */
export const needsSecondPerson = (order: Pick<Order, 'rules'>, amountFen: Fen): boolean =>
  amountFen >= order.rules.secondPersonFromFen;
