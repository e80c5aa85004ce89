import type { Request, RequestHandler, Response } from 'express';
import { ROLES } from '../../domain/role.ts';
import type { Account } from '../../db/reads/account.ts';
import { languageOf } from '../language.ts';
import type { Language } from '../language.ts';
import { csrfTokenOf } from '../session/csrf.ts';
import { WORDS } from './words.ts';

const LANGUAGE_COOKIE = 'lang';
const YEAR_MS = 365 * 86_400_000;

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';

/** The page's language: `?lang=`, else the cookie, else the browser's. */
export function pageLanguage(request: Request): Language {
  const asked = request.query[LANGUAGE_COOKIE];
  if (isLanguage(asked)) return asked;
  const kept = /(?:^|;\s*)lang=(zh|en)(?:;|$)/.exec(request.get('cookie') ?? '')?.[1];
  return isLanguage(kept) ? kept : languageOf(request.get('accept-language'));
}

/** Keeps a language that was asked for. */
export const keepLanguage: RequestHandler = (request, response, next) => {
  const asked = request.query[LANGUAGE_COOKIE];
  if (isLanguage(asked)) response.cookie(LANGUAGE_COOKIE, asked, { maxAge: YEAR_MS, sameSite: 'lax', httpOnly: true });
  next();
};

interface Page {
  readonly title: string;
  /** Something of what was sent is wrong: the title says so. */
  readonly failed?: boolean;
}

/** Renders a page with what every page needs: words, language, who is signed in. */
export function render<P extends Page>(
  request: Request,
  response: Response,
  status: number,
  template: string,
  page: P,
): void {
  const language = pageLanguage(request);
  const words = WORDS[language];
  const { account } = request;
  response
    .status(status)
    .set('cache-control', 'no-store')
    .vary('accept-language')
    .render(template, {
      words,
      ...page,
      otherLanguage: otherLanguage(request, language),
      ...(account && { person: personView(account, language), csrfToken: csrfTokenOf(request) }),
    });
}

const personView = ({ name, roles, organization }: Account, language: Language) => ({
  name,
  role: roles.map((role) => ROLES[role][language]).join(' · '),
  organization: organization?.name,
});

/** The same page in the other language. */
function otherLanguage(request: Request, language: Language) {
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const query = new URLSearchParams(
    request.method === 'GET'
      ? Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      : [],
  );
  query.set(LANGUAGE_COOKIE, other);
  return {
    href: `${request.method === 'GET' ? request.path : '/orders'}?${query}`,
    lang: WORDS[other].lang,
    label: other === 'en' ? 'English' : '中文',
  };
}
