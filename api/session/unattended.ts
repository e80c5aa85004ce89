import type { Request } from 'express';

/** By this header a page's script says that it calls by itself, not because someone did something. */
const UNATTENDED = 'x-unattended';

/** Whether a call is made by an open page by itself: its stream, its heartbeat, what it fetches anew. Such calls are not use of a session. */
export const isUnattended = (request: Request): boolean =>
  request.headers[UNATTENDED] !== undefined || /^\/events\b|\/viewing(\?|$)/.test(request.originalUrl);
