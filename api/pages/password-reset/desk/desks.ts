import { z } from 'zod';
import { PASSWORD_RESET_STEPS } from '../../../../domain/password-reset/steps.ts';
import type { TaskKind } from '../../../../domain/task.ts';
import { InvalidInput, Refused, Unavailable } from '../../../actions/errors.ts';
import { decideReset } from '../../../actions/password-reset.ts';
import { getTask } from '../../../actions/task.ts';
import { version } from '../../../forms/fields.ts';
import { RESET_DECISION_FORMS, resetDecisionOf } from '../../../forms/password-reset.ts';
import type { ResetDecisionStep } from '../../../forms/password-reset.ts';
import { read } from '../../../forms/read.ts';
import { clickQuery } from '../../click-outcome.ts';
import { formErrorsOf } from '../../form-errors.ts';
import { pageKey } from '../../page-key.ts';
import { paths } from '../../paths.ts';
import { readReason } from '../../task/decision-form.ts';
import type { Desk, DeskCall } from '../../task/desk.ts';
import { readInboxQuery } from '../../task/inbox-query.ts';
import { readResetCase } from './case.ts';
import { RESET_DECISIONS } from './decision-form.ts';
import type { SentResetDecision } from './decision-form.ts';
import { renderResetDesk } from './render.ts';

/** The desk at which requests for a new password are decided. @source L14 */
export const PASSWORD_RESET_DESKS = {
  passwordReset: {
    show: async (call) =>
      renderResetDesk(call, await readResetCase(call.portal, call.visit, call.task), { sent: findTyped(call) }),
    decide: takeDecision,
  },
} as const satisfies Partial<Record<TaskKind, Desk | null>>;

/** The decision that was sent after the session had ended, as it was typed. */
function findTyped({ visit, task }: DeskCall): SentResetDecision | undefined {
  const { here: inbox } = readInboxQuery(visit);
  for (const step of RESET_DECISIONS) {
    const values = visit.typedBefore(paths.taskDecision(task.id, step, inbox));
    if (values) return { step, values };
  }
  return undefined;
}

/**
 * Takes a decision: a refusal leads on to the desk; a link is shown in the answer itself, since an address would keep it. A form
 * sent twice is one decision, and shows the same link.
 */
async function takeDecision(call: DeskCall, asked: string): Promise<void> {
  const { portal, visit, response, task } = call;
  const step = RESET_DECISIONS.find((name) => name === asked);
  if (step === undefined) throw new Refused('request.unknown-path');
  try {
    const result = await sendDecision(call, step);
    const { here } = readInboxQuery(visit);
    if (step === 'refuse')
      return response.redirect(303, paths.task(task.id, { ...here, ...clickQuery(result, { done: step }) }));
    const fresh = await getTask(portal, visit.account, task.id);
    return await renderResetDesk(call, await readResetCase(portal, visit, fresh), { issued: result });
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const sent = { step, values: visit.values, formErrors: formErrorsOf(error, visit.language) };
    const fresh = error instanceof InvalidInput ? task : await getTask(portal, visit.account, task.id);
    return renderResetDesk(call, await readResetCase(portal, visit, fresh), { sent });
  }
}

function sendDecision({ portal, visit, task }: DeskCall, step: ResetDecisionStep) {
  const { account, values, language } = visit;
  const sent = {
    ...values,
    ...readReason(PASSWORD_RESET_STEPS[step], values, language),
    version: Number(values['version']),
  };
  const { version: seen, ...fields } = read(z.object({ ...RESET_DECISION_FORMS[step].fields, version }), sent);
  const key = pageKey(`${step} ${task.subjectId}`, sent);
  const decision = resetDecisionOf(step, fields);
  return decideReset(portal, { account, key }, { resetId: task.subjectId, version: seen, decision });
}
