import { AMOUNT_NAMES } from '../../../domain/order/amounts.ts';
import { wordTable } from '../../../domain/words.ts';

const ZH = {
  pricing: '定价',
  paying: '付款',
  redeeming: '兑付',
  listPrice: AMOUNT_NAMES.listPrice.zh,
  listPriceNote: '机构发布的指导价，下单时固定',
  orderAmount: AMOUNT_NAMES.orderAmount.zh,
  orderAmountNote: '服务合同总价',
  voucherAmount: AMOUNT_NAMES.voucherAmount.zh,
  withinRatio: '不超过订单金额的 {percent}%',
  aboveRatio: '超过订单金额 {percent}% 的部分可能不予兑付，企业支付时确认知晓',
  selfPaid: '企业自付',
  selfPaidNote: '订单金额 − 支付创新券金额',
  nothingSelfPaid: '无',
  actualAmount: AMOUNT_NAMES.actualAmount.zh,
  actualNote: '发票合计；竖线为其 {percent}%',
  redeemable: '可兑付金额',
  redeemableNote: '创新券金额与实际发生金额可兑付部分中较小者',
  allRedeemed: '全部创新券金额均可兑付',
  redemption: '核定兑付金额',
  redemptionNote: '创新协同中心核定',
  shortfall: '差额',
  shortfallNote: '按合同“未能足额兑付部分的处理方案”办理',
  paidOut: '已拨付',
  paidOutNote: '由财务拨付给服务机构',
  chainPO: '产品价格 {p} ≥ 订单金额 {o}',
  chainPOV: '产品价格 {p} ≥ 订单金额 {o} ≥ 用券 {v}',
  limitShort: '兑付上限 {most}，差额 {short}',
  decidedShort: '核定兑付 {most}，差额 {short}',
};

const EN: typeof ZH = {
  pricing: 'Price',
  paying: 'Payment',
  redeeming: 'Redemption',
  listPrice: AMOUNT_NAMES.listPrice.en,
  listPriceNote: 'Published by the institution, fixed when ordered',
  orderAmount: AMOUNT_NAMES.orderAmount.en,
  orderAmountNote: 'Total of the contract',
  voucherAmount: AMOUNT_NAMES.voucherAmount.en,
  withinRatio: 'Within {percent}% of the order amount',
  aboveRatio:
    'What exceeds {percent}% of the order amount may not be redeemed; the enterprise confirms at payment that it knows',
  selfPaid: 'Self-paid',
  selfPaidNote: 'Order amount − voucher amount',
  nothingSelfPaid: 'None',
  actualAmount: AMOUNT_NAMES.actualAmount.en,
  actualNote: 'Sum of the invoices; the line marks {percent}%',
  redeemable: 'Redeemable',
  redeemableNote: 'The smaller of the voucher amount and the redeemable share',
  allRedeemed: 'The whole voucher amount can be redeemed',
  redemption: 'Approved',
  redemptionNote: 'Decided by the center',
  shortfall: 'Shortfall',
  shortfallNote: 'Settled as the contract provides',
  paidOut: 'Paid out',
  paidOutNote: 'By finance to the institution',
  chainPO: 'List price {p} ≥ order amount {o}',
  chainPOV: 'List price {p} ≥ order amount {o} ≥ voucher {v}',
  limitShort: 'At most {most} can be redeemed, {short} short',
  decidedShort: '{most} approved, {short} short',
};

/** The words of the chain of amounts. @source L99 */
export const CHAIN_WORDS = wordTable(ZH, EN);
export type ChainWords = (typeof CHAIN_WORDS)['zh'];
