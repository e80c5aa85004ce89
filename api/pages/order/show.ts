import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { found, InvalidInput, Refused } from '../../errors.ts';
import { isId } from '../../forms/fields.ts';
import { requestOf } from '../../forms/order.ts';
import { read } from '../../forms/read.ts';
import { shownOrder, takeStep } from '../../order.ts';
import type { Wanted } from '../../order.ts';
import type { Portal } from '../../portal.ts';
import { FIELD_PROBLEMS, problemRow } from '../../problems.ts';
import { csrfTokenOf } from '../../session/csrf.ts';
import { typedBefore } from '../../session/typed.ts';
import { orderPage } from './view.ts';
import { pageLanguage } from '../frame/appearance.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { fieldId, isPageStep, pageForm, sentForm, stepButtons } from './step-forms.ts';
import type { Failed } from './step-forms.ts';
import { WORDS } from './words.ts';

interface Shown {
  readonly status: number;
  readonly failed?: Failed | undefined;
  readonly refused?: string;
}

/** One order's page. @source L92 */
export const showOrder = (portal: Portal, request: Request, response: Response): Promise<void> =>
  renderOrder(portal, request, response, { status: 200, failed: typedStep(request) });

/** The step's form that was sent after the session had ended, with what was typed. */
function typedStep(request: Request): Failed | undefined {
  const step = request.session.typed?.action.split('/').at(-1) ?? '';
  if (!isPageStep(step)) return undefined;
  const values = typedBefore(request, paths.orderStep(idOf(request), step));
  return values && { step, values, errors: [] };
}

/**
 * Takes a step by the page's form, through the same door as a client: on to the order's page, or the same page with what
 * was wrong. The form's hidden id makes a form sent twice one click.
 */
export async function takePageStep(portal: Portal, request: Request, response: Response): Promise<void> {
  const account = found(request.account, 'session.required');
  const step = String(request.params['step']);
  if (!isPageStep(step)) throw new Refused('request.unknown-path');
  const sent = sentForm(request.body as Record<string, unknown>);
  try {
    const orderId = idOf(request);
    const { version, ...fields } = read(pageForm(step), sent);
    const changeId = await openChangeId(portal, request, orderId);
    const key = { key: `page ${step}`, since: JSON.stringify(sent), before: 'interrupted' } as const; // the same form with the same content is the same click
    const wanted = { orderId, version, request: requestOf(step, fields, changeId) as Wanted['request'] };
    const answer = await takeStep(portal, { account, key, language: pageLanguage(request) }, wanted, () => ({
      status: 200,
      headers: {},
      body: null,
    }));
    response.redirect(303, `${paths.order(orderId)}${answer.status === 202 ? '?accepted=1' : ''}`);
  } catch (error) {
    if (error instanceof InvalidInput)
      return renderOrder(portal, request, response, {
        status: 422,
        failed: { step, values: sent, errors: error.errors },
      });
    if (!(error instanceof Refused) || error.code === 'order.not-found') throw error;
    const { status, ...texts } = problemRow(error.code);
    return renderOrder(portal, request, response, {
      status,
      refused: texts[pageLanguage(request)],
      failed: { step, values: sent, errors: [] },
    });
  }
}

async function renderOrder(
  portal: Portal,
  request: Request,
  response: Response,
  { status, failed, refused }: Shown,
): Promise<void> {
  const account = found(request.account, 'session.required');
  const language = pageLanguage(request);
  const order = await shownOrder(portal, idOf(request), { account, language });
  const errors = [
    ...(refused === undefined ? [] : [{ text: refused }]),
    ...(failed?.errors.map(({ pointer, code }) => ({
      text: FIELD_PROBLEMS[code][language],
      href: `#${fieldId(failed.step, pointer.slice(1))}`,
    })) ?? []),
  ];
  const page = {
    words: WORDS[language],
    ...orderPage(order, account, language),
    failed: errors.length > 0,
    errors: errors.length > 0 && errors,
    notice: request.query['accepted'] === '1' && WORDS[language].accepted,
    steps: stepButtons(order, { language, csrfToken: csrfTokenOf(request), click: randomUUID(), failed }),
  };
  return render(portal, request, response, { status, template: 'order/show', page });
}

function idOf(request: Request): string {
  const id = String(request.params['id']);
  if (!isId(id)) throw new Refused('order.not-found');
  return id.toLowerCase();
}

/** The contract change the page's buttons speak of: the one that is open. */
async function openChangeId(portal: Portal, request: Request, orderId: string): Promise<string> {
  const account = found(request.account, 'session.required');
  const { changes } = await shownOrder(portal, orderId, { account, language: 'zh' });
  return changes.find(({ state }) => state === 'proposed' || state === 'accepted')?.id ?? '';
}
