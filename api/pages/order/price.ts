import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { z } from 'zod';
import { formatYuan, grouped, parseYuan } from '../../../domain/fen.ts';
import { version } from '../../forms/fields.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { errorAt, fieldIdOf, summaryOf, troubleOf } from '../form-errors.ts';
import type { Trouble } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { inequalityView } from './inequality.ts';
import { PRICE_WORDS } from './price-words.ts';
import { sendStep } from './send.ts';
import { changedView, orderIdOf, stepCase, stepFrame } from './step-page.ts';
import type { StepCase } from './step-page.ts';
import type { MemberVisit } from '../visit.ts';

const priceForm = z.object({ ...ORDER_FORMS.confirmPrice.fields, version });

/** 核定价格: the order's data, the amount, and how it stands to P and V. @source L109, L117 */
export async function showPrice(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const found = await stepCase(portal, visit, 'confirmPrice');
  const values = visit.typedBefore(paths.orderPrice(found.order.id));
  return renderPrice(portal, visit, response, found, { values });
}

/** Confirms the price, or shows the same page with what is wrong. @source L109, L117 */
export async function takePrice(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { values } = visit;
  try {
    const { version: seen, ...fields } = read(priceForm, {
      ...values,
      orderAmount: textOf(values, 'orderAmount') || undefined,
      version: Number(values['version']),
    });
    const wanted = {
      orderId: orderIdOf(visit),
      version: seen,
      request: requestOf('confirmPrice', fields),
    };
    response.redirect(303, await sendStep(portal, visit, wanted, values));
  } catch (error) {
    const trouble = troubleOf(error, visit.language, {
      'order.amount-zero': 'orderAmount',
      'order.above-list-price': 'orderAmount',
    });
    return renderPrice(portal, visit, response, await stepCase(portal, visit, 'confirmPrice'), { values, trouble });
  }
}

interface Shown {
  readonly values?: Values | undefined;
  readonly trouble?: Trouble;
}

const AMOUNT = fieldIdOf('orderAmount');

async function renderPrice(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  found: StepCase,
  { values, trouble }: Shown,
): Promise<void> {
  const { order, language } = found;
  const words = PRICE_WORDS[language];
  const amount = values ? textOf(values, 'orderAmount') : proposal(found);
  const page = {
    words,
    ...stepFrame(found, 'confirmPrice'),
    failed: trouble !== undefined,
    errors: summaryOf(trouble, language),
    changed: await changedView(portal, found, { trouble, values: values ?? {} }),
    facts: factsOf(found),
    action: paths.orderPrice(order.id),
    hidden: { csrfToken: visit.csrfToken, version: order.version, click: randomUUID() },
    amount: { id: AMOUNT, value: amount, error: errorAt(trouble, 'orderAmount') },
    relation: inequalityView(
      [
        { label: words.listPrice, fen: found.file.order.listPriceFen, open: '' },
        { label: words.orderAmount, fen: parseYuan(amount.trim()), input: AMOUNT, open: words.typed },
        { label: words.voucherAmount, fen: undefined, open: words.byEnterprise },
      ],
      language,
    ),
    points: [words.point1, words.point2, words.point3],
  };
  return render(portal, visit, response, { status: trouble?.status ?? 200, template: 'order/price', page });
}

/** What stands in the field at first: what was confirmed before, else what the enterprise expects. @source D7 */
const proposal = ({ order, file: { order: row, expectedAmountFen } }: StepCase): string =>
  order.priceConfirmed
    ? formatYuan(row.orderAmountFen)
    : expectedAmountFen === null
      ? ''
      : formatYuan(expectedAmountFen);

function factsOf({ order, language }: StepCase) {
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
