import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { engine } from 'express-handlebars';
import Handlebars from 'handlebars';
import { iconMarkup } from '../../templates/icons.ts';
import type { Icon } from '../../templates/icons.ts';
import type { Problem } from '../answer.ts';
import { Refused } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { hasCsrfToken } from '../session/csrf.ts';
import { showOrder, takePageStep } from './order.ts';
import { showOrders } from './orders.ts';
import { keepLanguage, render } from './page.ts';
import { showSignIn, takeSignIn, takeSignOut } from './sign-in.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const packages = createRequire(import.meta.url);

/** Mounts the pages: signing in, one's orders, one plain page an order. They send the same commands as clients do. */
export function mountPages(app: Express, portal: Portal, session: RequestHandler): void {
  const renderer = engine({
    extname: '.hbs',
    layoutsDir: `${templates}/layouts`,
    partialsDir: `${templates}/partials`,
    helpers: { icon: (name: Icon) => new Handlebars.SafeString(iconMarkup(name)) },
  });
  app.engine('hbs', (path, options, done) => void renderer(path, options, done));
  app.set('view engine', 'hbs').set('views', `${templates}/pages`).enable('view cache');
  mountAssets(app);
  const open = [compression(), session, keepLanguage];
  const form = [...open, express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 })];
  app.get('/', (_request, response) => response.redirect(303, '/orders'));
  app.get('/sign-in', open, showSignIn);
  app.post('/sign-in', form, (request: Request, response: Response) => takeSignIn(portal, request, response));
  app.post('/sign-out', form, signedIn, (request: Request, response: Response) => takeSignOut(request, response));
  app.get('/orders', open, signedIn, (request: Request, response: Response) => showOrders(portal, request, response));
  app.get('/orders/:id', open, signedIn, (request: Request, response: Response) =>
    showOrder(portal, request, response),
  );
  app.post('/orders/:id/steps/:step', form, signedIn, (request: Request, response: Response) =>
    takePageStep(portal, request, response),
  );
}

function mountAssets(app: Express): void {
  const tabler = packages.resolve('@tabler/core/dist/css/tabler.min.css');
  app.get('/assets/tabler.css', compression(), (_request, response) =>
    response.sendFile(tabler, { maxAge: '1d', dotfiles: 'allow' }),
  );
  app.use(
    '/assets/noto',
    compression(),
    express.static(dirname(packages.resolve('@fontsource-variable/noto-sans-sc/index.css')), {
      index: false,
      maxAge: '1d',
    }),
  );
  app.use('/assets', compression(), express.static(`${templates}/styles`, { index: false, maxAge: '5m' }));
}

/** To the sign-in page and back here; a form that was open too long says so. */
function signedIn(request: Request, response: Response, next: NextFunction): void {
  if (!request.account)
    response.redirect(
      303,
      `/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.originalUrl : '/orders')}`,
    );
  else next(request.method === 'POST' && !hasCsrfToken(request) ? new Refused('session.csrf') : undefined);
}

/** Whether an error of this call is shown as a page: everything outside the interface that people look at. */
export const wantsPage = (request: Request): boolean =>
  !request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html';

/** The page that says what went wrong, in the reader’s language. */
export const renderError = (
  request: Request,
  response: Response,
  { status, title, detail, reference }: Problem,
): void => render(request, response, status, 'error', { title, detail, reference });
