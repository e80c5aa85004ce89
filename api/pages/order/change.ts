import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { z } from 'zod';
import { formatYuan, groupedYuan, parseYuan } from '../../../domain/fen.ts';
import type { Fen } from '../../../domain/fen.ts';
import { version } from '../../forms/fields.ts';
import { ORDER_FORMS, requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import type { Code } from '../../actions/problems.ts';
import { filled } from '../interpolate.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { errorAt, fieldIdOf, labelled, troubleOf } from '../form-errors.ts';
import type { Trouble } from '../form-errors.ts';
import { idsIn, uploadField, uploadId } from '../upload/field.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { CHANGE_WORDS } from './change-words.ts';
import { inequalityView } from './inequality.ts';
import { sendStep } from './send.ts';
import { changedView, stepCase, stepFrame } from './step-page.ts';
import type { StepCase } from './step-page.ts';
import type { MemberVisit } from '../visit.ts';

const changeForm = z.object({ ...ORDER_FORMS.proposeChange.fields, version });

const FIELDS: Partial<Record<Code, string>> = {
  'change.amount-zero': 'orderAmount',
  'change.above-order-amount': 'orderAmount',
  'change.voucher-too-high': 'voucherAmount',
  'attachment.unknown': 'agreement',
};

/** 补充协议: the signed agreement, and the amounts it leaves. @source L84, D13 */
export async function showChange(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const found = await stepCase(portal, visit, 'proposeChange');
  const values = visit.typedBefore(paths.orderChange(found.order.id)) ?? asNow(found);
  return renderChange(portal, visit, response, found, { values });
}

/** Proposes the change, or shows the same page with what is wrong and with the file already there. @source L84, D13 */
export async function takeChange(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const found = await stepCase(portal, visit, 'proposeChange');
  const { values } = visit;
  try {
    const { version: seen, ...fields } = read(changeForm, {
      orderAmount: textOf(values, 'orderAmount') || undefined,
      voucherAmount: textOf(values, 'voucherAmount') || undefined,
      attachmentId: idsIn(values['agreement'])[0],
      version: Number(values['version']),
    });
    const wanted = {
      orderId: found.order.id,
      version: seen,
      request: requestOf('proposeChange', fields),
    };
    response.redirect(303, await sendStep(portal, visit, wanted, values));
  } catch (error) {
    const trouble = whole(troubleOf(error, found.language, FIELDS), found, visit);
    return renderChange(portal, visit, response, await stepCase(portal, visit, 'proposeChange'), {
      values,
      trouble,
    });
  }
}

const asNow = ({ file: { order } }: StepCase): Values => ({
  orderAmount: formatYuan(order.orderAmountFen),
  voucherAmount: formatYuan(order.voucherAmountFen),
});

function whole(trouble: Trouble, { language }: StepCase, visit: MemberVisit): Trouble {
  const files = visit.fileProblems.map(({ field, name, code }) => ({
    field,
    text: labelled(name, problemRow(code)[language], language),
  }));
  const fields = trouble.errors.flatMap(({ field, text }) =>
    field === 'attachmentId'
      ? files.length > 0
        ? []
        : [{ field: 'agreement', text: CHANGE_WORDS[language].fileMissing }]
      : [{ field, text }],
  );
  return { ...trouble, errors: [...fields, ...files] };
}

interface Shown {
  readonly values: Values;
  readonly trouble?: Trouble;
}

async function renderChange(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  found: StepCase,
  { values, trouble }: Shown,
): Promise<void> {
  const { order, language } = found;
  const words = CHANGE_WORDS[language];
  const upload = await uploadField(portal, found, {
    name: 'agreement',
    kind: 'supplementaryAgreement',
    label: words.file,
    hint: words.fileHint,
    value: values['agreement'],
    problems: visit.fileProblems,
    error: visit.fileProblems.length > 0 ? undefined : errorAt(trouble, 'agreement'),
  });
  const page = {
    words,
    ...stepFrame(found, 'proposeChange'),
    failed: trouble !== undefined,
    errors: trouble && summary(trouble, found),
    changed: await changedView(portal, found, { trouble, values }),
    action: paths.orderChange(order.id),
    hidden: { csrfToken: visit.csrfToken, version: order.version, click: randomUUID() },
    upload,
    ...amountsView(found, values, trouble),
    effects: [words.effect1, words.effect2, words.effect3],
  };
  return render(portal, visit, response, { status: trouble?.status ?? 200, template: 'order/change', page });
}

type AmountName = 'orderAmount' | 'voucherAmount';

/** O ≥ O′ and V ≥ V′, drawn while they are typed. @source D13 */
function amountsView({ file: { order }, language }: StepCase, values: Values, trouble: Trouble | undefined) {
  const words = CHANGE_WORDS[language];
  const part = (name: AmountName, label: string, hint: string, nowFen: Fen) => ({
    field: {
      id: fieldIdOf(name),
      name,
      label: words[name],
      hint,
      value: textOf(values, name),
      error: errorAt(trouble, name),
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
        filled(words.orderHint, { o: groupedYuan(order.orderAmountFen) }),
        order.orderAmountFen,
      ),
      part(
        'voucherAmount',
        words.relationVoucher,
        filled(words.voucherHint, { v: groupedYuan(order.voucherAmountFen) }),
        order.voucherAmountFen,
      ),
    ],
  };
}

const summary = ({ errors }: Trouble, { language }: StepCase) =>
  errors.map(({ field, text }) => {
    const name = field === 'orderAmount' || field === 'voucherAmount' ? CHANGE_WORDS[language][field] : undefined;
    return {
      text: name === undefined ? text : labelled(name, text, language),
      href: field === undefined ? undefined : `#${field === 'agreement' ? uploadId(field) : fieldIdOf(field)}`,
    };
  });
