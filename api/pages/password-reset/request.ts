import { clickIdOf } from '../click-id.ts';
import { REASON_AT_MOST } from '../../forms/fields.ts';
import type { Response } from 'express';
import { Refused } from '../../actions/errors.ts';
import { requestReset } from '../../actions/password-reset.ts';
import type { Portal } from '../../actions/portal.ts';
import { resetRequestForm } from '../../forms/password-reset.ts';
import { read } from '../../forms/read.ts';
import { errorAt, fieldIdOf, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import { textOf } from '../form-values.ts';
import type { Values } from '../form-values.ts';
import { render } from '../frame/render.ts';
import { interpolate } from '../../../domain/words.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { PUBLIC_RESET_WORDS } from './public-words.ts';

/** The form by which a visitor asks for a new password. @source L14 */
export const showRequest = (portal: Portal, visit: Visit, response: Response): Promise<void> =>
  renderRequest(portal, visit, response, { values: {} });

/**
 * Takes a request: on to a page that is the same for everyone, whether there is such an account or not, and whether the request
 * is recorded already or not.
 *
 * @source L14
 */
export async function takeRequest(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const { values, session } = visit;
  try {
    const body = read(resetRequestForm, values);
    await requestReset(portal, { address: session.ip, key: pageKey('request a password reset', values) }, body);
    response.redirect(303, paths.passwordRequested);
  } catch (error) {
    const formErrors = formErrorsOf(error, visit.language);
    const retryAfter = error instanceof Refused ? error.headers['retry-after'] : undefined;
    if (retryAfter !== undefined) response.set('retry-after', retryAfter);
    await renderRequest(portal, visit, response, { values, formErrors, retryAfter });
  }
}

/** What every visitor reads who has sent a request. @source L14 */
export function showReceived(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const words = PUBLIC_RESET_WORDS[visit.language];
  const page = { words, title: words.received, signIn: paths.signIn() };
  return render(portal, visit, response, { status: 200, template: 'password-reset/received', page });
}

const FIELDS = [
  { name: 'username', autocomplete: 'username' },
  { name: 'company', autocomplete: 'organization' },
  { name: 'creditCode', hint: 'creditCodeHint' },
  { name: 'contact', autocomplete: 'name' },
  { name: 'landline', hint: 'landlineHint', autocomplete: 'tel' },
  { name: 'reason', long: REASON_AT_MOST },
] as const;

interface RequestForm {
  readonly values: Values;
  readonly formErrors?: FormErrors;
  /** Seconds until the next request from this address is taken. */
  readonly retryAfter?: string | undefined;
}

function renderRequest(
  portal: Portal,
  visit: Visit,
  response: Response,
  { values, formErrors, retryAfter }: RequestForm,
): Promise<void> {
  const { language } = visit;
  const words = PUBLIC_RESET_WORDS[language];
  const labelOf = (field: string): string | undefined => {
    const known = FIELDS.find(({ name }) => name === field);
    return known && words[known.name];
  };
  const page = {
    words,
    title: words.forgotten,
    failed: formErrors !== undefined,
    errors: retryAfter === undefined && summarizeErrors(formErrors, language, { labelOf }),
    throttled:
      retryAfter !== undefined && interpolate(words.throttled, { minutes: Math.ceil(Number(retryAfter) / 60) }),
    action: paths.passwordForgotten,
    signIn: paths.signIn(),
    click: clickIdOf(formErrors, values),
    fields: FIELDS.map((field) => ({
      id: fieldIdOf(field.name),
      name: field.name,
      label: words[field.name],
      type: 'text',
      long: 'long' in field && field.long,
      hint: 'hint' in field && words[field.hint],
      autocomplete: 'autocomplete' in field && field.autocomplete,
      value: textOf(values, field.name),
      error: errorAt(formErrors, field.name),
    })),
  };
  return render(portal, visit, response, {
    status: formErrors?.status ?? 200,
    template: 'password-reset/request',
    page,
  });
}
