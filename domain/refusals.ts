import type { Language } from './language.ts';

interface RefusalRow {
  /** HTTP: 403 not one's role, 404 not to be known, 409 refused by state, 422 refused over the input. */
  readonly status: 403 | 404 | 409 | 422;
  readonly source: string;
  readonly zh: string;
  readonly en: string;
}

/** Every reason a rule may refuse for. Codes are a contract, wording is not. */
export const REFUSALS = {
  'order.not-your-step': {
    status: 403,
    source: 'L12',
    zh: '这一步不由您的角色办理。',
    en: 'This step is not open to your role.',
  },
  'order.not-found': { status: 404, source: 'D26', zh: '没有找到这个订单。', en: 'There is no such order.' },
  'order.content-changed': {
    status: 409,
    source: 'D5',
    zh: '资料已更新，请刷新后再操作。',
    en: 'The content has changed; reload and look again.',
  },
  'order.wrong-state': {
    status: 409,
    source: 'L92',
    zh: '订单当前状态不能办理这一步。',
    en: 'The order is not in a state that allows this step.',
  },
  'order.same-company': {
    status: 422,
    source: 'D24',
    zh: '同一信用代码的机构与企业之间不能下单。',
    en: 'An order between accounts of one credit code is not possible.',
  },
  'order.expected-amount-invalid': {
    status: 422,
    source: 'D7',
    zh: '期望金额须大于零且不大于产品价格。',
    en: 'The expected amount must be above zero and at most the list price.',
  },
  'order.amount-zero': { status: 422, source: 'L99', zh: '金额须大于零。', en: 'The amount must be above zero.' },
  'order.above-list-price': {
    status: 422,
    source: 'L117',
    zh: '核定后的订单金额不能大于已发布的产品金额；若订单价格高于现有产品金额，建议发布新产品。',
    en: 'The confirmed amount cannot exceed the published product price; if the contract is higher, publish a new product.',
  },
  'order.price-not-confirmed': {
    status: 409,
    source: 'L113',
    zh: '请等待服务机构核定价格后再支付。',
    en: 'Wait until the institution has confirmed the price, then pay.',
  },
  'order.voucher-amount-zero': {
    status: 422,
    source: 'L99',
    zh: '支付创新券金额须大于零。',
    en: 'The voucher amount must be above zero.',
  },
  'order.above-order-amount': {
    status: 422,
    source: 'L99',
    zh: '支付创新券金额不能大于订单金额。',
    en: 'The voucher amount cannot exceed the order amount.',
  },
  'order.ratio-not-accepted': {
    status: 422,
    source: 'D1',
    zh: '支付创新券金额大于订单金额的兑付比例，请确认差额由双方自行承担。',
    en: 'The voucher amount exceeds the redeemable share; confirm that the parties bear the difference.',
  },
  'order.ratio-exceeded': {
    status: 422,
    source: 'D1',
    zh: '支付创新券金额不能大于订单金额的兑付比例。',
    en: 'The voucher amount cannot exceed the redeemable share of the order amount.',
  },
  'order.review-claimed': {
    status: 409,
    source: 'D25',
    zh: '审核人已开始审核，不能撤回。',
    en: 'A reviewer has taken the case; the payment can no longer be withdrawn.',
  },
  'order.returned': {
    status: 409,
    source: 'D5',
    zh: '已退回补正，等待服务机构补正后再审核。',
    en: 'Returned for supplement; decide when the institution has answered.',
  },
  'order.not-returned': {
    status: 409,
    source: 'D5',
    zh: '没有退回补正的要求。',
    en: 'No supplement has been asked for.',
  },
  'order.redemption-too-late': {
    status: 409,
    source: 'D20',
    zh: '已过兑付截止日期。',
    en: 'The last day for redemption has passed.',
  },
  'order.change-open': {
    status: 409,
    source: 'D13',
    zh: '补充协议办理完成后才能申请兑付。',
    en: 'Redemption waits for the contract change to be settled.',
  },
  'order.already-agreed': {
    status: 409,
    source: 'D3',
    zh: '您已同意关闭，等待其他方同意。',
    en: 'You have agreed to close; the others have not yet.',
  },
  'order.declared-company': {
    status: 409,
    source: 'D6',
    zh: '该公司在您的回避申报之列，不能由您审核。',
    en: 'You have declared this company; someone else must decide.',
  },
  'product.not-live': {
    status: 422,
    source: 'L58',
    zh: '该产品当前不可下单。',
    en: 'This product cannot be ordered now.',
  },
  'institution.suspended': {
    status: 422,
    source: 'D22',
    zh: '该服务机构已暂停接单。',
    en: 'This institution takes no new orders.',
  },
  'voucher.line-unknown': {
    status: 422,
    source: 'D10',
    zh: '没有这个服务券额度。',
    en: 'There is no such voucher line.',
  },
  'voucher.other-direction': {
    status: 422,
    source: 'L78',
    zh: '服务券的使用方向与产品的服务大类、服务小类不一致。',
    en: 'The voucher line is for another category or subcategory.',
  },
  'voucher.nothing-left': {
    status: 422,
    source: 'D10',
    zh: '该服务券额度没有可用余额。',
    en: 'Nothing is left on this voucher line.',
  },
  'voucher.balance-too-low': {
    status: 422,
    source: 'L99',
    zh: '服务券可用余额不足。',
    en: 'The voucher line holds less than this amount.',
  },
  'voucher.past-use-by': {
    status: 409,
    source: 'D20',
    zh: '服务券已过使用截止日期。',
    en: 'The last day to use this voucher has passed.',
  },
  'contract.total-differs': {
    status: 422,
    source: 'L115',
    zh: '合同总金额须与订单金额一致。',
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
  'payout.line-settled': {
    status: 409,
    source: 'D2',
    zh: '该笔拨付已有结果，不能再更改。',
    en: 'What became of this line is recorded already.',
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
  'task.claimed-by-another': {
    status: 409,
    source: 'D6',
    zh: '该任务已由其他人员领取。',
    en: 'Someone else has claimed this task.',
  },
  'task.not-found': { status: 404, source: 'D6', zh: '没有找到这个任务。', en: 'There is no such task.' },
  'task.not-open': { status: 409, source: 'D6', zh: '该任务已经办结。', en: 'This task is closed already.' },
  'task.not-claimed-by-you': {
    status: 409,
    source: 'D6',
    zh: '该任务不由您领取。',
    en: 'You have not claimed this task.',
  },
  'task.no-claim': { status: 409, source: 'D5', zh: '补正任务无需领取。', en: 'A supplement is not claimed.' },
  'attachment.unknown': {
    status: 422,
    source: 'L84',
    zh: '没有这个附件，或不能用于这里。',
    en: 'There is no such file, or it cannot be used here.',
  },
  'account.not-allowed': { status: 403, source: 'D6', zh: '该账号已停用。', en: 'This account is not active.' },
} as const satisfies Record<string, RefusalRow>;

export type RefusalCode = keyof typeof REFUSALS;

/** The row of a code: its status, source and wording. */
export const refusal = (code: RefusalCode): RefusalRow => REFUSALS[code];

/** Whether a stored text is a code of this release. */
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** The wording of a stored code; undefined for one that is not of this release. */
export const refusalText = (code: string, language: Language): string | undefined =>
  isRefusalCode(code) ? refusal(code)[language] : undefined;
