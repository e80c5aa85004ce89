import type { Request, Response } from 'express';
import { readyReasons, fullReason } from '../../../domain/ready-reasons.ts';
import { openChange } from '../../../domain/order/case.ts';
import { InvalidInput, Refused } from '../../errors.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import { takeStep } from '../../order.ts';
import type { Wanted } from '../../order.ts';
import type { Portal } from '../../portal.ts';
import { problemRow } from '../../problems.ts';
import type { Language } from '../../language.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { pageForm, sentForm } from '../order/step-forms.ts';
import { paths } from '../paths.ts';
import { caseOf } from './case.ts';
import type { Case } from './case.ts';
import { taskIdOf } from './claim.ts';
import { DECISIONS } from './decide.ts';
import type { Decision, Sent } from './decide.ts';
import { renderDesk } from './desk.ts';

/**
 * Takes a reviewer's decision through the same door as a client's: on to the desk with what was done, or the same desk with
 * what was wrong and all that was written. A form sent twice is one decision.
 *
 * @source D6
 */
export async function takeDecision(portal: Portal, request: Request, response: Response): Promise<void> {
  const step = DECISIONS.find((decision) => decision === request.params['step']);
  if (!step) throw new Refused('request.unknown-path');
  const taskId = taskIdOf(request);
  const shown = await caseOf(portal, request, taskId);
  const values = request.body as Record<string, unknown>;
  try {
    const status = await decided(portal, shown, step, values);
    const query = status === 202 ? 'accepted=1' : `done=${step}`;
    response.redirect(303, `${paths.task(taskId)}?${query}`);
  } catch (error) {
    if (error instanceof InvalidInput)
      return renderDesk(portal, request, response, shown, {
        status: 422,
        sent: { step, values, errors: error.errors },
      });
    if (!(error instanceof Refused) || error.code === 'order.not-found') throw error;
    const { status, ...texts } = problemRow(error.code);
    const sent: Sent = { step, values, errors: [] };
    const told = { refused: texts[pageLanguage(request)], stale: error.code === 'order.content-changed' };
    return renderDesk(portal, request, response, await caseOf(portal, request, taskId), { status, sent, ...told });
  }
}

async function decided(
  portal: Portal,
  { account, language, file }: Case,
  step: Decision,
  values: Record<string, unknown>,
): Promise<number> {
  const sent = sentForm({ ...values, ...reasonOf(step, values, language) });
  const { version, ...fields } = read(pageForm(step), sent);
  const request = requestOf(step, fields, openChange(file.order)?.id ?? '') as Wanted['request'];
  const key = { key: `page ${step}`, since: JSON.stringify(sent), before: 'interrupted' } as const; // the same form with the same content is the same click
  const wanted = { orderId: file.order.id, version, request };
  const { status } = await takeStep(portal, { account, key, language }, wanted, () => ({
    status: 200,
    headers: {},
    body: null,
  }));
  return status;
}

/** The chosen ready reason and the text beside it, as one reason. @source L149 */
function reasonOf(step: Decision, { ready, reason }: Record<string, unknown>, language: Language) {
  if (typeof reason !== 'string') return {};
  const chosen = readyReasons(step).find(({ key }) => key === ready);
  return { reason: fullReason(chosen?.[language] ?? '', reason) };
}
