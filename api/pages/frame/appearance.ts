import { parse } from 'cookie';
import type { Request, RequestHandler } from 'express';
import type { Language } from '../../../domain/language.ts';
import { cookieName } from '../../session/cookie.ts';
import { negotiateLanguage } from '../../session/language.ts';
import { ownAddress } from '../paths.ts';

/** What a reader may choose for every page, and how it is kept: `?name=value` once, then a cookie of that name. */
const CHOICES = {
  lang: ['zh', 'en'],
  theme: ['system', 'light', 'dark'],
  size: ['normal', 'large'],
  files: ['shown', 'closed'],
} as const;

type Choice = keyof typeof CHOICES;
type Value<C extends Choice> = (typeof CHOICES)[C][number];

/** How pages look to this reader. */
export interface Appearance {
  readonly language: Language;
  readonly theme: Value<'theme'>;
  /** The theme in which the page is drawn before any script could look. */
  readonly drawnIn: 'light' | 'dark';
  /** 长辈版 */
  readonly size: Value<'size'>;
  /** Whether a desk shows its file before it is asked for. */
  readonly files: Value<'files'>;
}

const YEAR_MS = 365 * 86_400_000;
const THEME_HINT = 'sec-ch-prefers-color-scheme';

/** The reader's choices; without one the browser's language, the system's colours, the normal size. */
export function appearanceOf(request: Request): Appearance {
  const theme = findChoice(request, 'theme') ?? 'system';
  return {
    language: pageLanguage(request),
    theme,
    drawnIn: theme === 'system' ? (request.get(THEME_HINT) === 'dark' ? 'dark' : 'light') : theme,
    size: findChoice(request, 'size') ?? 'normal',
    files: findChoice(request, 'files') ?? 'shown',
  };
}

/** The page's language: `?lang=`, else the cookie, else the browser's. */
export const pageLanguage = (request: Request): Language => findChoice(request, 'lang') ?? negotiateLanguage(request);

/** Keeps what was asked for, and leads to the same address without the question. */
export const keepAppearance: RequestHandler = (request, response, next) => {
  response.locals['drawnAt'] = Date.now(); // before anything is read: the page asks what has changed since
  response.set({ 'accept-ch': THEME_HINT, 'critical-ch': THEME_HINT });
  const asked = (Object.keys(CHOICES) as Choice[]).filter((choice) => inAddress(request, choice) !== undefined);
  if (asked.length === 0 || request.method !== 'GET') return next();
  for (const choice of asked)
    response.cookie(cookieName(choice, request.secure), inAddress(request, choice), {
      maxAge: YEAR_MS,
      sameSite: 'lax',
      httpOnly: true,
      secure: request.secure,
    });
  response.redirect(303, withChoice(request.originalUrl, {}));
};

/** The address a page is found at, with another choice. */
export function withChoice(address: string, choice: { readonly [C in Choice]?: Value<C> }): string {
  const url = new URL(ownAddress(address), 'http://here');
  for (const name of Object.keys(CHOICES)) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(choice)) url.searchParams.set(name, value);
  return ownAddress(`${url.pathname}${url.search}`);
}

/** Where the reader finds this page again: an answer to a form has no address of its own. */
export function shownAt(request: Request): string {
  if (request.method === 'GET') return request.originalUrl;
  const from = request.get('referer');
  return from !== undefined && URL.canParse(from) ? new URL(from).pathname : '/';
}

function findChoice<C extends Choice>(request: Request, choice: C): Value<C> | undefined {
  return (
    inAddress(request, choice) ??
    parseChoice(choice, parse(request.get('cookie') ?? '')[cookieName(choice, request.secure)])
  );
}

const inAddress = <C extends Choice>(request: Request, choice: C): Value<C> | undefined =>
  parseChoice(choice, request.query[choice]);

const parseChoice = <C extends Choice>(choice: C, value: unknown): Value<C> | undefined =>
  CHOICES[choice].find((one) => one === value);
