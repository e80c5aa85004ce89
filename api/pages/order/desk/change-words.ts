import { AMOUNT_NAMES } from '../../../../domain/order/amounts.ts';
import { wordTable } from '../../../../domain/words.ts';

const ZH = {
  change: '变更内容',
  changeTable: '变更内容表，可左右滚动',
  item: '项目',
  before: '变更前',
  after: '变更后',
  difference: '减少',
  orderAmount: AMOUNT_NAMES.orderAmount.zh,
  voucherAmount: AMOUNT_NAMES.voucherAmount.zh,
  selfPaid: '企业自付',
  redeemable: '最多可兑付',
  proposed: '提出',
  contentOnly: '金额不变，仅变更服务内容，请核对补充协议。',
  back: '释放的 {v} 退回服务券',
  lapsed: '释放的 {v} 退回后失效（已过使用截止日）',
  amounts: '订单金额与用券金额按变更后执行',
  told: '双方收到通知，服务机构可以继续申请兑付',
  rejectHint: '拒绝后合同不变，服务机构可以重新提出。',
};

const EN: typeof ZH = {
  change: 'What changes',
  changeTable: 'What changes; scroll sideways',
  item: 'Item',
  before: 'Before',
  after: 'After',
  difference: 'Less by',
  orderAmount: AMOUNT_NAMES.orderAmount.en,
  voucherAmount: AMOUNT_NAMES.voucherAmount.en,
  selfPaid: 'Self-paid',
  redeemable: 'Redeemable at most',
  proposed: 'Proposed',
  contentOnly: 'The amounts stay; only the service changes. Read the agreement.',
  back: 'The {v} set free go back to the voucher',
  lapsed: 'The {v} set free go back and lapse: the voucher may no longer be used',
  amounts: 'The new order and voucher amounts hold',
  told: 'Both are told; redemption can be asked for again',
  rejectHint: 'The contract stays as it is; the institution may propose again.',
};

/** The words of the park's desk for a contract change. */
export const CHANGE_DESK_WORDS = wordTable(ZH, EN);
