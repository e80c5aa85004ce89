import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withConnection } from '../../db/driver/connection.ts';
import { ACCOUNTS_LINE } from '../seed/scheme.ts';
import { ended } from '../servers/process.ts';
import { allOf, superviseTogether } from './together.ts';
import { superviseDatabase, superviseTemporal } from './backends.ts';
import type { InstanceContext } from './backends.ts';
import { findOrBuild } from './built.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';
import { startProgram } from './program.ts';
import type * as Migrating from '../../db/migrate.ts';
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

/** Brings up one whole instance of the product: database; Temporal, schema and build; worker, reader, sample data, portal. */
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
  const [temporal, built] = await allOf([
    step(superviseTemporal(context)),
    buildAndMigrate(context, database.url, checkStop),
  ]);
  checkStop();
  const env = environmentOf(settings, {
    databaseUrl: database.url,
    temporalAddress: temporal.address,
    temporalWebUrl: temporal.webUrl,
  });
  const metrics = { api: '', worker: '', reader: '' };
  say('Worker, reader and portal: starting …');
  const { start, ...programs } = superviseTogether<ProgramPart>(['api', 'reader', 'worker'], (part) =>
    superviseProgram(context, { part, built, env, metrics }),
  );
  onUp(programs);
  const worker = start('worker');
  const data = settings.production
    ? Promise.resolve()
    : enterSample(context, database.url, () => worker.then(() => seed(env, checkStop)));
  await allOf([worker, start('reader'), data.then(() => start('api'))]);
  checkStop();

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

type ProgramPart = keyof typeof METRICS_OFFSET;

interface ProgramOptions {
  readonly part: ProgramPart;
  /** The folder of the programs as built. */
  readonly built: string;
  readonly env: NodeJS.ProcessEnv;
  /** Always names the address of the one that runs now. */
  readonly metrics: Record<ProgramPart, string>;
}

/** The API, the worker or the reader, kept running. */
const superviseProgram = (
  { settings, registry, say, onChange }: InstanceContext,
  { part, built, env: environment, metrics }: ProgramOptions,
): Promise<Supervised> => {
  const script = join(built, part, 'main.js');
  const { metricsPort } = settings;
  const env = { ...environment, METRICS_PORT: String(metricsPort && metricsPort + METRICS_OFFSET[part]) };
  const logFile = join(settings.dataDir, 'logs', `${part}.log`);
  return supervise({
    name: part,
    say,
    start: () => startProgram({ script, env, logFile, spawned: (pid) => registry.register(part, pid, [script]) }),
    onStart: (server) => {
      metrics[part] = server.metrics;
      onChange();
    },
  });
};

/** Builds what is not built yet, and brings the schema to it. @returns the folder of the programs */
async function buildAndMigrate(
  { settings, say }: InstanceContext,
  databaseUrl: string,
  checkStop: () => void,
): Promise<string> {
  const built = await findOrBuild(settings.dataDir, say);
  checkStop();
  say('Database: migrating …');
  const { migrate } = (await import(pathToFileURL(join(built, 'db/migrate.js')).href)) as typeof Migrating;
  await migrate(databaseUrl);
  return built;
}

/** Has the sample data entered when nobody has an account yet, and prints the accounts. */
async function enterSample({ say }: InstanceContext, databaseUrl: string, enter: () => Promise<void>): Promise<void> {
  const accounts = await withConnection(databaseUrl, (connection) => connection.ask('select 1 from accounts limit 1'));
  if (accounts.length === 0) await enter();
  else say('The database holds data already; nothing entered.');
  say(ACCOUNTS_LINE);
}

/** Enters the sample data, by a program of its own. Needs a worker. */
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
