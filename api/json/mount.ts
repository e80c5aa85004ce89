import express from 'express';
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import { answerToError } from './answer.ts';
import type { Answer } from './answer.ts';
import { Refused } from '../actions/errors.ts';
import { takeUpload } from '../files/upload.ts';
import { checkedKey, once } from './idempotency.ts';
import { negotiateLanguage } from '../session/language.ts';
import type { Portal } from '../actions/portal.ts';
import { isOfSession } from './route.ts';
import type { RawCall, Route } from './route.ts';
import { beginWork } from '../session/answering.ts';
import { csrfTokenOf, hasCsrfToken } from '../session/csrf.ts';
import { isUnsafe } from '../session/origin.ts';
import { sessionHandle } from '../session/handle.ts';

const BODY_LIMIT = '256kb';

declare module 'express-serve-static-core' {
  interface Request {
    /** The body's bytes as they came, for the fingerprint of a keyed call. */
    rawBody?: Buffer;
  }
}

/**
 * Mounts the route table. For each row: session → 401, CSRF → 403, the body → 400, 413, 415, the Idempotency-Key, then the
 * row itself. Everything is answered by a value, and written in one place.
 */
export function mountRoutes(router: Router, routes: readonly Route[], portal: Portal, session: RequestHandler): void {
  const takeFile = takeUpload(portal);
  for (const row of routes) {
    const needsSession = row.by !== 'anyone' || row.method !== 'get';
    router[row.method](
      row.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      ...(needsSession ? [session] : []),
      ...(row.by === 'anyone' ? [] : [signedIn]),
      ...(isUnsafe(row.method.toUpperCase()) ? [row.upload ? takeFile : takeJson] : []),
      (request, response, next) => {
        const answering = answered(row, portal, request);
        request.reading = answering;
        void answering.then((answer) => write(response, answer)).catch(next);
      },
    );
  }
  refuseOtherMethods(router, routes);
}

/** Unsafe calls need the session's token; a body is read only from those who are let in. */
function signedIn(request: Request, _response: Response, next: NextFunction): void {
  if (!request.account) next(new Refused('session.required'));
  else if (isUnsafe(request.method) && !hasCsrfToken(request)) next(new Refused('session.csrf'));
  else next();
}

const json = express.json({
  limit: BODY_LIMIT,
  verify: (request, _response, bytes) => {
    (request as Request).rawBody = bytes;
  },
});

function takeJson(request: Request, response: Response, next: NextFunction): void {
  const isEmpty = request.get('transfer-encoding') === undefined && (request.get('content-length') ?? '0') === '0'; // some clients name no type then
  if (isEmpty) next();
  else if (!request.is('json')) next(new Refused('request.unsupported-type'));
  else json(request, response, next);
}

async function answered(row: Route, portal: Portal, request: Request): Promise<Answer> {
  const language = negotiateLanguage(request);
  const call: RawCall = {
    account: request.account,
    params: request.params,
    query: request.query,
    body: request.body ?? {},
    file: request.upload ?? null,
    key: null,
    language,
    address: request.ip ?? '',
    session: sessionHandle(request, csrfTokenOf),
  };
  const work = async (key: RawCall['key']): Promise<Answer> => {
    beginWork(request);
    return row.run(portal, { ...call, key });
  };
  const run = (key: RawCall['key']): Promise<Answer> =>
    work(key).catch((error: unknown) => answerToError(error, language, portal.log));
  const key = request.get('idempotency-key');
  if (key === undefined || !request.account || !isUnsafe(request.method) || row.by === 'anyone' || isOfSession(row))
    return run(null);
  const parts = [request.method, request.originalUrl, request.rawBody ?? request.upload?.fingerprint ?? ''];
  const { id: accountId } = request.account;
  try {
    return await once(portal, { accountId, key: checkedKey(key), parts, secret: row.secretAnswer === true }, run);
  } catch (error) {
    return answerToError(error, language, portal.log);
  }
}

/** Writes an answer. What is signed in or personal is never kept by caches. */
export function write(response: Response, { status, headers, body }: Answer): void {
  if (response.headersSent) return; // given up before: what it waited for came after all
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...headers,
    ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(body ?? undefined);
}

/** A known address with another method: 405, with those it takes. */
function refuseOtherMethods(router: Router, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((row) => row.path))) {
    const allow = routes.filter((row) => row.path === path).map((row) => row.method.toUpperCase());
    router.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (_request, _response, next) =>
      next(new Refused('request.method-not-allowed', { allow: allow.join(', ') })),
    );
  }
}
