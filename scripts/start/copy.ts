import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { ended } from '../servers/process.ts';
import { keepDatabase, keepTemporal } from './backends.ts';
import type { Starting } from './backends.ts';
import { keep } from './keep.ts';
import type { Kept } from './keep.ts';
import { startProgram } from './program.ts';
import { removeRunning, writeRunning } from './running.ts';
import { ROOT } from './settings.ts';

interface Copy extends Starting {
  /** Called after each part is up with what stops it again. */
  readonly up: (part: Kept) => void;
  /** Throws when somebody asked to stop meanwhile. */
  readonly goOn: () => void;
}

/** Brings up one whole copy of the product: database, Temporal, schema, worker, sample data, portal; in that order. */
export async function startCopy({ settings, roster, say, up, goOn }: Copy): Promise<void> {
  const { dataDir, port, production, metricsPort } = settings;
  const step = async <T extends Kept>(part: Promise<T>): Promise<T> => {
    const kept = await part;
    up(kept);
    goOn();
    return kept;
  };
  const database = await step(keepDatabase({ settings, roster, say }));
  const temporal = await step(keepTemporal({ settings, roster, say }));
  say('Database: migrating …');
  await migrate(database.url);
  goOn();

  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    SESSION_SECRET: settings.sessionSecret,
    ...(temporal.webUrl ? { TEMPORAL_WEB_URL: temporal.webUrl } : {}),
  };
  const metrics = { api: '', worker: '' };
  let complete = false;
  const tell = (): void => {
    if (!complete) return;
    const pids = { api: pidsOf('api'), worker: pidsOf('worker'), postgres: roster.pidOf('postgres') ?? null, temporal: roster.pidOf('temporal') ?? null };
    writeRunning(dataDir, { portal: settings.portalUrl, temporal: temporal.address, temporalWeb: temporal.webUrl, database: database.url, metrics: Object.values(metrics), pids });
  };
  const pidsOf = (part: 'api' | 'worker'): number[] => [roster.pidOf(part)].filter((pid) => pid !== undefined);
  const program = (part: 'api' | 'worker', own: NodeJS.ProcessEnv): Promise<Kept> =>
    keep({
      name: part,
      say,
      start: () => startProgram({ script: `${part}/main.ts`, env: { ...env, ...own }, logFile: join(dataDir, 'logs', `${part}.log`) }),
      started: (server) => {
        roster.enter(part, server.pid, [join(ROOT, part, 'main.ts')]);
        metrics[part] = server.metrics;
        tell();
      },
    });
  say('Worker: starting …');
  await step(program('worker', { METRICS_PORT: String(metricsPort && metricsPort + 1) }));
  if (!production) await seeded(env);
  goOn();
  say('Portal: starting …');
  await step(program('api', { METRICS_PORT: String(metricsPort) }));
  complete = true;
  tell();
  up({ stop: () => Promise.resolve(removeRunning(dataDir)) });
}

/** Enters the sample data when the database is empty, and prints the accounts. */
async function seeded(env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/seed/main.ts')], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const how = await ended(child);
  if (how !== 'exit code 0') throw new Error(`the sample data were not entered (${how})`);
}
