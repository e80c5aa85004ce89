import { createSession } from 'better-sse';
import type { Express, RequestHandler } from 'express';
import { insistFound, Refused } from '../actions/errors.ts';
import { ANYTHING } from './changes.ts';
import type { Live } from './changes.ts';

/** Streams of one person at once: more tabs than anybody keeps open. */
const STREAMS_AT_MOST = 20;
/** After this a page connects again, and shows anew who it is. */
const STREAM_MS = 15 * 60_000;

/**
 * `GET /events`: a stream of names, each saying that something the reader's pages show has changed. A page that comes back
 * after a loss, and so may have missed something, is told that anything may have changed; a new one says by `?drawn=` when
 * it was drawn, and is told what has changed since.
 */
export function mountEvents(app: Express, live: Live, session: RequestHandler): void {
  app.get('/events', session, async (request, response) => {
    const account = insistFound(request.account, 'session.required');
    if (live.count(account.id) >= STREAMS_AT_MOST) throw new Refused('request.too-many');
    response.set('x-accel-buffering', 'no');
    const stream = await createSession(request, response);
    live.add(stream, response, account);
    const cameBack = stream.lastId !== '';
    if (cameBack) for (const change of ANYTHING) stream.push('', change);
    stream.push('', 'connected'); // has an id, so that a page that comes back says that it does
    const drawnAt = Number(request.query['drawn']);
    if (!cameBack && Number.isSafeInteger(drawnAt)) await live.catchUp(stream, drawnAt);
    const timer = setTimeout(() => response.end(), STREAM_MS);
    stream.once('disconnected', () => clearTimeout(timer));
  });
}
