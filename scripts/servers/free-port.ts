import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';
const TRIES = 100;

/** Whether nothing listens on a loopback port. */
export const isFree = (port: number): Promise<boolean> => listened(port).then((found) => found !== undefined);

/**
 * The usual port, or the next free one after it; any free one for 0.
 *
 * @throws Error when none of a hundred is free
 */
export async function freePort(usual: number): Promise<number> {
  for (let port = usual; port < usual + TRIES; port += 1) {
    const found = await listened(port);
    if (found !== undefined) return found;
  }
  throw new Error(`no free port from ${usual} on`);
}

function listened(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, HOST, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
