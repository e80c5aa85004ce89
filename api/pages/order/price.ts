import { formatYuan, grouped, parseYuan } from '../../../domain/fen.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import { inequalityView } from './inequality.ts';
import { orderStepPage } from './order-step-page.ts';
import type { OrderStepCase, ShownOrderStep } from './order-step-page.ts';
import { PRICE_WORDS } from './price-words.ts';

/** 核定价格: the order's data, the amount, and how it stands to P and V. @source L109, L117 */
export const PRICE_PAGES = orderStepPage({
  step: 'confirmPrice',
  template: 'order/price',
  words: PRICE_WORDS,
  initial: (found) => ({ orderAmount: proposal(found) }),
  form: (values) => ({ orderAmount: textOf(values, 'orderAmount') || undefined }),
  refusedFields: { 'order.amount-zero': 'orderAmount', 'order.above-list-price': 'orderAmount' },
  view: (_portal, shown) => priceView(shown),
});

const AMOUNT = fieldIdOf('orderAmount');

function priceView({ found, values, formErrors }: ShownOrderStep) {
  const words = PRICE_WORDS[found.language];
  const amount = textOf(values, 'orderAmount');
  return {
    facts: factsOf(found),
    amount: { id: AMOUNT, value: amount, error: errorAt(formErrors, 'orderAmount') },
    relation: inequalityView(
      [
        { label: words.listPrice, fen: found.file.order.listPriceFen, open: '' },
        { label: words.orderAmount, fen: parseYuan(amount.trim()), input: AMOUNT, open: words.typed },
        { label: words.voucherAmount, fen: undefined, open: words.byEnterprise },
      ],
      found.language,
    ),
    points: [words.point1, words.point2, words.point3],
  };
}

/** What stands in the field at first: what was confirmed before, else what the enterprise expects. @source D7 */
const proposal = ({ order, file: { order: row, expectedAmountFen } }: OrderStepCase): string =>
  order.priceConfirmed
    ? formatYuan(row.orderAmountFen)
    : expectedAmountFen === null
      ? ''
      : formatYuan(expectedAmountFen);

function factsOf({ order, language }: OrderStepCase) {
  const words = PRICE_WORDS[language];
  const amount = (label: string, value: { amount: string } | null) =>
    value === null ? [] : [{ label, value: `¥${grouped(value.amount)}`, money: true }];
  return [
    { label: words.enterprise, value: order.enterprise.name },
    { label: words.boughtProduct, value: order.product.name },
    ...amount(words.listPrice, order.listPrice),
    ...amount(words.before, order.priceConfirmed ? order.orderAmount : null),
    ...amount(words.expected, order.expectedAmount),
    ...(order.state === 'paymentRejected' ? [{ label: words.rejected, value: order.remark }] : []),
    ...(order.note === null ? [] : [{ label: words.note, value: order.note }]),
  ];
}
