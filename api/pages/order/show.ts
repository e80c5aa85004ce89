import { clickIdOf } from '../click-id.ts';
import type { Response } from 'express';
import { openChange } from '../../../domain/order/order.ts';
import { Refused } from '../../actions/errors.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import { getShownOrder } from '../../actions/order.ts';
import type { Portal } from '../../actions/portal.ts';
import { executionOf } from '../../../workflows/messages/executions.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { formErrorsOf, stepFieldIdOf, summarizeErrors } from '../form-errors.ts';
import { batchesOfOrder } from '../payout-batch/on-order.ts';
import { agreementView } from './agreement.ts';
import { actsView } from './actions.ts';
import { readOrderCase } from './case.ts';
import type { OrderCase } from './case.ts';
import { changesSince } from './changed.ts';
import { outcomeView } from './outcome.ts';
import { preparedView } from './redemption-progress.ts';
import { sendStep } from './send.ts';
import { orderIdOf } from './address.ts';
import { labelOfField, pageForm, sentForm } from './step-forms.ts';
import { isTakenOn } from './step-places.ts';
import type { Failed } from './step-forms.ts';
import { orderPage } from './view.ts';
import { WORDS } from './words.ts';
import type { MemberVisit } from '../visit.ts';

interface Shown {
  readonly failed?: Failed | undefined;
  /** The version the reader had seen, when it is no longer the one that holds. */
  readonly seen?: number;
}

/** One order's page. @source L92 */
export const showOrder = (portal: Portal, visit: MemberVisit, response: Response): Promise<void> =>
  renderOrder(portal, visit, response, { failed: findTypedStep(visit) });

/** The step's form that was sent after the session had ended, with what was typed. */
function findTypedStep(visit: MemberVisit): Failed | undefined {
  const step = visit.typedAction?.split('/').at(-1) ?? '';
  if (!isTakenOn('form', step)) return undefined;
  const values = visit.typedBefore(paths.orderStep(orderIdOf(visit), step));
  return values && { step, values };
}

/** Takes a step by the page's small form: on to the order's page, or the same page with what was wrong. */
export async function takePageStep(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const step = String(visit.params['step']);
  if (!isTakenOn('form', step)) throw new Refused('request.unknown-path');
  const sent = sentForm(visit.values);
  try {
    const orderId = orderIdOf(visit);
    const { version, ...fields } = read(pageForm(step), sent);
    const changeId = await openChangeId(portal, visit, orderId);
    const wanted = { orderId, version, request: requestOf(step, fields, changeId) };
    response.redirect(303, await sendStep(portal, visit, wanted, sent));
  } catch (error) {
    const formErrors = formErrorsOf(error, visit.language);
    return renderOrder(portal, visit, response, {
      failed: { step, values: sent, formErrors },
      ...(formErrors.code === 'order.content-changed' && { seen: sent.version }),
    });
  }
}

async function renderOrder(portal: Portal, visit: MemberVisit, response: Response, shown: Shown): Promise<void> {
  const { failed } = shown;
  const order = await readOrderCase(portal, visit);
  const { language } = order;
  const formErrors = failed?.formErrors;
  const outcome = formErrors === undefined ? await outcomeView(portal, visit, order) : {};
  const page = {
    words: WORDS[language],
    ...orderPage(order),
    prepared: await preparedView(portal, order),
    agreement: await agreementView(portal, order),
    outcome,
    ...(await batchesOfOrder(portal, order.file.order, order)),
    execution: executionUrl(portal, order),
    // what the page says stays when it is brought up to date
    here: Object.keys(outcome).length > 0 ? visit.url : paths.order(order.order.id),
    failed: formErrors !== undefined,
    errors:
      failed &&
      summarizeErrors(formErrors, language, {
        labelOf: (field) => labelOfField(failed.step, field, language),
        hrefOf: (field) => `#${stepFieldIdOf(failed.step, field)}`,
      }),
    changed: shown.seen !== undefined && changesSince(order, shown.seen),
    acts: actsView(order, {
      language,
      csrfToken: visit.csrfToken,
      click: clickIdOf(formErrors, failed?.values),
      failed,
    }),
  };
  return render(portal, visit, response, { status: formErrors?.status ?? 200, template: 'order/show', page });
}

/** Where an administrator looks at the order's execution. @source D6 */
const executionUrl = ({ temporalWebUrl, temporal }: Portal, { order, account }: OrderCase): string | null =>
  temporalWebUrl !== undefined && account.roles.includes('admin')
    ? `${temporalWebUrl}/namespaces/${temporal.options.namespace}/workflows/${encodeURIComponent(executionOf({ type: 'order', id: order.id }))}`
    : null;

/** The contract change the page's buttons speak of: the one that is open. */
async function openChangeId(portal: Portal, visit: MemberVisit, orderId: string): Promise<string> {
  const { account } = visit;
  const { file } = await getShownOrder(portal, orderId, { account, language: 'zh' });
  return openChange(file.order)?.id ?? '';
}
