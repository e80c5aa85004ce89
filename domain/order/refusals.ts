import type { RefusalRow } from '../process/refusal-row.ts';

/** Why a step of an order is refused, but for what its voucher, papers and payouts refuse. */
export const ORDER_REFUSALS = {
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
    zh: '资料已更新，请核对后再操作。',
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
  'order.no-closing-open': {
    status: 409,
    source: 'D3',
    zh: '没有正在协商的关闭。',
    en: 'No closing by agreement is under way.',
  },
  'order.closes-alone-now': {
    status: 409,
    source: 'D3',
    zh: '提交后已过兑付截止日期，现在由创新协同中心单独关闭：请核对后再操作。',
    en: 'The last day for redemption passed after you had agreed; the center now closes alone. Look again, and close it if that is meant.',
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
} as const satisfies Record<string, RefusalRow>;
