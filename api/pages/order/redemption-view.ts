import { REASON_AT_MOST } from '../../forms/fields.ts';
import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import { needsSelfPaidProof, selfPaidFen } from '../../../domain/order/amounts.ts';
import { EFFECT_AT_MOST } from '../../forms/order.ts';
import type { FileProblem } from '../../files/form-files.ts';
import type { Portal } from '../../actions/portal.ts';
import { interpolate } from '../../../domain/words.ts';
import { INVOICE_CODE_AT_MOST, INVOICE_NUMBER_AT_MOST } from '../../forms/invoice.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { uploadField } from '../upload/field.ts';
import { isTicked, textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { checklistView } from './redemption-checklist.ts';
import { BLANK_ROW, invoiceRows } from './redemption-form.ts';
import type { InvoiceRow } from './redemption-form.ts';
import { dateWarnings, sumSaid, sumsView } from './redemption-sums.ts';
import { REDEMPTION_WORDS } from './redemption-words.ts';
import type { OrderStepCase } from './order-step-page.ts';

/** What the page of a request for redemption is drawn from. */
export interface RedemptionShown {
  readonly found: OrderStepCase;
  readonly values: Values;
  readonly formErrors?: FormErrors | undefined;
  readonly problems?: readonly FileProblem[] | undefined;
  /** Blank invoices asked for besides those typed into. */
  readonly blankRows: number;
}

/** The fields, files, sums and checklist of the page. @source L152, L165 */
export async function redemptionView(portal: Portal, shown: RedemptionShown) {
  const { found, values } = shown;
  const { order } = found.file;
  const words = REDEMPTION_WORDS[found.language];
  const typedRows = invoiceRows(values);
  const rows = [
    ...typedRows,
    ...Array.from({ length: Math.max(shown.blankRows, 1 - typedRows.length) }, () => BLANK_ROW),
  ];
  return {
    notAbove: interpolate(words.notAbove, { o: groupedYuan(order.orderAmountFen) }),
    ...plainFields(shown),
    sumSaid: sumSaid(order, values, found.language),
    invoices: await Promise.all(rows.map((row, index) => invoiceView(portal, shown, row, index))),
    blank: await invoiceView(portal, { ...shown, formErrors: undefined, problems: [] }, BLANK_ROW, '__N__'),
    invoicesError: invoicesErrorOf(shown),
    uploads: await uploadsView(portal, shown),
    warnings: dateWarnings(order, values, found.language),
    checklist: checklistView(order, values, found.language),
    sums: sumsView(order, values, found.language),
    promise: {
      id: fieldIdOf('promise'),
      ticked: isTicked(values, 'promise'),
      error: errorAt(shown.formErrors, 'promise'),
    },
  };
}

/** What is wrong with the invoices as a whole: what a rule says, or that there is none. */
function invoicesErrorOf({ formErrors, found }: RedemptionShown): string | undefined {
  const line = formErrors?.lines.find(({ field }) => field === 'invoices');
  return line?.from === 'field' ? REDEMPTION_WORDS[found.language].invoicesMissing : line?.text;
}

function plainFields({ found, values, formErrors }: RedemptionShown) {
  const words = REDEMPTION_WORDS[found.language];
  const { paymentApprovedAt } = found.file.order;
  const field = (
    name: 'actualAmount' | 'serviceStartedOn' | 'serviceFinishedOn' | 'effect' | 'comment',
    more: object,
  ) => ({
    id: fieldIdOf(name),
    name,
    label: words[name],
    value: textOf(values, name),
    error: errorAt(formErrors, name),
    ...more,
  });
  const approved = paymentApprovedAt === null ? '' : dayOf(paymentApprovedAt);
  const today = dayOf(new Date().toISOString());
  return {
    amount: field('actualAmount', { hint: words.actualHint, yuan: words.yuan }),
    started: field('serviceStartedOn', {
      type: 'date',
      min: '2000-01-01',
      hint: interpolate(words.startedHint, { day: approved }),
    }),
    finished: field('serviceFinishedOn', { type: 'date', min: '2000-01-01', max: today }),
    effect: field('effect', { long: EFFECT_AT_MOST, hint: words.effectHint }),
    answer: found.file.order.returned && field('comment', { long: REASON_AT_MOST, hint: words.commentHint }),
  };
}

type Index = number | '__N__';

async function invoiceView(
  portal: Portal,
  { found, formErrors, problems }: RedemptionShown,
  row: InvoiceRow,
  index: Index,
) {
  const words = REDEMPTION_WORDS[found.language];
  const name = (part: string): string => `invoices.${index}.${part}`;
  const field = (part: 'number' | 'code' | 'issuedOn' | 'amount', more: object) => ({
    id: fieldIdOf(name(part)),
    name: name(part),
    label: words[part],
    value: row[part],
    error: errorAt(formErrors, name(part)),
    ...more,
  });
  const file = await uploadField(portal, found, {
    name: name('file'),
    kind: 'invoice',
    label: words.file,
    value: row.file,
    problems,
    error: errorAt(formErrors, name('file')),
  });
  return {
    index,
    title: interpolate(words.invoice, { n: index === '__N__' ? index : index + 1 }),
    fields: [
      field('number', { type: 'text', maxlength: INVOICE_NUMBER_AT_MOST }),
      field('code', { type: 'text', maxlength: INVOICE_CODE_AT_MOST, optional: words.codeHint }),
      field('issuedOn', { type: 'date', min: '2000-01-01', max: dayOf(new Date().toISOString()) }),
    ],
    amount: field('amount', { yuan: words.yuan }),
    file,
    remove: `remove.${index}`,
  };
}

function uploadsView(portal: Portal, { found, values, formErrors, problems }: RedemptionShown) {
  const { order } = found.file;
  const words = REDEMPTION_WORDS[found.language];
  const upload = (
    name: 'selfPaidProof' | 'results' | 'process',
    kind: 'selfPaidProof' | 'result' | 'process',
    about: string,
  ) =>
    uploadField(portal, found, {
      name,
      kind,
      label: words[name],
      hint: about,
      multiple: true,
      value: values[name],
      problems,
      error: errorAt(formErrors, name),
    });
  return Promise.all([
    ...(needsSelfPaidProof(order)
      ? [
          upload(
            'selfPaidProof',
            'selfPaidProof',
            interpolate(words.selfPaidHint, { amount: groupedYuan(selfPaidFen(order)) }),
          ),
        ]
      : []),
    upload('results', 'result', words.resultsHint),
    upload('process', 'process', words.processHint),
  ]);
}

/** What the page calls a field, that of an invoice with the invoice's number; the promise says itself what it is. */
export function labelOf(field: string, { language }: OrderStepCase): string | undefined {
  if (field === 'promise') return undefined;
  const words: Readonly<Record<string, string>> = REDEMPTION_WORDS[language];
  const [, index, part] = /^invoices\.(\d+)\.(\w+)$/.exec(field) ?? [];
  const row = index === undefined ? '' : interpolate(REDEMPTION_WORDS[language].invoice, { n: Number(index) + 1 });
  return [row, words[part ?? field] ?? ''].filter(Boolean).join(' ');
}
