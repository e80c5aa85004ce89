import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { engine } from 'express-handlebars';
import Handlebars from 'handlebars';
import { iconMarkup } from '../../templates/icons.ts';
import type { Icon } from '../../templates/icons.ts';
import { Refused } from '../errors.ts';
import { keepSent } from '../files/sent.ts';
import { takeFiles } from '../forms/multipart.ts';
import type { Portal } from '../portal.ts';
import { hasCsrfToken } from '../session/csrf.ts';
import { keepAppearance } from './frame/appearance.ts';
import { mountAssets } from './frame/assets.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

/** Mounts the pages of a table. They send the same commands as clients of the interface do. */
export function mountPages(app: Express, pages: readonly Page[], portal: Portal, session: RequestHandler): void {
  const asset = mountAssets(app);
  const renderer = engine({
    extname: '.hbs',
    layoutsDir: `${templates}/layouts`,
    partialsDir: `${templates}/partials`,
    helpers: { asset, icon: (name: Icon) => new Handlebars.SafeString(iconMarkup(name)) },
  });
  app.engine('hbs', (path, options, done) => void renderer(path, options, done));
  app.set('view engine', 'hbs').set('views', `${templates}/pages`).enable('view cache');

  const before = [compression(), session, keepAppearance];
  const fields = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 });
  for (const { method, path, to, handle, files } of pages) {
    const kept = files ? [takeFiles, ofThisSession(to), keepSent(portal, files)] : [ofThisSession(to)];
    const parsed = method === 'post' ? [fields, ...kept] : [];
    app[method](path, before, onlyTo(to), parsed, (request: Request, response: Response) =>
      handle(portal, request, response),
    );
  }
}

/** To the sign-in page and back here; a page of others does not exist. */
const onlyTo =
  (to: Page['to']): RequestHandler =>
  (request, response, next) => {
    const { account } = request;
    if (to === 'anyone') return next();
    if (!account) return response.redirect(303, paths.signIn(cameFrom(request)));
    const may = to === 'signed-in' || account.roles.some((role) => to.includes(role));
    next(may ? undefined : new Refused('request.unknown-path'));
  };

/** Where to go on after signing in: the page itself, or the one that held the form. */
function cameFrom(request: Request): string {
  if (request.method === 'GET') return request.originalUrl;
  const referer = request.get('referer');
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : paths.home;
}

/** A form that was open too long says so; signing in has no session yet. */
const ofThisSession =
  (to: Page['to']): RequestHandler =>
  (request, _response, next) =>
    next(to === 'anyone' || hasCsrfToken(request) ? undefined : new Refused('session.csrf'));
