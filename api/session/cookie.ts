/** What the cookie of a session is called: its name holds the port, so that two copies on one machine do not sign each other out. */
export function sessionCookieName(publicUrl: string): string {
  const { port } = new URL(publicUrl);
  return port === '' ? 'quanliu' : `quanliu-${port}`;
}
