import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../environment.ts';
import { freePort, isFree } from '../servers/free-port.ts';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Settings {
  /** 0 was asked for: any free one. */
  readonly port: number;
  /** Absolute; it exists. */
  readonly dataDir: string;
  readonly production: boolean;
  readonly metricsPort: number;
  /** Servers of the operator's own, used instead of starting ours. */
  readonly databaseUrl: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly temporalWebUrl: string | undefined;
  readonly sessionSecret: string;
  readonly portalUrl: string;
}

/**
 * What `npm start` is asked to do, by the environment.
 *
 * @throws Error naming each variable that is wrong
 */
export async function readSettings(env: NodeJS.ProcessEnv = process.env): Promise<Settings> {
  const read = readEnvironment(env);
  const dataDir = resolve(read.dataDir);
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o711 }); // PostgreSQL, as a user of its own, passes through
  const port = read.port === 0 ? await freePort(0) : read.port;
  return {
    port,
    dataDir,
    production: read.production,
    metricsPort: read.metrics.port,
    databaseUrl: env['DATABASE_URL'] || undefined,
    temporalAddress: env['TEMPORAL_ADDRESS'] || undefined,
    temporalWebUrl: read.temporalWebUrl,
    sessionSecret: env['SESSION_SECRET'] || readOrCreateSecret(join(dataDir, 'session-secret')),
    portalUrl: env['PUBLIC_URL'] || `http://localhost:${port}`,
  };
}

/** @throws Error when something else listens on the portal's port */
export async function checkPort({ port }: Settings): Promise<void> {
  if (await isFree(port)) return;
  throw new Error(`Port ${port} is in use by another program. Stop it, or choose another: PORT=${port + 1} npm start`);
}

/** Sessions outlive a restart because the secret does. */
function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
