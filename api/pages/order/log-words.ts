import { wordTable } from '../../../domain/words.ts';

const ZH = {
  clock: '系统',
  open: '（',
  close: '）',
  colon: '：',
  expired: '逾期未支付，自动关闭',
  escalated: '超期，已上报管理员',
  overdue: '审核超期，已提醒负责人',
  priceConfirmed: '核定价格成功',
  priceDetail: '{from} 改为 {to}',
  payDetail: '占用服务券 {v}，上传合同 {number}',
  approvedDetail: '{v} 元服务券转为待兑付，可正式开展服务',
  claimDetail: '实际发生金额 {a}，{n} 张发票，可兑付 {r}',
  firstApproval: '第一人同意兑付 {r}，等待第二人复核',
  approvalDetail: '核定兑付 {r}',
  payoutDetail: '{amount} 元，拨付凭证号 {reference}',
  changeDetail: '订单金额改为 {o}，支付创新券金额改为 {v}',
  turnEnded: '期限已过',
  useByPassed: '使用截止已过，不能再支付',
  redeemByPassed: '兑付截止已过，由创新协同中心关闭',
  stillNeeded: '还须{roles}同意',
  closedToo: '不再受理，订单关闭',
};

const EN: typeof ZH = {
  clock: 'System',
  open: ' (',
  close: ')',
  colon: ': ',
  expired: 'Not paid in time, closed',
  escalated: 'Overdue, reported to the administrators',
  overdue: 'Overdue, supervisors reminded',
  priceConfirmed: 'Price confirmed',
  priceDetail: '{from} became {to}',
  payDetail: '{v} of the voucher held, contract {number} uploaded',
  approvedDetail: '{v} of the voucher committed, the service may begin',
  claimDetail: 'actual amount {a}, invoices: {n}, redeemable {r}',
  firstApproval: 'first consent to {r}, a second person decides',
  approvalDetail: '{r} to be redeemed',
  payoutDetail: 'CNY {amount}, reference {reference}',
  changeDetail: 'order amount {o}, voucher amount {v}',
  turnEnded: 'The time is over',
  useByPassed: 'the voucher can no longer be used',
  redeemByPassed: 'redemption can no longer be requested; the center closes the order',
  stillNeeded: 'the {roles} must agree too',
  closedToo: 'for good; the order is closed',
};

/** The words of an order's history. */
export const LOG_WORDS = wordTable(ZH, EN);
export type LogWords = (typeof LOG_WORDS)['zh'];
