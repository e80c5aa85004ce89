import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { freePort } from '../../scripts/servers/free-port.ts';
import { ensureDatabase, startPostgres } from '../../scripts/servers/postgres.ts';
import { ended } from '../../scripts/servers/process.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { startTemporal } from '../../scripts/servers/temporal-dev.ts';
import { enterRows } from '../../scripts/seed/rows.ts';
import { startProgram } from '../../scripts/start/program.ts';
import { aClient } from '../api/support/client.ts';
import { openRunFolder } from '../setup/left-overs.ts';

/** The whole product as five processes of a test's own, each to be killed and started again over the same data. */
export type Product = Awaited<ReturnType<typeof aProduct>>;

export type Part = 'postgres' | 'temporal' | 'worker' | 'reader' | 'api';

/** Starts everything over an empty scheme; the people of the sample data can sign in. */
export async function aProduct() {
  const folder = await openRunFolder();
  chmodSync(folder.path, 0o755); // PostgreSQL runs as a user of its own when we are root
  const [postgresPort, temporalPort, webPort, port] = [
    await freePort(0),
    await freePort(0),
    await freePort(0),
    await freePort(0),
  ];
  const spawned = folder.enter;
  const servers = new Map<Part, Server>();
  let databaseUrl = '';
  const programs = (): NodeJS.ProcessEnv => ({
    ...process.env,
    NODE_OPTIONS: '',
    NODE_ENV: 'development',
    PORT: String(port),
    DATA_DIR: folder.path,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    METRICS_PORT: '0',
    COMMAND_WAIT_MS: '3000',
    UPKEEP_EVERY_MS: '2000',
  });
  const program = (part: 'worker' | 'reader' | 'api') =>
    startProgram({ script: `${part}/main.ts`, env: programs(), logFile: join(folder.path, `${part}.log`), spawned });
  const starting: Readonly<Record<Part, () => Promise<Server>>> = {
    postgres: async () => {
      const server = await startPostgres({ dataFolder: join(folder.path, 'postgres'), port: postgresPort, spawned });
      databaseUrl = server.url('quanliu');
      return server;
    },
    temporal: () =>
      startTemporal({
        port: temporalPort,
        webPort,
        logFile: join(folder.path, 'temporal.log'),
        databaseFile: join(folder.path, 'temporal.db'),
        spawned,
      }),
    worker: () => program('worker'),
    reader: () => program('reader'),
    api: () => program('api'),
  };
  const start = async (part: Part): Promise<void> => void servers.set(part, await starting[part]());
  const serverOf = (part: Part): Server => {
    const server = servers.get(part);
    if (!server) throw new Error(`${part} was never started`);
    return server;
  };

  await Promise.all([start('postgres').then(() => entered(databaseUrl)), start('temporal')]);
  await Promise.all([start('worker'), start('reader'), start('api')]);
  const url = `http://127.0.0.1:${port}`;
  const database = connect(databaseUrl, { max: 2, name: 'quanliu-observer' });
  return {
    url,
    database,
    as: (name: string) => aClient(url, `demo-${name}`),
    start,
    /** kill -9; answers when it is gone. */
    kill: async (...parts: readonly Part[]): Promise<void> => {
      await Promise.all(
        parts.map((part) => {
          const { child } = serverOf(part);
          child.kill('SIGKILL');
          return ended(child);
        }),
      );
    },
    /** Deletes all that Temporal knows, while it is down. */
    loseTemporal: (): void => {
      for (const name of readdirSync(folder.path)) if (name.startsWith('temporal.db')) rmSync(join(folder.path, name));
    },
    temporalAddress: `127.0.0.1:${temporalPort}`,
    isAlive: (part: Part): boolean =>
      serverOf(part).child.exitCode === null && serverOf(part).child.signalCode === null,
    stop: async (): Promise<void> => {
      await database.close();
      for (const part of ['api', 'reader', 'worker', 'temporal'] as const) await servers.get(part)?.stop();
      await servers.get('postgres')?.stop('SIGINT');
      folder.remove();
    },
  };
}

async function entered(url: string): Promise<void> {
  await ensureDatabase(url.replace(/[^/]+$/, 'postgres'), 'quanliu');
  await migrate(url);
  const { db, close } = connect(url, { max: 2, name: 'quanliu-seed' });
  await enterRows(db, new Date().toISOString());
  await close();
}
