import type { RefusalRow } from '../process/refusal-row.ts';

/** What a contract or a contract change is refused for. @source L84, L177, D13 */
export const CONTRACT_REFUSALS = {
  'contract.total-differs': {
    status: 422,
    source: 'L115',
    zh: '合同总价须与订单金额一致。',
    en: 'The contract total must equal the order amount.',
  },
  'contract.self-paid-differs': {
    status: 422,
    source: 'D11',
    zh: '自付金额须等于订单金额减去支付创新券金额。',
    en: 'The self-paid amount must be the order amount less the voucher amount.',
  },
  'contract.clause-missing': {
    status: 422,
    source: 'L84',
    zh: '合同须包含服务内容说明、收费标准及收费金额、未能足额兑付部分的处理方案，并双方签字、盖章、注明日期。',
    en: 'The contract must hold all three clauses, and be signed, sealed and dated.',
  },
  'contract.before-grant': {
    status: 422,
    source: 'L177',
    zh: '企业获券前签订的服务合同不予支持。',
    en: 'A contract signed before the voucher was granted is not supported.',
  },
  'contract.in-future': {
    status: 422,
    source: 'D11',
    zh: '合同签订日期不能晚于今天。',
    en: 'The signing date cannot lie in the future.',
  },
  'change.one-at-a-time': {
    status: 409,
    source: 'D13',
    zh: '已有补充协议正在办理。',
    en: 'Another contract change is under way.',
  },
  'change.none-open': {
    status: 409,
    source: 'D13',
    zh: '没有正在办理的补充协议。',
    en: 'No contract change is under way.',
  },
  'change.too-late': {
    status: 409,
    source: 'D13',
    zh: '已过兑付截止日期，变更合同不再影响兑付；如不再兑付，可关闭订单。',
    en: 'The last day for redemption has passed: a changed contract can no longer be redeemed. What is left is closing the order.',
  },
  'change.not-accepted': {
    status: 409,
    source: 'D13',
    zh: '企业尚未同意该补充协议。',
    en: 'The enterprise has not accepted this change yet.',
  },
  'change.already-accepted': {
    status: 409,
    source: 'D13',
    zh: '该补充协议已经同意。',
    en: 'This change has been accepted already.',
  },
  'change.amount-zero': { status: 422, source: 'D13', zh: '金额须大于零。', en: 'The amount must be above zero.' },
  'change.above-order-amount': {
    status: 422,
    source: 'D13',
    zh: '变更后的订单金额不能大于原订单金额。',
    en: 'The new order amount cannot exceed the old one.',
  },
  'change.voucher-too-high': {
    status: 422,
    source: 'D13',
    zh: '变更后的用券金额不能大于原用券金额和变更后的订单金额。',
    en: 'The new voucher amount can exceed neither the old one nor the new order amount.',
  },
} as const satisfies Record<string, RefusalRow>;
