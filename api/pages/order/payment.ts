import { findVoucherLine } from '../../../db/reads/voucher-line.ts';
import { insistFound } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { errorAt, ruleErrorOf } from '../form-errors.ts';
import type { FormError } from '../form-errors.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { uploadField } from '../upload/field.ts';
import { orderStepPage } from './order-step-page.ts';
import type { OrderStepCase, ShownOrderStep } from './order-step-page.ts';
import { PAYMENT_FIELDS, pageField, sentPayment, TICKS } from './payment-form.ts';
import { paymentRefusals } from './payment-rulings.ts';
import { paymentView } from './payment-view.ts';
import { PAYMENT_WORDS } from './payment-words.ts';

/** 支付: how much of the voucher, and the contract. @source L84, L99, L177 */
export const PAYMENT_PAGES = orderStepPage({
  step: 'pay',
  template: 'order/payment',
  words: PAYMENT_WORDS,
  files: { contract: 'contract' },
  initial: lastPayment,
  form: (values, { file }) => sentPayment(values, file.order.orderAmountFen),
  nameField: pageField,
  refusedFields: PAYMENT_FIELDS,
  fieldOrder: ['voucherAmount', 'shortfallAccepted', 'number', 'signedOn', 'totalAmount', ...TICKS, 'contract'],
  labelOf: (field, { language }) => {
    const words: Readonly<Record<string, string>> = PAYMENT_WORDS[language];
    return words[field];
  },
  check: async (portal, { found, values }) =>
    found.blocked === null ? [...(await listRefusals(portal, found, values)), ...listMissingTicks(found, values)] : [],
  view: drawPayment,
});

/** What a rejected payment had said: only what was wrong has to be typed again. @source L149, D4 */
function lastPayment({ order: { contract } }: OrderStepCase): Values {
  return contract === null
    ? {}
    : { number: contract.number, signedOn: contract.signedOn, contract: [contract.attachmentId] };
}

const lineOf = async ({ db }: Portal, { order }: OrderStepCase) =>
  insistFound(await findVoucherLine(db, order.voucherLineId), 'order.not-found');

/** All that the rule has against the fields that can be read. */
async function listRefusals(portal: Portal, found: OrderStepCase, values: Values): Promise<FormError[]> {
  const codes = paymentRefusals(found, await lineOf(portal, found), values);
  return codes.map((code) => ruleErrorOf(code, found.language, PAYMENT_FIELDS[code]));
}

const listMissingTicks = ({ language }: OrderStepCase, values: Values): FormError[] =>
  TICKS.filter((name) => !isTicked(values, name)).map((field) => ({
    from: 'field',
    field,
    text: PAYMENT_WORDS[language].tickMissing,
  }));

async function drawPayment(portal: Portal, { found, values, problems, formErrors }: ShownOrderStep) {
  const { order, language } = found;
  const upload = await uploadField(portal, found, {
    name: 'contract',
    kind: 'contract',
    label: PAYMENT_WORDS[language].file,
    value: values['contract'],
    problems,
    error: problems.length > 0 ? undefined : errorAt(formErrors, 'contract'),
  });
  return {
    product: order.product.name,
    institution: order.institution.name,
    upload,
    ...paymentView({ found, line: await lineOf(portal, found), values, formErrors }),
  };
}
