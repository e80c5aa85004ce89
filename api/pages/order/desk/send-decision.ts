import { openChange } from '../../../../domain/order/order.ts';
import { orderStep } from '../../../../domain/order/steps.ts';
import { PAPERS_OF_TASK } from '../../../../domain/reading/papers.ts';
import { requestOf } from '../../../forms/order.ts';
import { read } from '../../../forms/read.ts';
import type { Code } from '../../../actions/problems.ts';
import { formErrorsOf } from '../../form-errors.ts';
import type { FormError, FormErrors } from '../../form-errors.ts';
import { stepSent } from '../send.ts';
import { pageForm, sentForm } from '../step-forms.ts';
import {
  insistReferenceCompared,
  nameReferenceError,
  PAYOUT_FIELDS,
  withPayoutFaults,
} from '../../payout-batch/payout-faults.ts';
import type { Values } from '../../form-values.ts';
import { readReason } from '../../task/decision-form.ts';
import type { DeskCall, Sending } from '../../task/desk.ts';
import type { MemberVisit } from '../../visit.ts';
import type { Case } from './case.ts';
import { OF_PAPERS } from '../compared-words.ts';
import type { Decision } from './decision-form.ts';

/** What is wrong with a decision; of a tick under a comparison, what it has to confirm. */
export function decisionErrorsOf(
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

/** Sends a reviewer's decision. @throws what is wrong with it @source D6 */
export async function sendDecision({ portal, visit }: DeskCall, shown: Case, step: Decision): Promise<Sending<never>> {
  const { language, file } = shown;
  const { values } = visit;
  if (step === 'recordPayout') insistPayoutCompared(shown, values);
  const sent = sentForm({ ...values, ...readReason(orderStep(step), values, language) });
  const { version, ...fields } = read(pageForm(step), sent);
  const body = requestOf(step, fields, openChange(file.order)?.id ?? '');
  return { next: await stepSent(portal, visit, { orderId: file.order.id, version, request: body }, sent) };
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
