import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { ASSETS, bundleAssets } from '../assets.ts';
import { ended } from '../servers/process.ts';
import { superviseDatabase, superviseTemporal } from './backends.ts';
import type { InstanceContext } from './backends.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';
import { startProgram } from './program.ts';
import { removeRunning, writeRunning } from './running.ts';
import type { RunningFile } from './running.ts';
import { ROOT } from './settings.ts';
import type { Settings } from './settings.ts';

interface InstanceOptions extends Omit<InstanceContext, 'onChange'> {
  /** Called after each part is up with what stops it again. */
  readonly onUp: (part: Supervised) => void;
  /** Throws when somebody asked to stop meanwhile. */
  readonly checkStop: () => void;
}

/** Brings up one whole instance of the product: database, Temporal, schema, worker, reader, sample data, portal; in that order. */
export async function startInstance({ settings, registry, say, onUp, checkStop }: InstanceOptions): Promise<void> {
  let onChange = (): void => undefined; // nothing is told before everything runs
  const context: InstanceContext = { settings, registry, say, onChange: () => onChange() };
  const step = async <T extends Supervised>(part: Promise<T>): Promise<T> => {
    const kept = await part;
    onUp(kept);
    checkStop();
    return kept;
  };
  const database = await step(superviseDatabase(context));
  process.umask(0o077); // histories, files and logs are private; only PostgreSQL's own user had to pass
  const temporal = await step(superviseTemporal(context));
  say('Database: migrating …');
  await migrate(database.url);
  checkStop();
  const env = environmentOf(settings, {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    temporalWebUrl: temporal.webUrl,
  });
  const metrics = { api: '', worker: '', reader: '' };
  say('Worker: starting …');
  await step(superviseProgram(context, 'worker', env, metrics));
  say('Reader: starting …');
  await step(superviseProgram(context, 'reader', env, metrics));
  if (!settings.production) await seed(env, checkStop);
  say('Portal: bundling scripts and styles …');
  await bundleAssets(ASSETS);
  say('Portal: starting …');
  await step(superviseProgram(context, 'api', env, metrics));

  onChange = () => {
    writeRunning(settings.dataDir, {
      portal: settings.portalUrl,
      temporal: temporal.address,
      temporalWeb: temporal.webUrl,
      database: database.url,
      metrics: Object.values(metrics),
      pids: pidsIn(registry),
    });
  };
  onChange();
  onUp({
    stopRestarting: () => undefined,
    stop: async () => {
      onChange = () => undefined;
      removeRunning(settings.dataDir);
    },
  });
}

const pidsIn = ({ findPid }: InstanceContext['registry']): RunningFile['pids'] => ({
  api: [findPid('api')].filter(isPid),
  worker: [findPid('worker')].filter(isPid),
  reader: [findPid('reader')].filter(isPid),
  postgres: findPid('postgres') ?? null,
  temporal: findPid('temporal') ?? null,
});

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

/** How far from the port of the portal's metrics those of a program stand, where that port is named. */
const METRICS_OFFSET = { api: 0, worker: 1, reader: 2 } as const;

/** The API, the worker or the reader, kept running; `metrics` always names the address of the one that runs now. */
const superviseProgram = (
  { settings, registry, say, onChange }: InstanceContext,
  part: keyof typeof METRICS_OFFSET,
  environment: NodeJS.ProcessEnv,
  metrics: Record<typeof part, string>,
): Promise<Supervised> => {
  const script = `${part}/main.ts`;
  const { metricsPort } = settings;
  const env = { ...environment, METRICS_PORT: String(metricsPort && metricsPort + METRICS_OFFSET[part]) };
  const logFile = join(settings.dataDir, 'logs', `${part}.log`);
  return supervise({
    name: part,
    say,
    start: () =>
      startProgram({ script, env, logFile, spawned: (pid) => registry.register(part, pid, [join(ROOT, script)]) }),
    onStart: (server) => {
      metrics[part] = server.metrics;
      onChange();
    },
  });
};

/** Enters the sample data when the database is empty, and prints the accounts. */
async function seed(env: NodeJS.ProcessEnv, checkStop: () => void): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/seed/main.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const how = await ended(child);
  checkStop();
  if (how !== 'exit code 0') throw new Error(`the sample data were not entered (${how})`);
}
