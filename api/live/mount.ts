import { createSession } from 'better-sse';
import type { Express, RequestHandler } from 'express';
import { insistFound, Refused } from '../actions/errors.ts';
import { sessionEndsInMs, sessionKeyOf } from '../session/store.ts';
import { ANYTHING } from './changes.ts';
import type { Live } from './changes.ts';
import { beginReader } from './readers.ts';

/** Streams of one person at once: more tabs than anybody keeps open. */
const STREAMS_AT_MOST = 20;
/** After this, and when its session would end unused, a page connects again, and shows anew who it is. */
const STREAM_MS = 15 * 60_000;
/** Something is sent so often, so that no proxy takes the stream for dead. */
const ALIVE_MS = 10_000;

/**
 * `GET /events`: a stream of names, each saying that something the reader's pages show has changed. A page that comes back
 * after a loss, and so may have missed something, is told that anything may have changed; a new one says by `?drawn=` when
 * it was drawn, and is told what has changed since. It ends with its session and with the rights it was opened under.
 */
export function mountEvents(app: Express, live: Live, session: RequestHandler): void {
  app.get('/events', session, async (request, response) => {
    const account = insistFound(request.account, 'session.required');
    const sessionId = sessionKeyOf(request.sessionID);
    const reader = live.enter({ account, sessionId, response }, STREAMS_AT_MOST);
    if (!reader) throw new Refused('request.too-many');
    const isEntitled = await live.isEntitled(reader); // its end may have come before it would be heard of
    if (!isEntitled || reader.isOver) throw new Refused('session.required');
    response.set('x-accel-buffering', 'no');
    if (response.destroyed) return; // who leaves before the stream begins is never heard to leave
    const stream = await createSession(request, response, { keepAlive: null }); // its own goes on for ever where the reader leaves meanwhile
    beginReader(reader);
    if (reader.isOver || response.destroyed) return;
    live.tellFromNow(reader, stream);
    const ending = setTimeout(() => response.end(), Math.min(STREAM_MS, sessionEndsInMs(request)));
    const sayingNothing = setInterval(() => void stream.batch((buffer) => void buffer.comment().dispatch()), ALIVE_MS);
    response.once('close', () => {
      clearTimeout(ending);
      clearInterval(sayingNothing);
    });
    const tell = (name: string): unknown => stream.isConnected && stream.push('', name);
    const cameBack = stream.lastId !== '';
    if (cameBack) for (const change of ANYTHING) tell(change);
    tell('connected'); // has an id, so that a page that comes back says that it does
    const drawnAt = Number(request.query['drawn']);
    if (!cameBack && Number.isSafeInteger(drawnAt)) await live.catchUp(reader, drawnAt);
  });
}
