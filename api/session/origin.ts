import type { Request } from 'express';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a method may change something. */
export const isUnsafe = (method: string): boolean => UNSAFE.has(method);

/**
 * Whether a call comes from a page of another site. A client that says nothing (no browser) passes; a browser says it in
 * `Sec-Fetch-Site` and `Origin`, and cannot be made to lie by a page.
 *
 * @param ownOrigin the portal's public origin
 */
export function isForeign(request: Request, ownOrigin: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = request.get('origin');
  if (origin === undefined || origin === ownOrigin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.get('host');
}

/** The machine itself, as browsers address it. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a call was addressed to this portal: to the host of its public address, or to the machine itself. A page of another site
 * can make its own name lead to this machine, and would then be of one origin with the portal; the name it is called by stays the
 * page's.
 */
export function isAddressedHere(request: Request, ownOrigin: string): boolean {
  const host = request.get('host') ?? '';
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return LOOPBACK.has(hostname) || hostname === new URL(ownOrigin).hostname;
}
