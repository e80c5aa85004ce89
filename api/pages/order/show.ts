import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { openChange } from '../../../domain/order/order.ts';
import { found, InvalidInput, Refused } from '../../actions/errors.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import { shownCase } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { FIELD_PROBLEMS } from '../../actions/problems.ts';
import { csrfTokenOf } from '../../session/csrf.ts';
import { typedBefore } from '../../session/typed.ts';
import { orderProcess } from '../../../workflows/messages/order.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { troubleOf } from '../form-errors.ts';
import { batchesOfOrder } from '../payout-batch/on-order.ts';
import { actsView } from './actions.ts';
import { orderCase } from './case.ts';
import type { OrderCase } from './case.ts';
import { changesSince } from './changed.ts';
import { outcomeView } from './outcome.ts';
import { preparedView } from './redemption-progress.ts';
import { sendStep } from './send.ts';
import { orderIdOf } from './step-page.ts';
import { fieldId, isPageStep, pageForm, sentForm } from './step-forms.ts';
import type { Failed } from './step-forms.ts';
import { orderPage } from './view.ts';
import { WORDS } from './words.ts';

interface Shown {
  readonly status: number;
  readonly failed?: Failed | undefined;
  /** The refusal's words. */
  readonly refused?: string;
  /** The version the reader had seen, when it is no longer the one that holds. */
  readonly seen?: number;
}

/** One order's page. @source L92 */
export const showOrder = (portal: Portal, request: Request, response: Response): Promise<void> =>
  renderOrder(portal, request, response, { status: 200, failed: typedStep(request) });

/** The step's form that was sent after the session had ended, with what was typed. */
function typedStep(request: Request): Failed | undefined {
  const step = request.session.typed?.action.split('/').at(-1) ?? '';
  if (!isPageStep(step)) return undefined;
  const values = typedBefore(request, paths.orderStep(orderIdOf(request), step));
  return values && { step, values, errors: [] };
}

/** Takes a step by the page's small form: on to the order's page, or the same page with what was wrong. */
export async function takePageStep(portal: Portal, request: Request, response: Response): Promise<void> {
  const step = String(request.params['step']);
  if (!isPageStep(step)) throw new Refused('request.unknown-path');
  const sent = sentForm(request.body as Record<string, unknown>);
  try {
    const orderId = orderIdOf(request);
    const { version, ...fields } = read(pageForm(step), sent);
    const changeId = await openChangeId(portal, request, orderId);
    const wanted = { orderId, version, request: requestOf(step, fields, changeId) };
    response.redirect(303, await sendStep(portal, request, wanted, sent));
  } catch (error) {
    const trouble = troubleOf(error, pageLanguage(request));
    const fields = error instanceof InvalidInput ? error.errors : [];
    return renderOrder(portal, request, response, {
      status: trouble.status,
      failed: { step, values: sent, errors: fields },
      ...(fields.length === 0 && { refused: trouble.errors.map(({ text }) => text).join(' ') }),
      ...(trouble.code === 'order.content-changed' && { seen: sent.version }),
    });
  }
}

async function renderOrder(portal: Portal, request: Request, response: Response, shown: Shown): Promise<void> {
  const { status, failed } = shown;
  const order = await orderCase(portal, request);
  const { language } = order;
  const errors = errorsOf(shown, order);
  const outcome = status === 200 ? await outcomeView(portal, request, order) : {};
  const page = {
    words: WORDS[language],
    ...orderPage(order),
    prepared: await preparedView(portal, order),
    outcome,
    batches: await batchesOfOrder(portal, order.order.id, order),
    execution: executionOf(portal, order),
    here: outcome.waiting === undefined ? paths.order(order.order.id) : request.originalUrl,
    failed: errors.length > 0,
    errors: errors.length > 0 && errors,
    changed: shown.seen !== undefined && changesSince(order, shown.seen),
    acts: actsView(order, { language, csrfToken: csrfTokenOf(request), click: randomUUID(), failed }),
  };
  return render(portal, request, response, { status, template: 'order/show', page });
}

/** Where an administrator looks at the order's execution. @source D6 */
const executionOf = ({ temporalWebUrl, temporal }: Portal, { order, account }: OrderCase): string | null =>
  temporalWebUrl !== undefined && account.roles.includes('admin')
    ? `${temporalWebUrl}/namespaces/${temporal.options.namespace}/workflows/${encodeURIComponent(orderProcess(order.id))}`
    : null;

const errorsOf = ({ failed, refused }: Shown, { language }: OrderCase) => [
  ...(refused === undefined ? [] : [{ text: refused }]),
  ...(failed?.errors.map(({ pointer, code }) => ({
    text: FIELD_PROBLEMS[code][language],
    href: `#${fieldId(failed.step, pointer.slice(1))}`,
  })) ?? []),
];

/** The contract change the page's buttons speak of: the one that is open. */
async function openChangeId(portal: Portal, request: Request, orderId: string): Promise<string> {
  const account = found(request.account, 'session.required');
  const { file } = await shownCase(portal, orderId, { account, language: 'zh' });
  return openChange(file.order)?.id ?? '';
}
