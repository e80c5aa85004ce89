import type { Response } from 'express';
import type { Language } from '../../../domain/language.ts';
import { openChange } from '../../../domain/order/order.ts';
import { readyReasons, fullReason } from '../../../domain/ready-reasons.ts';
import { isOpenTask } from '../../../domain/task.ts';
import { InvalidInput, Refused } from '../../actions/errors.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { problemRow } from '../../actions/problems.ts';
import type { Code } from '../../actions/problems.ts';
import { stepSent } from '../order/send.ts';
import { pageForm, sentForm } from '../order/step-forms.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { isTicked } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { caseOf } from './case.ts';
import type { Case } from './case.ts';
import { taskIdOf } from './claim.ts';
import { comparison } from '../order/desk/compare.ts';
import { DECISIONS } from './decision-form.ts';
import type { Decision, Sent } from './decision-form.ts';
import { renderDesk } from './desk.ts';
import { deskReading } from '../order/desk/reading.ts';
import type { MemberVisit } from '../visit.ts';

/**
 * Takes a reviewer's decision through the same door as a client's: on to the desk with what was done, or the same desk with
 * what was wrong and all that was written. A form sent twice is one decision.
 *
 * @source D6
 */
export async function takeDecision(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const step = DECISIONS.find((decision) => decision === visit.params['step']);
  if (!step) throw new Refused('request.unknown-path');
  const taskId = taskIdOf(visit);
  const shown = await caseOf(portal, visit, taskId);
  const { values } = visit;
  try {
    await insistConfirmed(portal, shown, step, values);
    response.redirect(303, paths.task(taskId, await decided(portal, visit, shown, step)));
  } catch (error) {
    if (error instanceof InvalidInput)
      return renderDesk(portal, visit, response, shown, {
        status: 422,
        sent: { step, values, errors: error.errors },
      });
    if (!(error instanceof Refused) || error.code === 'order.not-found') throw error;
    const { status, ...texts } = problemRow(error.code);
    const text = texts[visit.language];
    const field = REFUSED_FIELDS[error.code];
    const sent: Sent = { step, values, errors: [], refused: field === undefined ? undefined : { field, text } };
    const told = { refused: text, stale: error.code === 'order.content-changed' };
    return renderDesk(portal, visit, response, await caseOf(portal, visit, taskId), { status, sent, ...told });
  }
}

async function decided(portal: Portal, visit: MemberVisit, { language, file }: Case, step: Decision): Promise<Query> {
  const { values } = visit;
  const sent = sentForm({ ...values, ...reasonOf(step, values, language) });
  const { version, ...fields } = read(pageForm(step), sent);
  const body = requestOf(step, fields, openChange(file.order)?.id ?? '');
  return stepSent(portal, visit, { orderId: file.order.id, version, request: body }, sent);
}

/** A payment whose contract says otherwise is approved by someone who says that they have seen it, and why it is approved. @source L149 */
async function insistConfirmed(portal: Portal, shown: Case, step: Decision, values: Values): Promise<void> {
  if (step !== 'approvePayment' || !isOpenTask(shown.task)) return;
  const lacking = [
    ...(isBlank(values['comment']) ? ['/comment'] : []),
    ...(isTicked(values, 'confirmed') ? [] : ['/confirmed']),
  ];
  if (lacking.length > 0 && comparison(shown, await deskReading(portal, shown)).differ > 0)
    throw new InvalidInput(lacking.map((pointer) => ({ pointer, code: 'form.required' })));
}

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** Which field of a decision a refusal is about. */
const REFUSED_FIELDS: Partial<Record<Code, string>> = {
  'redemption.amount-zero': 'amount',
  'redemption.above-limit': 'amount',
  'redemption.amount-differs': 'amount',
  'redemption.payment-approver': 'amount',
  'redemption.reason-required': 'reason',
  'payout.amount-zero': 'amount',
  'payout.above-approved': 'amount',
  'payout.date-in-future': 'paidOn',
};

/** The chosen ready reason and the text beside it, as one reason. @source L149 */
function reasonOf(step: Decision, { ready, reason }: Record<string, unknown>, language: Language) {
  if (typeof reason !== 'string') return {};
  const chosen = readyReasons(step).find(({ key }) => key === ready);
  return { reason: fullReason(chosen?.[language] ?? '', reason) };
}
