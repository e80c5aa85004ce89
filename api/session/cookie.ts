/** Whether people reach the portal over https, and its cookies are for https alone. */
export const isSecure = (publicUrl: string): boolean => new URL(publicUrl).protocol === 'https:';

/**
 * What a cookie is called. Over https a browser takes a `__Host-` name only from this host, over https and for every path, so
 * that no other host of the domain can plant one; over http, in development, the name is plain.
 */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** What the cookie of a session is called: its name holds the port, so that two copies on one machine do not sign each other out. */
export function sessionCookieName(publicUrl: string): string {
  const { port } = new URL(publicUrl);
  return cookieName(port === '' ? 'quanliu' : `quanliu-${port}`, isSecure(publicUrl));
}
