import { join } from 'node:path';
import { isFree } from '../servers/free-port.ts';
import { ensureDatabase, startPostgres } from '../servers/postgres.ts';
import { startTemporal } from '../servers/temporal-dev.ts';
import { lockFreePort } from './port-lock.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';
import type { ProcessRegistry } from './process-registry.ts';
import type { Settings } from './settings.ts';

const POSTGRES_PORT = 54_320;
const TEMPORAL_PORT = 7233;
const TEMPORAL_WEB_PORT = 8233;
const DATABASE = 'quanliu';
/** Another program that starts at this moment may take the port that was just found free. */
const TRIES = 5;

export interface InstanceContext {
  readonly settings: Settings;
  readonly registry: ProcessRegistry;
  readonly say: (line: string) => void;
  /** Called when a part was started again: `running.json` is out of date. */
  readonly onChange: () => void;
}

const nothing: Supervised = { stop: () => Promise.resolve(), stopRestarting: () => undefined };

/** The database: the operator's own, or the embedded PostgreSQL over the data folder, kept running. */
export async function superviseDatabase({
  settings,
  registry,
  say,
  onChange,
}: InstanceContext): Promise<Supervised & { url: string }> {
  if (settings.databaseUrl) return { ...nothing, url: settings.databaseUrl };
  say('PostgreSQL: starting …');
  const dataFolder = join(settings.dataDir, 'postgres');
  return startOnFreePorts([POSTGRES_PORT], async (port) => {
    let url = '';
    const supervised = await supervise({
      name: 'postgres',
      say,
      start: () =>
        startPostgres({
          dataFolder,
          port,
          say,
          spawned: (pid) => registry.register('postgres', pid, ['postgres', '-D', `-p ${port}`]),
        }),
      onStart: (server) => {
        url = server.url('postgres');
        onChange();
      },
    });
    await ensureDatabase(url, DATABASE);
    say(`PostgreSQL: 127.0.0.1:${port}`);
    return { ...supervised, url: url.replace(/postgres$/, DATABASE) };
  });
}

/** Temporal: the operator's own, or a development server with its histories in the data folder, kept running. */
export async function superviseTemporal({
  settings,
  registry,
  say,
  onChange,
}: InstanceContext): Promise<Supervised & { address: string; webUrl: string | null }> {
  if (settings.temporalAddress)
    return { ...nothing, address: settings.temporalAddress, webUrl: settings.temporalWebUrl ?? null };
  say('Temporal: starting …');
  const databaseFile = join(settings.dataDir, 'temporal.db');
  const logFile = join(settings.dataDir, 'logs', 'temporal.log');
  return startOnFreePorts([TEMPORAL_PORT, TEMPORAL_WEB_PORT], async (port, webPort) => {
    const supervised = await supervise({
      name: 'temporal',
      say,
      start: () =>
        startTemporal({
          port,
          webPort,
          logFile,
          databaseFile,
          say,
          spawned: (pid) => registry.register('temporal', pid, ['start-dev', databaseFile]),
        }),
      onStart: () => onChange(),
    });
    say(`Temporal: 127.0.0.1:${port}, Web http://127.0.0.1:${webPort}`);
    return { ...supervised, address: `127.0.0.1:${port}`, webUrl: `http://127.0.0.1:${webPort}` };
  });
}

/** Starts something on its usual ports or the next free ones, again when another program takes one in between. */
async function startOnFreePorts<T extends Supervised>(
  usual: readonly number[],
  start: (...ports: number[]) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const locks = await Promise.all(usual.map(lockFreePort));
    const release = (): void => locks.forEach((lock) => lock.release());
    const ports = locks.map(({ port }) => port);
    try {
      const supervised = await start(...ports);
      return { ...supervised, stop: () => supervised.stop().finally(release) };
    } catch (error) {
      release();
      const taken = (await Promise.all(ports.map(isFree))).includes(false);
      if (!taken || tried === TRIES) throw error;
    }
  }
}
