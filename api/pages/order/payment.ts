import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { voucherLine } from '../../../db/reads/voucher-line.ts';
import type { Language } from '../../../domain/language.ts';
import { found as present } from '../../actions/errors.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { problemRow } from '../../actions/problems.ts';
import type { Code } from '../../actions/problems.ts';
import { errorAt, fieldIdOf, labelled, troubleOf } from '../form-errors.ts';
import type { Trouble } from '../form-errors.ts';
import { uploadField, uploadId } from '../upload/field.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { PAYMENT_FIELDS, pageField, paymentForm, sentPayment, TICKS } from './payment-form.ts';
import { paymentRefusals } from './payment-rulings.ts';
import { paymentView } from './payment-view.ts';
import { PAYMENT_WORDS } from './payment-words.ts';
import { sendStep } from './send.ts';
import { changedView, stepCase, stepFrame } from './step-page.ts';
import type { StepCase } from './step-page.ts';
import type { MemberVisit } from '../visit.ts';

/** 支付: how much of the voucher, and the contract. @source L84, L99, L177 */
export async function showPayment(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const found = await stepCase(portal, visit, 'pay');
  const values = visit.typedBefore(paths.orderPayment(found.order.id)) ?? before(found);
  return renderPayment(portal, visit, response, found, { values });
}

/** Sends the payment, or shows the same page with all that is wrong and with the file already there. @source L84, L177 */
export async function takePayment(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const found = await stepCase(portal, visit, 'pay');
  const { values } = visit;
  const wrong = found.blocked === null ? await wrongWith(portal, visit, found, values) : [];
  if (wrong.length > 0) {
    const trouble = { status: 422, errors: wrong };
    return renderPayment(portal, visit, response, found, { values, trouble });
  }
  try {
    const { version: seen, ...fields } = read(paymentForm, sentPayment(values, found.file.order.orderAmountFen));
    const wanted = { orderId: found.order.id, version: seen, request: requestOf('pay', fields) };
    response.redirect(303, await sendStep(portal, visit, wanted, values));
  } catch (error) {
    const trouble = troubleOf(error, found.language, PAYMENT_FIELDS);
    const fresh = await stepCase(portal, visit, 'pay');
    return renderPayment(portal, visit, response, fresh, { values, trouble });
  }
}

/** What a rejected payment had said: only what was wrong has to be typed again. @source L149, D4 */
function before({ order }: StepCase): Values {
  const { contract } = order;
  return contract === null
    ? {}
    : { number: contract.number, signedOn: contract.signedOn, contract: [contract.attachmentId] };
}

/** All that is wrong at once: fields that cannot be read, what the rule says of the others, each tick and file that misses. */
async function wrongWith(portal: Portal, visit: MemberVisit, found: StepCase, values: Values) {
  const { language, file, order } = found;
  const words = PAYMENT_WORDS[language];
  const files = visit.fileProblems.map(({ field, name, code }) => ({
    field,
    text: labelled(name, problemRow(code)[language], language),
  }));
  const unread = unreadable(sentPayment(values, file.order.orderAmountFen), language).flatMap(({ field, text }) => {
    const at = field && pageField(field);
    if (at === 'contract') return files.length > 0 ? [] : [{ field: at, text: words.fileMissing }];
    return [{ field: at, text }];
  });
  const line = present(await voucherLine(portal.db, order.voucherLineId), 'order.not-found');
  const refused = paymentRefusals(found, line, values).map((code) => ({
    field: PAYMENT_FIELDS[code],
    text: problemRow(code)[language],
  }));
  const ticks = TICKS.filter((name) => !isTicked(values, name)).map((name) => ({
    field: name,
    text: words.tickMissing,
  }));
  const all = [...unread, ...refused, ...ticks, ...files];
  return ORDER_ON_PAGE.flatMap((field) => all.filter((line) => line.field === field)).concat(
    all.filter(({ field }) => field === undefined || !ORDER_ON_PAGE.includes(field)),
  );
}

/** As they follow each other on the page. */
const ORDER_ON_PAGE = ['voucherAmount', 'shortfallAccepted', 'number', 'signedOn', 'totalAmount', ...TICKS, 'contract'];

function unreadable(sent: object, language: Language): Trouble['errors'] {
  try {
    read(paymentForm, sent);
    return [];
  } catch (error) {
    return troubleOf(error, language).errors;
  }
}

interface Shown {
  readonly values: Values;
  readonly trouble?: Trouble;
}

async function renderPayment(
  portal: Portal,
  visit: MemberVisit,
  response: Response,
  found: StepCase,
  { values, trouble }: Shown,
): Promise<void> {
  const { order, language } = found;
  const words = PAYMENT_WORDS[language];
  const line = present(await voucherLine(portal.db, order.voucherLineId), 'order.not-found');
  const upload = await uploadField(portal, found, {
    name: 'contract',
    kind: 'contract',
    label: words.file,
    value: values['contract'],
    problems: visit.fileProblems,
    error: visit.fileProblems.length > 0 ? undefined : errorAt(trouble, 'contract'),
  });
  const page = {
    words,
    ...stepFrame(found, 'pay'),
    failed: trouble !== undefined,
    errors: trouble && summary(trouble, language),
    changed: await changedView(portal, found, { trouble, values }),
    action: paths.orderPayment(order.id),
    hidden: { csrfToken: visit.csrfToken, version: order.version, click: randomUUID() },
    product: order.product.name,
    institution: order.institution.name,
    upload,
    ...paymentView({ found, line, values, trouble }),
  };
  return render(portal, visit, response, { status: trouble?.status ?? 200, template: 'order/payment', page });
}

/** What rules say, in either language. */
const REFUSED: ReadonlySet<string> = new Set(
  (Object.keys(PAYMENT_FIELDS) as Code[]).flatMap((code) => [problemRow(code).zh, problemRow(code).en]),
);

function summary({ errors }: Trouble, language: Language) {
  const words: Readonly<Record<string, string>> = PAYMENT_WORDS[language];
  return errors.map(({ field, text }) => {
    const label = REFUSED.has(text) || field === 'contract' ? undefined : field && words[field]; // a rule's sentence names its subject
    return {
      text: label === undefined ? text : labelled(label, text, language),
      href: field === undefined ? undefined : `#${field === 'contract' ? uploadId(field) : fieldIdOf(field)}`,
    };
  });
}
