import { TASK_MAIL_EVENTS } from '../process/mail-events.ts';
import type { MailGroup } from '../process/mail-events.ts';
import { PARTIES } from '../role.ts';

/** The mails of an order under their headings, each with its subject line. @source L132, L138, L140, D20 */
export const ORDER_MAIL_GROUPS = {
  price: {
    zh: '下单与核价',
    en: 'Order and price',
    events: {
      'order.placed': { zh: '新订单', en: 'New order', told: ['institution'] },
      'order.priceConfirmed': { zh: '价格已核定', en: 'Price confirmed', told: ['enterprise'] },
    },
  },
  payment: {
    zh: '支付',
    en: 'Payment',
    events: {
      'order.paymentSubmitted': { zh: '支付待审核', en: 'Payment submitted', told: ['institution', 'park'] },
      'order.paymentWithdrawn': { zh: '支付已撤回', en: 'Payment withdrawn', told: ['institution', 'park'] },
      'order.paid': { zh: '支付审核通过', en: 'Payment approved', told: PARTIES },
      'order.paymentRejected': { zh: '支付审核拒绝', en: 'Payment rejected', told: PARTIES },
    },
  },
  redemption: {
    zh: '兑付',
    en: 'Redemption',
    events: {
      'order.redemptionSubmitted': { zh: '已申请兑付', en: 'Redemption requested', told: ['enterprise', 'center'] },
      'order.redemptionReturned': { zh: '退回补正', en: 'Returned for supplement', told: ['institution'] },
      'order.redemptionSupplemented': { zh: '已补正', en: 'Supplemented', told: ['center'] },
      'order.secondApprovalNeeded': { zh: '待第二人复核', en: 'Second approval needed', told: ['center'] },
      'order.preRedeemed': { zh: '兑付审核通过', en: 'Redemption approved', told: [...PARTIES, 'finance'] },
      'order.redemptionRejected': { zh: '兑付审核拒绝', en: 'Redemption rejected', told: PARTIES },
      'order.payoutRecorded': { zh: '已登记拨付', en: 'Payout recorded', told: ['institution'] },
      'order.payoutFailed': { zh: '拨付失败', en: 'Payout failed', told: ['institution', 'center'] },
      'order.redeemed': { zh: '已兑付', en: 'Redeemed', told: PARTIES },
    },
  },
  change: {
    zh: '补充协议',
    en: 'Contract change',
    events: {
      'order.changeProposed': { zh: '补充协议待同意', en: 'Contract change proposed', told: ['enterprise'] },
      'order.changeAccepted': { zh: '补充协议待审核', en: 'Contract change accepted', told: ['institution', 'park'] },
      'order.changeApproved': { zh: '补充协议审核通过', en: 'Contract change approved', told: PARTIES },
      'order.changeRejected': { zh: '补充协议审核拒绝', en: 'Contract change rejected', told: PARTIES },
      'order.changeDropped': { zh: '补充协议已撤销', en: 'Contract change dropped', told: [...PARTIES, 'park'] },
    },
  },
  closing: {
    zh: '关闭',
    en: 'Closing',
    events: {
      'order.closureProposed': { zh: '一方提出关闭', en: 'One side asks to close', told: [...PARTIES, 'center'] },
      'order.closureAsked': { zh: '一方同意关闭', en: 'One side agreed to close', told: [...PARTIES, 'center'] },
      'order.closureDropped': { zh: '一方撤回关闭', en: 'Closing taken back', told: [...PARTIES, 'center'] },
      'order.closureRefused': { zh: '一方不同意关闭', en: 'Closing refused', told: [...PARTIES, 'center'] },
      'order.closed': { zh: '订单已关闭', en: 'Order closed', told: PARTIES },
    },
  },
  deadline: {
    zh: '期限',
    en: 'Deadlines',
    events: {
      'order.deadlineNear': { zh: '期限临近', en: 'A deadline is near', told: PARTIES },
      'order.useByPassed': { zh: '使用截止已过', en: 'Past the last day of use', told: PARTIES },
      'order.redeemByPassed': { zh: '兑付截止已过', en: 'Past the last day to redeem', told: [...PARTIES, 'center'] },
      ...TASK_MAIL_EVENTS,
    },
  },
} as const satisfies Record<string, MailGroup>;
