import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { workingDaysFor } from '../../../domain/rule-set.ts';
import { dayOf } from '../../../domain/day.ts';
import { floorShareFen, grouped, groupedYuan, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { OwnLine } from '../../../db/reads/voucher-line.ts';
import { paths } from '../paths.ts';
import { interpolate } from '../../../domain/words.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { inequalityView } from './inequality.ts';
import { selfPaidOf, TICKS } from './payment-form.ts';
import { PAYMENT_WORDS } from './payment-words.ts';
import type { OrderStepCase } from './order-step-page.ts';

/** What the payment's page is drawn from. */
export interface PaymentShown {
  readonly found: OrderStepCase;
  readonly line: OwnLine;
  readonly values: Values;
  readonly formErrors: FormErrors | undefined;
}

const VOUCHER = fieldIdOf('voucherAmount');

/** The fields, the live amounts and the notices of the payment's page. @source L84, L99, L152, L177 */
export function paymentView(shown: PaymentShown) {
  const { found, line, values, formErrors } = shown;
  const { order } = found.file;
  const words = PAYMENT_WORDS[found.language];
  const percent = order.rules.redeemPercent;
  const limitFen = floorShareFen(order.orderAmountFen, percent);
  const voucherFen = parseYuan(textOf(values, 'voucherAmount'));
  return {
    facts: lineFacts(shown),
    amount: {
      id: VOUCHER,
      name: 'voucherAmount',
      label: words.voucherAmount,
      hint: words.voucherHint,
      value: textOf(values, 'voucherAmount'),
      error: errorAt(formErrors, 'voucherAmount'),
      yuan: words.yuan,
    },
    relation: inequalityView(
      [
        { label: words.listPrice, fen: order.listPriceFen, open: '' },
        { label: words.orderAmount, fen: order.orderAmountFen, open: '' },
        { label: words.voucherAmount, fen: voucherFen, input: VOUCHER, open: words.typed },
      ],
      found.language,
    ),
    enough: inequalityView(
      [
        { label: words.balance, fen: line.availableFen, open: '' },
        { label: words.voucherAmount, fen: voucherFen, input: VOUCHER, open: words.typed },
      ],
      found.language,
    ),
    fields: contractFields(shown),
    clauses: clausesView(shown),
    summary: summaryView(order.orderAmountFen, limitFen, voucherFen),
    limitText: interpolate(words.limitText, { percent }),
    gap: {
      open: voucherFen !== undefined && voucherFen > limitFen && voucherFen <= order.orderAmountFen,
      title: interpolate(words.gapTitle, { percent }),
      text: interpolate(words.gapText, { percent, limit: groupedYuan(limitFen) }),
      blocked:
        order.rules.ratioPolicy === 'BLOCK' && interpolate(words.gapBlocked, { percent, limit: groupedYuan(limitFen) }),
      id: fieldIdOf('shortfallAccepted'),
      accepted: isTicked(values, 'shortfallAccepted'),
      error: errorAt(formErrors, 'shortfallAccepted'),
    },
    sendText: interpolate(words.sendText, { days: workingDaysFor(order.rules, 'paymentReview') }),
    rejected:
      found.order.state === 'paymentRejected' &&
      found.order.remark !== '-' &&
      words.rejected + reasonIn(found.order.remark, found.language),
  };
}

function lineFacts({ found: { language }, line }: PaymentShown) {
  const words = PAYMENT_WORDS[language];
  return [
    {
      label: words.line,
      value: `${line.category} / ${line.subcategory}`,
      href: paths.voucher(line.voucherId),
      link: line.number,
    },
    { label: words.balance, value: groupedYuan(line.availableFen), money: true },
    { label: words.useBy, value: line.useBy },
  ];
}

function contractFields({ found, line, values, formErrors }: PaymentShown) {
  const words = PAYMENT_WORDS[found.language];
  const field = (name: 'number' | 'signedOn' | 'totalAmount', more: object) => ({
    id: fieldIdOf(name),
    name,
    label: words[name],
    value: textOf(values, name),
    error: errorAt(formErrors, name),
    ...more,
  });
  return {
    number: field('number', { type: 'text', maxlength: 100 }),
    signedOn: field('signedOn', {
      type: 'date',
      min: line.grantedOn,
      max: dayOf(new Date().toISOString()),
      hint: interpolate(words.signedHint, { granted: line.grantedOn }),
    }),
    totalAmount: field('totalAmount', {
      hint: interpolate(words.totalHint, { amount: grouped(found.order.orderAmount.amount) }),
      yuan: words.yuan,
    }),
  };
}

function clausesView({ found, values, formErrors }: PaymentShown) {
  const words = PAYMENT_WORDS[found.language];
  return {
    id: fieldIdOf('clauses'),
    wrong:
      TICKS.some((name) => errorAt(formErrors, name) !== undefined) || errorAt(formErrors, 'clauses') !== undefined,
    ticks: TICKS.map((name) => ({
      id: fieldIdOf(name),
      name,
      label: words[name],
      ticked: isTicked(values, name),
      error: errorAt(formErrors, name),
    })),
  };
}

/** The amounts to one scale, as far as they are known; the island keeps them up to date. */
function summaryView(orderFen: Fen, limitFen: Fen, voucherFen: Fen | undefined) {
  const selfFen = voucherFen === undefined ? undefined : selfPaidOf(orderFen, voucherFen);
  const fits = selfFen !== undefined;
  const share = (part: number): string => ((100 * part) / orderFen).toFixed(2);
  return {
    orderFen,
    limitFen,
    order: groupedYuan(orderFen),
    limit: groupedYuan(limitFen),
    voucher: voucherFen === undefined ? '-' : groupedYuan(voucherFen),
    selfPaid: selfFen === undefined ? '-' : groupedYuan(selfFen),
    gap: voucherFen === undefined || !fits ? '-' : groupedYuan(Math.max(0, voucherFen - limitFen) as Fen),
    isShort: fits && voucherFen !== undefined && voucherFen > limitFen,
    limitAt: share(limitFen),
    voucherWidth: share(fits ? (voucherFen ?? 0) : 0),
    selfWidth: share(selfFen ?? 0),
    gapWidth: share(fits ? Math.max(0, (voucherFen ?? 0) - limitFen) : 0),
  };
}
