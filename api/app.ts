import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import session from 'express-session';
import { answerToError } from './json/answer.ts';
import { mountDocs } from './json/docs.ts';
import { Refused } from './actions/errors.ts';
import { problemOf } from './actions/problem.ts';
import { mountEvents } from './live/mount.ts';
import type { Live } from './live/changes.ts';
import { mountHealth } from './health.ts';
import { negotiateLanguage } from './session/language.ts';
import type { Metrics } from './metrics.ts';
import { mountRoutes, write } from './json/mount.ts';
import { pageLanguage } from './pages/frame/appearance.ts';
import { renderError } from './pages/frame/render.ts';
import { mountPages } from './pages/mount.ts';
import { PAGES } from './pages/table.ts';
import type { Portal } from './actions/portal.ts';
import { ROUTES } from './json/routes/table.ts';
import { securityHeaders } from './security.ts';
import { giveUpWork } from './session/answering.ts';
import { isAddressedHere, isForeign, isUnsafe } from './session/origin.ts';
import { registrationThrottle } from './session/registration-throttle.ts';
import { resetThrottle } from './session/reset-throttle.ts';
import { createResetTokenOf } from './session/reset-token.ts';
import { isSecure, sessionCookieName } from './session/cookie.ts';
import { SessionStore } from './session/store.ts';

export interface Deps extends Omit<Portal, 'registrationThrottle' | 'resetThrottle' | 'resetTokenOf'> {
  readonly metrics: Metrics;
  readonly live: Live;
  readonly sessionSecret: string;
  /** After so many hours a session ends, used or not; eight when not given. */
  readonly sessionHours?: number;
  /** Whether a template may ask a view only for what it has: so in tests; otherwise such a place stays empty. */
  readonly strictTemplates?: boolean;
}

/** An answer that takes so much longer than a click may wait is given up: what we depend on hangs. */
const ANSWER_WITHIN_MS = 15_000;
const HOUR_MS = 3_600_000;

/** Work that has begun is never answered as given up, for it may be done: after this long its caller is told nothing. */
const WORK_WITHIN_MS = 60_000;

/** The whole portal as one Express application. */
export function createApp(deps: Deps): Express {
  const { publicUrl } = deps;
  const portal: Portal = {
    ...deps,
    registrationThrottle: registrationThrottle(deps.db),
    resetThrottle: resetThrottle(deps.db),
    resetTokenOf: createResetTokenOf(deps.sessionSecret),
  };
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .set('trust proxy', publicUrl.startsWith('https:') ? 1 : false);
  app.use(
    deps.metrics.measure,
    securityHeaders(publicUrl),
    givenUpAfter(deps.commandWaitMs + ANSWER_WITHIN_MS),
    refuseForeign(new URL(publicUrl).origin),
  );
  mountHealth(app, portal); // a probe calls a container by whatever name it has there
  if (!deps.production) app.use(refuseOtherHosts(new URL(publicUrl).origin)); // else the proxy knows its own name
  mountDocs(app, ROUTES, publicUrl);
  const session = sessions(deps);
  mountRoutes(app, ROUTES, portal, session);
  mountEvents(app, deps.live, session);
  mountPages(app, PAGES, portal, {
    session,
    sessionSecret: deps.sessionSecret,
    strictTemplates: deps.strictTemplates ?? false,
  });
  app.use(() => {
    throw new Refused('request.unknown-path');
  });
  app.use(answerErrors(deps));
  return app;
}

/** Signed-in sessions. */
function sessions({ db, sessionSecret, sessionHours, publicUrl }: Deps): RequestHandler {
  return session({
    store: new SessionStore(db, sessionHours && sessionHours * HOUR_MS),
    name: sessionCookieName(publicUrl),
    secret: sessionSecret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/' },
  });
}

/** Whether an error of this call is shown as a page: everything outside the interface that people look at. */
const wantsPage = (request: Request): boolean =>
  !request.path.startsWith('/api') && request.accepts(['json', 'html']) === 'html';

const refuseForeign =
  (ownOrigin: string): RequestHandler =>
  (request, _response, next) =>
    next(isUnsafe(request.method) && isForeign(request, ownOrigin) ? new Refused('session.foreign-origin') : undefined);

const refuseOtherHosts =
  (ownOrigin: string): RequestHandler =>
  (request, _response, next) =>
    next(isAddressedHere(request, ownOrigin) ? undefined : new Refused('request.other-host'));

/** The answer has begun, or gone out whole: nobody can be told any more, but whoever reads the log. */
function giveUp(response: Response, error: unknown, log: Deps['log']): void {
  log.error({ err: error }, 'failed after its answer had begun');
  if (!response.writableEnded) response.destroy();
}

const givenUpAfter =
  (ms: number): RequestHandler =>
  (request, response, next) => {
    response.setTimeout(ms, () => {
      if (!response.headersSent && !giveUpWork(request)) response.setTimeout(WORK_WITHIN_MS, () => request.destroy());
      else if (!response.headersSent) next(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
      else request.destroy();
    });
    next();
  };

/** The edge: whatever was thrown becomes a problem, once. */
const answerErrors =
  ({ log, db }: Deps) =>
  (error: unknown, request: Request, response: Response, _next: NextFunction): void | Promise<void> => {
    if (response.headersSent) return giveUp(response, error, log);
    if (!wantsPage(request)) return write(response, answerToError(known(error), negotiateLanguage(request), log));
    const { problem, headers } = problemOf(known(error), pageLanguage(request), log);
    response.set(headers);
    return renderError({ db }, request, response, problem);
  };

/** Errors of Express and its body parser in our words. */
function known(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refused || !('status' in error) || typeof error.status !== 'number')
    return error;
  if (error.status === 413) return new Refused('request.too-large');
  if (error.status === 415) return new Refused('request.unsupported-type');
  return error.status >= 400 && error.status < 500 ? new Refused('request.malformed') : error;
}
