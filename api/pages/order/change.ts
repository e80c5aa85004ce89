import { REASON_AT_MOST } from '../../forms/fields.ts';
import { formatYuan, groupedYuan, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import type { Portal } from '../../actions/portal.ts';
import { errorAt, fieldIdOf } from '../form-errors.ts';
import type { FormError } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { interpolate } from '../../../domain/words.ts';
import { idsIn, uploadField } from '../upload/field.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { inequalityView } from './inequality.ts';
import { orderStepPage } from './order-step-page.ts';
import type { OrderStepCase, ShownOrderStep } from './order-step-page.ts';
import { listKnownDifferences, listUnconfirmed, LOOK, ownComparison } from './own-comparison.ts';
import { changePapers } from './own-papers.ts';

/** 补充协议: the signed agreement, and the amounts it leaves. @source L84, D13 */
export const CHANGE_PAGES = orderStepPage({
  step: 'proposeChange',
  template: 'order/change',
  words: CHANGE_WORDS,
  files: { agreement: 'supplementaryAgreement' },
  initial: ({ file: { order } }) => ({
    orderAmount: formatYuan(order.orderAmountFen),
    voucherAmount: formatYuan(order.voucherAmountFen),
  }),
  form: (values) => ({
    orderAmount: textOf(values, 'orderAmount') || undefined,
    voucherAmount: textOf(values, 'voucherAmount') || undefined,
    attachmentId: idsIn(values['agreement'])[0],
    comment: textOf(values, 'comment'),
  }),
  nameField: (field) => (field === 'attachmentId' ? 'agreement' : field),
  refusedFields: {
    'change.amount-zero': 'orderAmount',
    'change.above-order-amount': 'orderAmount',
    'change.voucher-too-high': 'voucherAmount',
    'attachment.unknown': 'agreement',
  },
  labelled: ['field', 'rule'],
  labelOf: (field, { language }) =>
    isAmount(field) || field === 'comment' ? CHANGE_WORDS[language][field] : undefined,
  prepare: async (_portal, found, sent) =>
    sent.values['act'] === LOOK ? { show: { ...sent, found } } : { send: sent },
  check: async (portal, { values, found }) => [
    ...listMissing(values, found),
    ...(await listUnconfirmed(portal, found, papersOf(found, values), values)),
  ],
  known: (portal, found, values) => listKnownDifferences(portal, found, papersOf(found, values), values),
  view: changeView,
});

const papersOf = ({ file, language }: OrderStepCase, values: Values) => ({
  papers: changePapers(values, file, language),
});

const listMissing = (values: Values, { language }: OrderStepCase): FormError[] =>
  textOf(values, 'comment').trim() === ''
    ? [{ from: 'field', field: 'comment', text: CHANGE_WORDS[language].commentMissing }]
    : [];

async function changeView(portal: Portal, shown: ShownOrderStep) {
  const { found, values, problems, formErrors } = shown;
  const words = CHANGE_WORDS[found.language];
  const upload = await uploadField(portal, found, {
    name: 'agreement',
    kind: 'supplementaryAgreement',
    label: words.file,
    hint: words.fileHint,
    value: values['agreement'],
    problems,
    error: problems.length > 0 ? undefined : errorAt(formErrors, 'agreement'),
  });
  const what = {
    id: fieldIdOf('comment'),
    name: 'comment',
    label: words.comment,
    hint: words.commentHint,
    long: REASON_AT_MOST,
    value: textOf(values, 'comment'),
    error: errorAt(formErrors, 'comment'),
  };
  const comparison = await ownComparison(portal, found, papersOf(found, values), { values, formErrors });
  return { upload, comparison, what, ...amountsView(shown), effects: [words.effect1, words.effect2, words.effect3] };
}

type AmountName = 'orderAmount' | 'voucherAmount';

const isAmount = (field: string): field is AmountName => field === 'orderAmount' || field === 'voucherAmount';

/** O ≥ O′ and V ≥ V′, drawn while they are typed. @source D13 */
function amountsView({ found: { file, language }, values, formErrors }: ShownOrderStep) {
  const { order } = file;
  const words = CHANGE_WORDS[language];
  const part = (name: AmountName, label: string, hint: string, nowFen: Fen) => ({
    field: {
      id: fieldIdOf(name),
      name,
      label: words[name],
      hint,
      value: textOf(values, name),
      error: errorAt(formErrors, name),
      yuan: words.yuan,
    },
    labelId: `relation-${name}`,
    relationLabel: label,
    relation: inequalityView(
      [
        { label: words.now, fen: nowFen, open: '' },
        { label: words.after, fen: parseYuan(textOf(values, name)), input: fieldIdOf(name), open: words.typed },
      ],
      language,
    ),
  });
  return {
    amounts: [
      part(
        'orderAmount',
        words.relationOrder,
        interpolate(words.orderHint, { o: groupedYuan(order.orderAmountFen) }),
        order.orderAmountFen,
      ),
      part(
        'voucherAmount',
        words.relationVoucher,
        interpolate(words.voucherHint, { v: groupedYuan(order.voucherAmountFen) }),
        order.voucherAmountFen,
      ),
    ],
  };
}
