import { join } from 'node:path';
import { isFree } from '../servers/free-port.ts';
import { ensureDatabase, startPostgres } from '../servers/postgres.ts';
import { startTemporal } from '../servers/temporal-dev.ts';
import { claimPort } from './port-lock.ts';
import { keep } from './supervise.ts';
import type { Kept } from './supervise.ts';
import type { Roster } from './process-registry.ts';
import type { Settings } from './settings.ts';

const POSTGRES_PORT = 54_320;
const TEMPORAL_PORT = 7233;
const TEMPORAL_WEB_PORT = 8233;
const DATABASE = 'quanliu';
/** Another program that starts at this moment may take the port that was just found free. */
const TRIES = 5;

export interface Starting {
  readonly settings: Settings;
  readonly roster: Roster;
  readonly say: (line: string) => void;
  /** A part was started again: what runs where is no longer what it was. */
  readonly changed: () => void;
}

const nothing: Kept = { stop: () => Promise.resolve(), letGo: () => undefined };

/** The database: the operator's own, or the embedded PostgreSQL over the data folder, kept running. */
export async function keepDatabase({ settings, roster, say, changed }: Starting): Promise<Kept & { url: string }> {
  if (settings.databaseUrl) return { ...nothing, url: settings.databaseUrl };
  say('PostgreSQL: starting …');
  const dataFolder = join(settings.dataDir, 'postgres');
  return onFreePorts([POSTGRES_PORT], async (port) => {
    let url = '';
    const kept = await keep({
      name: 'postgres',
      say,
      start: () =>
        startPostgres({
          dataFolder,
          port,
          say,
          spawned: (pid) => roster.enter('postgres', pid, ['postgres', '-D', `-p ${port}`]),
        }),
      started: (server) => {
        url = server.url('postgres');
        changed();
      },
    });
    await ensureDatabase(url, DATABASE);
    say(`PostgreSQL: 127.0.0.1:${port}`);
    return { ...kept, url: url.replace(/postgres$/, DATABASE) };
  });
}

/** Temporal: the operator's own, or a development server with its histories in the data folder, kept running. */
export async function keepTemporal({
  settings,
  roster,
  say,
  changed,
}: Starting): Promise<Kept & { address: string; webUrl: string | null }> {
  if (settings.temporalAddress)
    return { ...nothing, address: settings.temporalAddress, webUrl: settings.temporalWebUrl ?? null };
  say('Temporal: starting …');
  const databaseFile = join(settings.dataDir, 'temporal.db');
  const logFile = join(settings.dataDir, 'logs', 'temporal.log');
  return onFreePorts([TEMPORAL_PORT, TEMPORAL_WEB_PORT], async (port, webPort) => {
    const kept = await keep({
      name: 'temporal',
      say,
      start: () =>
        startTemporal({
          port,
          webPort,
          logFile,
          databaseFile,
          say,
          spawned: (pid) => roster.enter('temporal', pid, ['start-dev', databaseFile]),
        }),
      started: () => changed(),
    });
    say(`Temporal: 127.0.0.1:${port}, Web http://127.0.0.1:${webPort}`);
    return { ...kept, address: `127.0.0.1:${port}`, webUrl: `http://127.0.0.1:${webPort}` };
  });
}

/** Starts something on its usual ports or the next free ones, again when another program takes one in between. */
async function onFreePorts<T extends Kept>(
  usual: readonly number[],
  start: (...ports: number[]) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const claims = await Promise.all(usual.map(claimPort));
    const release = (): void => claims.forEach((claim) => claim.release());
    const ports = claims.map(({ port }) => port);
    try {
      const kept = await start(...ports);
      return { ...kept, stop: () => kept.stop().finally(release) };
    } catch (error) {
      release();
      const taken = (await Promise.all(ports.map(isFree))).includes(false);
      if (!taken || tried === TRIES) throw error;
    }
  }
}
