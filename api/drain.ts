import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Nobody has come for so long: those who were on their way are in. */
const QUIET_MS = 300;
/** No longer than this are new ones let in. */
const LAST_CALLS_MS = 3_000;
const SWEEP_MS = 100;

/**
 * Closes a server without turning anyone away: calls that are on their way still get in, open ones are answered, and no
 * connection is kept for more.
 */
export async function closeServer(server: Server): Promise<void> {
  const began = Date.now();
  let lastCall = began;
  server.on('connection', () => (lastCall = Date.now()));
  server.prependListener('request', (_request, response) => {
    lastCall = Date.now();
    response.shouldKeepAlive = false;
  });
  while (Date.now() - lastCall < QUIET_MS && Date.now() - began < LAST_CALLS_MS) await pause(SWEEP_MS);

  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS); // those whose answer began before the end was known
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
}
