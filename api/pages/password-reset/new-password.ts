import { clickIdOf } from '../click-id.ts';
import type { Response } from 'express';
import { isGoodResetToken, setPassword } from '../../actions/password-reset.ts';
import type { Portal } from '../../actions/portal.ts';
import { newPasswordForm } from '../../forms/password-reset.ts';
import { readRepeated } from '../../forms/repeated-password.ts';
import { errorAt, fieldIdOf, formErrorsOf, summarizeErrors } from '../form-errors.ts';
import type { FormErrors } from '../form-errors.ts';
import type { Values } from '../form-values.ts';
import { render } from '../frame/render.ts';
import { pageKey } from '../page-key.ts';
import { paths } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { PUBLIC_RESET_WORDS } from './public-words.ts';

/** Where a link leads: the form for the new password, or what to do when the link is no good. @source L14 */
export const showNewPassword = (portal: Portal, visit: Visit, response: Response): Promise<void> =>
  renderNewPassword(portal, visit, response, tokenOf(visit.query));

/** Sets the password: on to sign-in, or the same page with what was wrong. The same form sent twice is one click. @source L14 */
export async function takeNewPassword(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const { values } = visit;
  try {
    const fields = readRepeated(newPasswordForm, values);
    // The command's id follows from the whole form: it tells nothing of the password, since nobody can know the form's own id.
    const result = await setPassword(portal, pageKey('set a password', values), fields);
    response.redirect(303, paths.signIn(undefined, { password: result.done ? 'set' : 'accepted' }));
  } catch (error) {
    await renderNewPassword(portal, visit, response, tokenOf(values), formErrorsOf(error, visit.language));
  }
}

const tokenOf = ({ token }: Values): string => (typeof token === 'string' ? token : '');

const FIELDS = ['password', 'repeat'] as const;

async function renderNewPassword(
  portal: Portal,
  visit: Visit,
  response: Response,
  token: string,
  formErrors?: FormErrors,
): Promise<void> {
  const { language } = visit;
  const words = PUBLIC_RESET_WORDS[language];
  const isGood = await isGoodResetToken(portal, token);
  // The address holds the token: of it, only the site is told to the next one. Without any, browsers would hide the origin of the form.
  response.set('referrer-policy', 'strict-origin');
  const page = {
    words,
    title: isGood ? words.newPassword : words.badLink,
    failed: formErrors !== undefined,
    askAgain: paths.passwordForgotten,
    signIn: paths.signIn(),
    form: isGood && {
      action: paths.newPassword(),
      token,
      click: clickIdOf(formErrors, visit.values),
      errors: summarizeErrors(formErrors, language, {
        labelOf: (field) => (field === 'repeat' ? words.repeat : field === 'password' ? words.password : undefined),
      }),
      fields: FIELDS.map((name) => ({
        id: fieldIdOf(name),
        name,
        label: words[name],
        type: 'password',
        hint: name === 'password' && words.passwordHint,
        autocomplete: 'new-password',
        value: '',
        error: errorAt(formErrors, name),
      })),
    },
  };
  await render(portal, visit, response, {
    status: formErrors?.status ?? 200,
    template: 'password-reset/new-password',
    page,
  });
}
