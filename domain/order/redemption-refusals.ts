import type { RefusalRow } from '../process/refusal-row.ts';

/** What a redemption or a payout is refused for. @source L152, L165, D2 */
export const REDEMPTION_REFUSALS = {
  'redemption.amount-zero': { status: 422, source: 'L152', zh: '金额须大于零。', en: 'The amount must be above zero.' },
  'redemption.above-order-amount': {
    status: 422,
    source: 'L152',
    zh: '实际发生金额不能大于订单金额。',
    en: 'The actual amount cannot exceed the order amount.',
  },
  'redemption.invoices-differ': {
    status: 422,
    source: 'L165',
    zh: '发票金额合计须等于实际发生金额。',
    en: 'The invoices must add up to the actual amount.',
  },
  'invoice.number-unreadable': {
    status: 422,
    source: 'D41',
    zh: '发票号码须由数字或拉丁字母组成。',
    en: 'An invoice number consists of digits and Latin letters.',
  },
  'invoice.listed-twice': {
    status: 422,
    source: 'D41',
    zh: '同一张发票不能填写两次。',
    en: 'One invoice cannot be listed twice.',
  },
  'invoice.already-claimed': {
    status: 409,
    source: 'D41',
    zh: '发票已用于另一订单的兑付申请，不能重复使用。',
    en: 'An invoice stands in the redemption of another order and cannot be used again.',
  },
  'redemption.self-paid-proof-missing': {
    status: 422,
    source: 'L165',
    zh: '请上传企业自付部分的付款凭证。',
    en: 'Proof of the self-paid part is needed.',
  },
  'redemption.dates-reversed': {
    status: 422,
    source: 'D12',
    zh: '服务完成日期不能早于服务开始日期。',
    en: 'The service cannot finish before it starts.',
  },
  'redemption.date-in-future': {
    status: 422,
    source: 'D12',
    zh: '日期不能晚于今天。',
    en: 'The date cannot lie in the future.',
  },
  'redemption.above-limit': {
    status: 422,
    source: 'L152',
    zh: '兑付金额不能大于可兑付金额。',
    en: 'The amount exceeds what may be redeemed.',
  },
  'redemption.reason-required': {
    status: 422,
    source: 'L152',
    zh: '低于可兑付金额须填写理由。',
    en: 'A lower amount needs a reason.',
  },
  'redemption.amount-differs': {
    status: 422,
    source: 'D6',
    zh: '两位审核人核定的金额须一致。',
    en: 'Both reviewers must approve the same amount.',
  },
  'redemption.second-person-needed': {
    status: 409,
    source: 'D6',
    zh: '须由另一位审核人复核。',
    en: 'A second person must approve.',
  },
  'redemption.payment-approver': {
    status: 409,
    source: 'D6',
    zh: '支付审核与兑付审核不能由同一人单独完成。',
    en: 'Whoever approved the payment may not be the only one to approve the redemption.',
  },
  'payout.amount-zero': { status: 422, source: 'D2', zh: '拨付金额须大于零。', en: 'The payout must be above zero.' },
  'payout.above-approved': {
    status: 422,
    source: 'D2',
    zh: '拨付合计不能大于核定的兑付金额。',
    en: 'The payouts cannot exceed the approved amount.',
  },
  'payout.date-in-future': {
    status: 422,
    source: 'D2',
    zh: '拨付日期不能晚于今天。',
    en: 'The payout date cannot lie in the future.',
  },
  'payout.line-waiting': {
    status: 409,
    source: 'D2',
    zh: '该订单已在拨付批次中等待结果，请先在批次中登记成功、失败或移出。',
    en: 'A batch line of this order waits for the bank; mark it paid or failed, or remove it, first.',
  },
  'payout.removal-reason-required': {
    status: 422,
    source: 'D2',
    zh: '批次已导出给银行，移出须写明理由。请先与银行确认该笔未付款。',
    en: 'The batch was exported for the bank: taking a line out needs a reason. First make sure that the bank has not paid it.',
  },
  'payout.line-settled': {
    status: 409,
    source: 'D2',
    zh: '该笔拨付已有结果，不能再更改。',
    en: 'What became of this line is recorded already.',
  },
} as const satisfies Record<string, RefusalRow>;
