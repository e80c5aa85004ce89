import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { ASSETS, bundleAssets } from '../assets.ts';
import { ended } from '../servers/process.ts';
import { keepDatabase, keepTemporal } from './backends.ts';
import type { Starting } from './backends.ts';
import { keep } from './supervise.ts';
import type { Kept } from './supervise.ts';
import { startProgram } from './program.ts';
import { removeRunning, writeRunning } from './running.ts';
import { ROOT } from './settings.ts';
import type { Settings } from './settings.ts';

interface Copy extends Omit<Starting, 'changed'> {
  /** Called after each part is up with what stops it again. */
  readonly up: (part: Kept) => void;
  /** Throws when somebody asked to stop meanwhile. */
  readonly goOn: () => void;
}

/** Brings up one whole copy of the product: database, Temporal, schema, worker, sample data, portal; in that order. */
export async function startCopy({ settings, roster, say, up, goOn }: Copy): Promise<void> {
  let changed = (): void => undefined; // nothing is told before everything runs
  const starting: Starting = { settings, roster, say, changed: () => changed() };
  const step = async <T extends Kept>(part: Promise<T>): Promise<T> => {
    const kept = await part;
    up(kept);
    goOn();
    return kept;
  };
  const database = await step(keepDatabase(starting));
  process.umask(0o077); // histories, files and logs are private; only PostgreSQL's own user had to pass
  const temporal = await step(keepTemporal(starting));
  say('Database: migrating …');
  await migrate(database.url);
  goOn();
  const env = environmentOf(settings, {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    temporalWebUrl: temporal.webUrl,
  });
  const metrics = { api: '', worker: '' };
  const { metricsPort } = settings;
  say('Worker: starting …');
  await step(
    keepProgram(starting, 'worker', { ...env, METRICS_PORT: String(metricsPort && metricsPort + 1) }, metrics),
  );
  if (!settings.production) await seeded(env, goOn);
  say('Portal: bundling scripts and styles …');
  await bundleAssets(ASSETS);
  say('Portal: starting …');
  await step(keepProgram(starting, 'api', { ...env, METRICS_PORT: String(metricsPort) }, metrics));

  changed = () => {
    const pids = {
      api: [roster.pidOf('api')].filter(isPid),
      worker: [roster.pidOf('worker')].filter(isPid),
      postgres: roster.pidOf('postgres') ?? null,
      temporal: roster.pidOf('temporal') ?? null,
    };
    writeRunning(settings.dataDir, {
      portal: settings.portalUrl,
      temporal: temporal.address,
      temporalWeb: temporal.webUrl,
      database: database.url,
      metrics: Object.values(metrics),
      pids,
    });
  };
  changed();
  up({
    letGo: () => undefined,
    stop: async () => {
      changed = () => undefined;
      removeRunning(settings.dataDir);
    },
  });
}

const isPid = (pid: number | undefined): pid is number => pid !== undefined;

interface Addresses {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalWebUrl: string | null;
}

const environmentOf = (
  { port, dataDir, sessionSecret }: Settings,
  { databaseUrl, temporalAddress, temporalWebUrl }: Addresses,
): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: String(port),
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: temporalAddress,
  SESSION_SECRET: sessionSecret,
  ...(temporalWebUrl ? { TEMPORAL_WEB_URL: temporalWebUrl } : {}),
});

/** The API or the worker, kept running; `metrics` always names the address of the one that runs now. */
const keepProgram = (
  { settings, roster, say, changed }: Starting,
  part: 'api' | 'worker',
  env: NodeJS.ProcessEnv,
  metrics: Record<typeof part, string>,
): Promise<Kept> => {
  const script = `${part}/main.ts`;
  const logFile = join(settings.dataDir, 'logs', `${part}.log`);
  return keep({
    name: part,
    say,
    start: () =>
      startProgram({ script, env, logFile, spawned: (pid) => roster.enter(part, pid, [join(ROOT, script)]) }),
    started: (server) => {
      metrics[part] = server.metrics;
      changed();
    },
  });
};

/** Enters the sample data when the database is empty, and prints the accounts. */
async function seeded(env: NodeJS.ProcessEnv, goOn: () => void): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/seed/main.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const how = await ended(child);
  goOn();
  if (how !== 'exit code 0') throw new Error(`the sample data were not entered (${how})`);
}
