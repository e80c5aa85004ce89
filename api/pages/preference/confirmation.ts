import type { Response } from 'express';
import { isGoodConfirmation } from '../../../db/reads/mail.ts';
import { confirmAddress } from '../../../db/writes/portal/mail.ts';
import type { Portal } from '../../actions/portal.ts';
import { textOf } from '../form-values.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { WORDS } from './words.ts';

const GONE = 410;

/**
 * Where the link of a confirmation mail leads: a button, since programs that look through mails open links by themselves. Anyone
 * who has the link may press it, signed in or not.
 */
export async function showConfirmation(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const token = textOf(visit.query, 'token');
  const isGood = await isGoodConfirmation(portal.db, token);
  await renderConfirmation(portal, visit, response, isGood ? { token } : {});
}

/** Confirms the address. */
export async function takeConfirmation(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const done = await confirmAddress(portal.db, textOf(visit.values, 'token'));
  await renderConfirmation(portal, visit, response, { done });
}

function renderConfirmation(
  portal: Portal,
  visit: Visit,
  response: Response,
  { token, done = false }: { readonly token?: string; readonly done?: boolean },
): Promise<void> {
  const words = WORDS[visit.language];
  const isOpen = token !== undefined;
  response.set('referrer-policy', 'strict-origin'); // the address holds the token
  const page = {
    words,
    title: done ? words.confirmed : isOpen ? words.confirmTitle : words.badConfirmation,
    text: done ? words.confirmedText : isOpen ? words.confirmText : words.badConfirmationText,
    form: isOpen && { action: paths.confirmAddress, token },
    done,
    settings: paths.preferences(),
  };
  return render(portal, visit, response, {
    status: visit.isForm && !done ? GONE : 200,
    template: 'preference/confirmation',
    page,
  });
}
