import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { engine } from 'express-handlebars';
import Handlebars from 'handlebars';
import { pageHandlebars } from '../../templates/compile.ts';
import { markChinese } from '../../templates/mark-chinese.ts';
import { iconMarkup } from '../../templates/icons.ts';
import type { Icon } from '../../templates/icons.ts';
import { isDatabaseLost, Refused, Unavailable } from '../actions/errors.ts';
import { keepSent } from '../files/form-files.ts';
import { flatForm } from '../forms/flat.ts';
import { refuseFiles, takeFiles } from '../forms/multipart.ts';
import { expectForm, isReadWhole, readForm } from '../forms/reading.ts';
import type { Portal } from '../actions/portal.ts';
import { beginWork } from '../session/answering.ts';
import { hasCsrfToken } from '../session/csrf.ts';
import { createSeal, forgetTyped, keepTyped, keepUnsent, typedIn } from '../session/typed.ts';
import type { Seal } from '../session/typed.ts';
import { keepAppearance } from './frame/appearance.ts';
import { mountAssets } from './frame/assets.ts';
import type { Page } from './page.ts';
import { ownAddress, paths } from './paths.ts';
import { askToSignIn } from './session/sign-in.ts';
import { readMemberVisit, readVisit } from './visit.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

interface Mounting {
  readonly session: RequestHandler;
  readonly sessionSecret: string;
  /** Whether a name that a view does not have is an error, as in tests. */
  readonly strictTemplates: boolean;
}

/** Mounts the pages of a table. They send the same commands as clients of the interface do. */
export function mountPages(
  app: Express,
  pages: readonly Page[],
  portal: Portal,
  { session, sessionSecret, strictTemplates }: Mounting,
): void {
  const asset = mountAssets(app);
  const sprite = asset('icons.svg');
  const renderer = engine({
    handlebars: pageHandlebars({ strict: strictTemplates }),
    extname: '.hbs',
    layoutsDir: `${templates}/layouts`,
    partialsDir: `${templates}/partials`,
    compilerOptions: { preventIndent: true }, // else what people typed grows blanks wherever a part is drawn indented
    helpers: { asset, icon: (name: Icon) => new Handlebars.SafeString(iconMarkup(name, sprite)) },
  });
  app.engine('hbs', (path, options, done) => {
    void renderer(path, options, (error: Error | null, html?: string) =>
      done(error, html !== undefined && isEnglish(options) ? markChinese(html) : html),
    );
  });
  app.set('view engine', 'hbs').set('views', `${templates}/pages`).enable('view cache');

  const before = [compression(), notStored, session, keepAppearance];
  const fields = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 500 });
  const sentFiles = takeFiles(portal);
  const seal = createSeal(sessionSecret);
  for (const row of pages) {
    const { method, path, to, files } = row;
    const who = admit(to, askStranger(portal, seal));
    const kept = files ? [keepSent(portal, files)] : [];
    const answer = answerOf(row, portal);
    const expected = expectForm([fields, files ? sentFiles : refuseFiles, flatForm]);
    if (method === 'get') app.get(path, before, who, answer);
    else app.post(path, expected, before, readForm, who, openTyped(to, seal), requireToken(to), kept, answer);
  }
  app.use(keepForResending);
}

/** Pages, and where they lead, are of one person and one moment; a handler that knows better says so. */
const notStored: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

/** Whether the words of a page are the English ones. */
const isEnglish = (view: object): boolean =>
  'words' in view && typeof view.words === 'object' && view.words !== null && Reflect.get(view.words, 'lang') === 'en';

/** The page's handler, which is given the call as a visit and not the request. */
const answerOf =
  (row: Page, portal: Portal): RequestHandler =>
  (request, response) => {
    beginWork(request);
    return row.to === 'anyone'
      ? row.handle(portal, readVisit(request), response)
      : row.handle(portal, readMemberVisit(request), response);
  };

type Strangers = (request: Request, response: Response) => void | Promise<void>;

/** To the sign-in page and back here; a page of others does not exist. */
const admit =
  (to: Page['to'], strangers: Strangers): RequestHandler =>
  (request, response, next) => {
    const { account } = request;
    if (to === 'anyone') return next();
    if (!account) return strangers(request, response);
    const may = to === 'signed-in' || account.roles.some((role) => to.includes(role));
    next(may ? undefined : new Refused('request.unknown-path'));
  };

/** Who is not signed in signs in and comes back; what was typed comes along, sealed, and is shown again. Nothing is sent unasked. */
const askStranger =
  (portal: Portal, seal: Seal): Strangers =>
  async (request, response) => {
    if (request.method === 'GET') {
      // What a page fetches by itself must not become a sign-in page within the page, which says that the session has ended.
      if (isFetched(request)) return void response.status(401).end();
      return response.redirect(303, paths.signIn(request.originalUrl));
    }
    if (isPart(request)) response.set({ 'hx-retarget': 'body', 'hx-reswap': 'innerHTML' });
    return askToSignIn(portal, readVisit(request), response, {
      next: formPage(request),
      typed: await seal.close(typedIn(request)),
    });
  };

/** Whether an open page asks by its script. */
const isFetched = (request: Request): boolean => request.get('hx-request') === 'true';

/** Whether a part of a page asks, by itself. */
const isPart = (request: Request): boolean => isFetched(request) && request.get('hx-request-type') !== 'full';

/** Where the form stood that was sent. */
function formPage(request: Request): string {
  const referer = request.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return paths.home;
  const { pathname, search } = new URL(referer);
  return ownAddress(pathname + search);
}

/**
 * What a form held that came while the database was away, so that the page that says so can send it again; nothing of a part, nor
 * of a form that did not arrive whole. It stands behind all pages: a call that is given up passes its own page by.
 */
const keepForResending: ErrorRequestHandler = async (error, request, _response, next) => {
  const isAway = error instanceof Unavailable || isDatabaseLost(error);
  if (isAway && !isPart(request) && (await isReadWhole(request))) keepUnsent(request);
  next(error);
};

/** What the sign-in page carried along. */
const openTyped =
  (to: Page['to'], seal: Seal): RequestHandler =>
  async (request, _response, next) => {
    if (to === 'anyone') request.typedOpened = await seal.open((request.body as Record<string, unknown>)['typed']);
    next();
  };

/** A form of a session that has ended since is shown again with what was typed; signing in has no session yet. */
const requireToken =
  (to: Page['to']): RequestHandler =>
  async (request, response, next) => {
    if (to !== 'anyone' && !hasCsrfToken(request)) {
      await keepTyped(request, typedIn(request));
      if (isPart(request)) return void response.set('hx-redirect', formPage(request)).sendStatus(200);
      return response.redirect(303, formPage(request));
    }
    forgetTyped(request);
    next();
  };
