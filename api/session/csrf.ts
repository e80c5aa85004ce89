import { csrfSync } from 'csrf-sync';
import type { Request } from 'express';

/** The token of a session: in the header for clients, in a hidden field for pages. */
const csrf = csrfSync({
  getTokenFromRequest: (request) => request.get('x-csrf-token') ?? fieldOf(request.body),
});

function fieldOf(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && '_csrf' in body && typeof body._csrf === 'string'
    ? body._csrf
    : undefined;
}

/** Whether the call brings the token of its session. */
export const hasCsrfToken = (request: Request): boolean => csrf.isRequestValid(request);

/** The session's token, made when there is none. */
export const csrfTokenOf = (request: Request): string => csrf.generateToken(request);
