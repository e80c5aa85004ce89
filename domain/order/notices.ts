import type { NoticeRow } from '../process/notices.ts';

/** What people are told of an order. `{…}` are filled from the notice's facts. @source L132, L138, L140, D20 */
export const ORDER_NOTICES = {
  'order.placed': {
    to: ['institution'],
    zh: '新订单 {number}：{product}。',
    en: 'New order {number}: {product}.',
    source: 'L103',
  },
  'order.priceConfirmed': {
    to: ['enterprise'],
    zh: '订单 {number} 已核定价格 {orderAmount} 元，可以支付。',
    en: 'Order {number}: price confirmed at CNY {orderAmount}; you may pay.',
    source: 'L113',
  },
  'order.paymentSubmitted': {
    to: ['institution', 'group'],
    zh: '订单 {number} 已支付创新券 {voucherAmount} 元，等待园区审核。',
    en: 'Order {number}: CNY {voucherAmount} paid by voucher, waiting for the park.',
    source: 'L136',
  },
  'order.paymentWithdrawn': {
    to: ['institution'],
    zh: '订单 {number} 的支付已由企业撤回。',
    en: 'Order {number}: the enterprise has withdrawn its payment.',
    source: 'D25',
  },
  'order.paid': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 支付审核通过，可正式开展服务。',
    en: 'Order {number}: payment approved; the service may begin.',
    source: 'L138',
  },
  'order.paymentRejected': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 支付审核拒绝：{reason}',
    en: 'Order {number}: payment rejected: {reason}',
    source: 'L140',
  },
  'order.redemptionSubmitted': {
    to: ['enterprise', 'group'],
    zh: '订单 {number} 已申请兑付。',
    en: 'Order {number}: redemption requested.',
    source: 'L165',
  },
  'order.redemptionReturned': {
    to: ['institution'],
    zh: '订单 {number} 退回补正：{reason}',
    en: 'Order {number}: returned for supplement: {reason}',
    source: 'D5',
  },
  'order.redemptionSupplemented': {
    to: ['group'],
    zh: '订单 {number} 已补正，请继续审核。',
    en: 'Order {number}: supplemented; please go on.',
    source: 'D5',
  },
  'order.secondApprovalNeeded': {
    to: ['group'],
    zh: '订单 {number} 的兑付须由第二人复核。',
    en: 'Order {number}: a second person must approve the redemption.',
    source: 'D6',
  },
  'order.preRedeemed': {
    to: ['institution', 'enterprise', 'group'],
    zh: '订单 {number} 兑付审核通过：核定 {redemptionAmount} 元，差额 {shortfallAmount} 元。',
    en: 'Order {number}: redemption of CNY {redemptionAmount} approved, shortfall CNY {shortfallAmount}.',
    source: 'L152',
  },
  'order.redemptionRejected': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 兑付审核拒绝：{reason}',
    en: 'Order {number}: redemption rejected: {reason}',
    source: 'D5',
  },
  'order.payoutRecorded': {
    to: ['institution'],
    zh: '订单 {number} 已拨付 {paidOutAmount} 元，应拨付 {redemptionAmount} 元。',
    en: 'Order {number}: CNY {paidOutAmount} of {redemptionAmount} paid out.',
    source: 'D2',
  },
  'order.payoutFailed': {
    to: ['institution', 'center'],
    zh: '订单 {number} 拨付失败，请服务机构核对收款账户信息，更正后重新拨付。原因：{reason}',
    en: 'Order {number}: a payout failed. The institution must check its account; it is paid again afterwards. Reason: {reason}',
    source: 'D2',
  },
  'order.redeemed': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 已兑付 {redemptionAmount} 元。',
    en: 'Order {number}: CNY {redemptionAmount} redeemed.',
    source: 'D2',
  },
  'order.changeProposed': {
    to: ['enterprise'],
    zh: '订单 {number} 有补充协议待您同意。',
    en: 'Order {number}: a contract change waits for your consent.',
    source: 'D13',
  },
  'order.changeAccepted': {
    to: ['institution', 'group'],
    zh: '订单 {number} 的补充协议已由企业同意，等待园区审核。',
    en: 'Order {number}: the enterprise has accepted the contract change.',
    source: 'D13',
  },
  'order.changeApproved': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 的补充协议审核通过。',
    en: 'Order {number}: the contract change is approved.',
    source: 'D13',
  },
  'order.changeRejected': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 的补充协议审核拒绝：{reason}',
    en: 'Order {number}: the contract change is rejected: {reason}',
    source: 'D13',
  },
  'order.changeDropped': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 的补充协议已撤销。',
    en: 'Order {number}: the contract change is dropped.',
    source: 'D13',
  },
  'order.closureAsked': {
    to: ['institution', 'enterprise', 'center'],
    zh: '订单 {number} 有一方同意关闭：{reason}',
    en: 'Order {number}: one side agrees to close it: {reason}',
    source: 'D3',
  },
  'order.closed': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 已关闭：{reason}',
    en: 'Order {number} is closed: {reason}',
    source: 'D3',
  },
  'order.deadlineNear': {
    to: ['institution', 'enterprise'],
    zh: '订单 {number} 的期限临近，请尽快办理。',
    en: 'Order {number}: a deadline is near.',
    source: 'D20',
  },
} as const satisfies Record<string, NoticeRow>;
