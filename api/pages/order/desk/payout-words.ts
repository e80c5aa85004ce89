import { wordTable } from '../../../../domain/words.ts';

const ZH = {
  payment: '拨付',
  approved: '应拨付',
  paid: '已拨付',
  outstanding: '待拨付',
  payouts: '拨付记录',
  payoutsTable: '拨付记录表，可左右滚动',
  noPayouts: '还没有拨付记录。',
  paidOn: '拨付日期',
  reference: '拨付凭证号',
  amount: '拨付金额（元）',
  amountHint: '可以分次拨付，每次不超过待拨付 {left}。',
  by: '登记人',
  sum: '金额',
  complete: '拨付满 {r} 后订单转为已兑付',
  shortfall: '未兑付的 {short} 退回服务券',
  lapsed: '未兑付的 {short} 退回后失效（已过使用截止日）',
  told: '双方收到拨付通知',
  approvals: '兑付审核',
  approvedBy: '{name}，{at}',
  record: '登记拨付',
  file: '核定依据',
};

const EN: typeof ZH = {
  payment: 'Payout',
  approved: 'To be paid',
  paid: 'Paid out',
  outstanding: 'Outstanding',
  payouts: 'Payouts so far',
  payoutsTable: 'Payouts; scroll sideways',
  noPayouts: 'None yet.',
  paidOn: 'Paid on',
  reference: 'Payment reference',
  amount: 'Amount (CNY)',
  amountHint: 'May be paid in parts, each at most the outstanding {left}.',
  by: 'Recorded by',
  sum: 'Amount',
  complete: 'Once {r} is paid, the order is redeemed',
  shortfall: 'The {short} not redeemed go back to the voucher',
  lapsed: 'The {short} not redeemed go back and lapse: the voucher may no longer be used',
  told: 'Both sides are told',
  approvals: 'Redemption approved by',
  approvedBy: '{name}, {at}',
  record: 'Record payout',
  file: 'What it rests on',
};

/** The words of finance's desk. */
export const PAYOUT_DESK_WORDS = wordTable(ZH, EN);
