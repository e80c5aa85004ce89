import type { Response } from 'express';
import { Refused } from '../../actions/errors.ts';
import { changePassword } from '../../actions/own-session.ts';
import type { Portal } from '../../actions/portal.ts';
import { ownPasswordForm } from '../../forms/own-password.ts';
import { readRepeated } from '../../forms/repeated-password.ts';
import { formErrorsOf } from '../form-errors.ts';
import { paths } from '../paths.ts';
import type { MemberVisit } from '../visit.ts';
import { renderSecurity } from './show.ts';

/** Changes the password and goes on under another session id, or shows what was wrong. */
export async function takePassword(portal: Portal, visit: MemberVisit, response: Response): Promise<void> {
  const { account, session, values } = visit;
  try {
    await session.begin(await changePassword(portal, account, session.ip, readRepeated(ownPasswordForm, values)));
    response.redirect(303, paths.security('changed'));
  } catch (error) {
    const formErrors = formErrorsOf(error, visit.language);
    const seconds = error instanceof Refused ? error.headers['retry-after'] : undefined;
    if (seconds !== undefined) response.set('retry-after', seconds);
    const waitMinutes = seconds === undefined ? undefined : Math.ceil(Number(seconds) / 60);
    await renderSecurity(portal, visit, response, { formErrors, waitMinutes });
  }
}
