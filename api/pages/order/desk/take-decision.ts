import { openChange } from '../../../../domain/order/order.ts';
import { orderStep } from '../../../../domain/order/steps.ts';
import { PAPERS_OF_TASK } from '../../../../domain/reading/papers.ts';
import { InvalidInput, Refused, Unavailable } from '../../../actions/errors.ts';
import { requestOf } from '../../../forms/order.ts';
import { read } from '../../../forms/read.ts';
import type { Portal } from '../../../actions/portal.ts';
import { getTask } from '../../../actions/task.ts';
import type { Code } from '../../../actions/problems.ts';
import { formErrorsOf } from '../../form-errors.ts';
import type { FormError, FormErrors } from '../../form-errors.ts';
import { stepSent } from '../send.ts';
import { pageForm, sentForm } from '../step-forms.ts';
import { isTakenOn } from '../step-places.ts';
import { paths } from '../../paths.ts';
import type { Query } from '../../paths.ts';
import {
  insistReferenceCompared,
  nameReferenceError,
  PAYOUT_FIELDS,
  withPayoutFaults,
} from '../../payout-batch/payout-faults.ts';
import type { Values } from '../../form-values.ts';
import { readReason } from '../../task/decision-form.ts';
import type { DeskCall } from '../../task/desk.ts';
import type { MemberVisit } from '../../visit.ts';
import { readCase } from './case.ts';
import type { Case } from './case.ts';
import { OF_PAPERS } from '../compared-words.ts';
import type { Decision } from './decision-form.ts';
import { renderDesk } from './render.ts';
import type { OrderDesk } from './render.ts';

/**
 * Takes a reviewer's decision through the same door as a client's: on to the desk with what was done, or the same desk with
 * what was wrong and all that was written. A form sent twice is one decision.
 *
 * @throws Refused `request.unknown-path` for a step that no desk decides by
 * @source D6
 */
export async function takeDecision(desk: OrderDesk, call: DeskCall, step: string): Promise<void> {
  const { portal, visit, response, task } = call;
  if (!isTakenOn('desk', step)) throw new Refused('request.unknown-path');
  const shown = await readCase(portal, visit, task);
  const { values } = visit;
  try {
    if (step === 'recordPayout') insistPayoutCompared(shown, values);
    const told = await sendDecision(portal, visit, shown, step);
    response.redirect(303, paths.task(task.id, { ...shown.inbox, ...told }));
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const sent = { step, values, formErrors: decisionErrorsOf(error, step, visit, shown) };
    if (error instanceof InvalidInput) return renderDesk(desk, call, shown, sent);
    const fresh = await getTask(portal, visit.account, task.id);
    return renderDesk(desk, call, await readCase(portal, visit, fresh), sent);
  }
}

/** What is wrong with a decision; of a tick under a comparison, what it has to confirm. */
function decisionErrorsOf(
  error: unknown,
  step: Decision,
  { values, language }: MemberVisit,
  { file, task }: Case,
): FormErrors {
  const formErrors = formErrorsOf(error, language, REFUSED_FIELDS);
  if (step === 'recordPayout')
    return withPayoutFaults(nameReferenceError(formErrors, language), values, language, file.order);
  const kind = PAPERS_OF_TASK[task.kind];
  const named = (line: FormError): FormError =>
    line.field === 'confirmed' && kind ? { ...line, text: OF_PAPERS[kind][language].confirmFirst } : line;
  return { ...formErrors, lines: formErrors.lines.map(named) };
}

async function sendDecision(
  portal: Portal,
  visit: MemberVisit,
  { language, file }: Case,
  step: Decision,
): Promise<Query> {
  const { values } = visit;
  const sent = sentForm({ ...values, ...readReason(orderStep(step), values, language) });
  const { version, ...fields } = read(pageForm(step), sent);
  const body = requestOf(step, fields, openChange(file.order)?.id ?? '');
  return stepSent(portal, visit, { orderId: file.order.id, version, request: body }, sent);
}

/** A form of an earlier version may be the same click again: the rule tells that, or what has changed. */
function insistPayoutCompared({ file: { order } }: Case, values: Values): void {
  if (Number(values['version']) === order.version) insistReferenceCompared(values, order.payouts);
}

/** Which field of a decision a refusal is about. */
const REFUSED_FIELDS: Partial<Record<Code, string>> = {
  'redemption.amount-zero': 'amount',
  'redemption.above-limit': 'amount',
  'redemption.amount-differs': 'amount',
  'redemption.payment-approver': 'amount',
  'redemption.reason-required': 'reason',
  ...PAYOUT_FIELDS,
};
