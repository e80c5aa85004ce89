import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../servers/free-port.ts';
import { acquireLock } from './lock.ts';
import type { Lock } from './lock.ts';

/**
 * Makes this process the only `npm start` of a data folder, until `release`.
 *
 * @throws Error naming the process that holds it
 */
export function lockDataFolder(dataDir: string): Lock {
  const taken = acquireLock(join(dataDir, 'start.lock'));
  if ('release' in taken) return taken;
  throw new Error(
    `${dataDir} is in use: npm start runs there as process ${taken.holder ?? 'that has just begun'}. Stop it, or choose another folder: DATA_DIR=.data2 PORT=8081 npm start`,
  );
}

/**
 * The usual port or the next free one, kept from every other instance on this machine until `release`, also while what listens on
 * it is being started again. Without this, two instances started together find the same port free, and one takes the other's
 * server for its own.
 */
export async function lockFreePort(usual: number): Promise<Lock & { readonly port: number }> {
  for (let from = usual; ;) {
    const port = await freePort(from);
    const taken = acquireLock(join(tmpdir(), `quanliu-port-${port}.lock`));
    if ('release' in taken) return { ...taken, port };
    from = port + 1;
  }
}
