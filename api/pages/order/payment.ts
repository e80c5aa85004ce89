import { findVoucherLine } from '../../../db/reads/voucher-line.ts';
import { listOrderEvents } from '../../../db/reads/order-history.ts';
import type { HistoryEvent } from '../../../db/reads/order-history.ts';
import { insistFound } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { errorAt, ruleErrorOf } from '../form-errors.ts';
import type { FormError } from '../form-errors.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import type { Onward, SentForm } from '../step-page/definition.ts';
import { uploadField } from '../upload/field.ts';
import { draftsOf, REPLACE, savedView } from './draft.ts';
import type { Draft, Unkept } from './draft.ts';
import { lastOf } from './events.ts';
import { completedStepPage } from './order-step-page.ts';
import type { OrderStepCase, ShownOrderStep } from './order-step-page.ts';
import { listKnownDifferences, listUnconfirmed, LOOK, ownComparison } from './own-comparison.ts';
import { paymentPapers } from './own-papers.ts';
import {
  draftValues,
  filesIn,
  isSamePayment,
  pageField,
  PAYMENT_FIELDS,
  paymentValues,
  sentPayment,
  TICKS,
  withoutTicks,
} from './payment-form.ts';
import { paymentRefusals } from './payment-rulings.ts';
import { paymentView } from './payment-view.ts';
import { PAYMENT_WORDS } from './payment-words.ts';
import { hrefOfStep } from './step-places.ts';

/** An order that is being paid, with what was kept of the form and what the last payment said. */
interface Paying extends OrderStepCase {
  readonly draft: Draft | undefined;
  readonly unkept: Unkept | null;
  readonly history: readonly HistoryEvent[];
  readonly last: Values;
}

const DRAFTS = draftsOf({ sentBy: ['pay'], kept: draftValues, files: filesIn });

/** 支付: how much of the voucher, and the contract. @source L84, L99, L177 */
export const PAYMENT_PAGES = completedStepPage<Paying>(
  {
    step: 'pay',
    template: 'order/payment',
    words: PAYMENT_WORDS,
    files: { contract: 'contract' },
    initial: ({ draft, last }) => draft?.values ?? last,
    form: (values, { file }) => sentPayment(values, file.order.orderAmountFen),
    nameField: pageField,
    refusedFields: PAYMENT_FIELDS,
    fieldOrder: [
      'voucherAmount',
      'shortfallAccepted',
      'number',
      'signedOn',
      'totalAmount',
      ...TICKS,
      'contract',
      'compared',
    ],
    labelOf,
    check: async (portal, { found, values }) =>
      found.blocked === null
        ? [
            ...(await listRefusals(portal, found, values)),
            ...listMissingTicks(found, values),
            ...(await listUnconfirmed(portal, found, papersOf(found, values), values)),
          ]
        : [],
    prepare,
    known: (portal, found, values) => listKnownDifferences(portal, found, papersOf(found, values), values),
    afterwards: DRAFTS.drop,
    view: drawPayment,
  },
  findPaying,
);

/** The draft, or what the last payment said, taken back or rejected: only what was wrong is typed again. @source L149, D4, D25 */
async function findPaying(portal: Portal, found: OrderStepCase): Promise<Paying> {
  const history = await listOrderEvents(portal.db, found.order.id);
  const last = lastOf(history, 'pay');
  const draft = await DRAFTS.find(portal, found, history);
  const values = last ? paymentValues(last.body) : {};
  const isRejected = found.order.state === 'paymentRejected'; // what was declared then is declared anew
  return { ...found, draft, unkept: null, history, last: isRejected ? withoutTicks(values) : values };
}

/** Keeps what was typed, or sends it, as the button says. A form without a button is sent. */
async function prepare(portal: Portal, found: Paying, sent: SentForm): Promise<Onward<Paying>> {
  if (sent.values['act'] === LOOK) return { show: { ...sent, found } };
  const kept =
    found.blocked === null ? await DRAFTS.keep(portal, found, sent.values) : { draft: undefined, unkept: null };
  if (kept.unkept === 'overtaken') return { show: { ...sent, found: { ...found, ...kept } } };
  const act = sent.values['act'] === REPLACE ? 'save' : sent.values['act'];
  if (act === 'save' && kept.unkept === null && sent.problems.length === 0)
    return { goTo: hrefOfStep(found.order.id, 'pay') };
  return act === 'save' || act === 'draft' ? { show: { ...sent, found: { ...found, ...kept } } } : { send: sent };
}

function labelOf(field: string, { language }: OrderStepCase): string | undefined {
  const words: Readonly<Record<string, string>> = PAYMENT_WORDS[language];
  return field === 'contract' ? PAYMENT_WORDS[language].file : words[field];
}

const papersOf = ({ file, language, last }: Paying, values: Values) => ({
  papers: paymentPapers(values, file, language),
  warning:
    file.order.state === 'paymentRejected' && isSamePayment(values, last)
      ? PAYMENT_WORDS[language].unchanged
      : undefined,
});

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

async function drawPayment(portal: Portal, { found, values, problems, formErrors }: ShownOrderStep<Paying>) {
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
    comparison: await ownComparison(portal, found, papersOf(found, values), { values, formErrors }),
    kept: savedView({ ...found, values, href: hrefOfStep(order.id, 'pay'), labelOf: (field) => labelOf(field, found) }),
    ...paymentView({ found, line: await lineOf(portal, found), values, formErrors }),
  };
}
