import type { Response } from 'express';
import { InvalidInput, Refused } from '../../actions/errors.ts';
import type { Portal } from '../../actions/portal.ts';
import { interpolate } from '../../../domain/words.ts';
import { problemRow } from '../../actions/problems.ts';
import { signIn, signInForm } from '../../session/sign-in.ts';
import { read } from '../../forms/read.ts';
import { render } from '../frame/render.ts';
import { paths } from '../paths.ts';
import { WORDS } from './words.ts';
import type { Visit } from '../visit.ts';

/** The sign-in page, with what was typed before. */
export const showSignIn = (portal: Portal, visit: Visit, response: Response): Promise<void> =>
  renderSignIn(portal, visit, response, 200, { next: visit.query['next'] });

/** The sign-in page in place of an answer to a form: what was typed in it travels along, sealed. */
export const askToSignIn = (
  portal: Portal,
  visit: Visit,
  response: Response,
  { next, typed }: { readonly next: string; readonly typed: string | undefined },
): Promise<void> => renderSignIn(portal, visit, response, 401, { next, typed, expired: true });

/** Signs in by the page's form: on to where one wanted to go, or the same page with what was wrong. */
export async function takeSignIn(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const form = visit.values;
  try {
    await visit.session.begin(await signIn(portal, { ...read(signInForm, form), address: visit.session.ip }));
    const { typedOpened } = visit.session;
    if (typedOpened) await visit.session.keepTyped(typedOpened);
    response.redirect(303, safePath(form['next']));
  } catch (error) {
    const code =
      error instanceof InvalidInput ? 'session.wrong-credentials' : error instanceof Refused ? error.code : undefined;
    if (!code) throw error;
    const { status, ...texts } = problemRow(code);
    if (error instanceof Refused) response.set(error.headers);
    await renderSignIn(portal, visit, response, status, {
      next: form['next'],
      username: form['username'],
      typed: visit.session.typedOpened && form['typed'],
      error: texts[visit.language] + untilWhen(error, visit),
      isThrottled: code === 'session.throttled',
    });
  }
}

/** Ends the session and leads back to sign-in. */
export async function takeSignOut(_portal: Portal, visit: Visit, response: Response): Promise<void> {
  await visit.session.end();
  response.redirect(303, paths.signIn(undefined, { signed: 'out' }));
}

interface SignInForm {
  readonly next?: unknown;
  readonly username?: unknown;
  /** What was typed in a form before, sealed. */
  readonly typed?: unknown;
  readonly expired?: true;
  readonly error?: string;
  /** Too many attempts: whom to call stands below. */
  readonly isThrottled?: boolean;
}

function renderSignIn(
  portal: Portal,
  visit: Visit,
  response: Response,
  status: number,
  { next, username, typed, expired, error, isThrottled = false }: SignInForm,
): Promise<void> {
  const words = WORDS[visit.language];
  const page = {
    words,
    title: words.signIn,
    failed: error !== undefined,
    next: safePath(next),
    typed,
    said: saidOf(visit, words),
    register: paths.register(),
    forgotten: paths.passwordForgotten,
    notice: expired && (typed === undefined ? words.expired : words.expiredAndKept),
    isThrottled,
    errors: error && [{ text: error, href: '#username' }],
    fields: [
      {
        id: 'username',
        name: 'username',
        label: words.username,
        type: 'text',
        autocomplete: 'username',
        value: typeof username === 'string' ? username : '',
      },
      {
        id: 'password',
        name: 'password',
        label: words.password,
        type: 'password',
        value: '',
        autocomplete: 'current-password',
      },
    ],
  };
  return render(portal, visit, response, { status, template: 'session/sign-in', page });
}

/** What has just been done: signing out, or setting a new password. */
function saidOf({ query }: Visit, words: (typeof WORDS)['zh']): string | undefined {
  if (query['signed'] === 'out') return words.signedOut;
  if (query['password'] === 'set') return words.passwordSet;
  return query['password'] === 'accepted' ? words.passwordAccepted : undefined;
}

/** How many minutes it takes until another attempt is judged, of a refusal that says when. */
function untilWhen(error: unknown, { language }: Visit): string {
  const seconds = error instanceof Refused ? Number(error.headers['retry-after']) : NaN;
  return Number.isNaN(seconds) ? '' : interpolate(WORDS[language].minutes, { n: Math.ceil(seconds / 60) });
}

/** Where to go after sign-in: a page of ours, never another site. */
const safePath = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])[\x21-\x7E]*$/.test(next) ? next : paths.home;
