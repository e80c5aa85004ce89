import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from '../db/driver/connection.ts';
import { freePort } from '../scripts/servers/free-port.ts';
import { startPostgres } from '../scripts/servers/postgres.ts';
import type { PostgresServer } from '../scripts/servers/postgres.ts';
import { postgresPart } from './cpu.ts';
import type { Part } from './cpu.ts';
import { startTemporalOnPostgres } from '../scripts/servers/temporal-on-postgres.ts';
import type { TemporalOnPostgres } from '../scripts/servers/temporal-on-postgres.ts';

/** The servers everyone is measured on. */
export interface Stage {
  readonly postgres: PostgresServer;
  readonly temporal: TemporalOnPostgres;
  /** For logs and files of this run; removed at the end. */
  readonly folder: string;
  readonly parts: readonly Part[];
  readonly stop: () => Promise<void>;
}

/** One durable PostgreSQL and one Temporal on it, in a folder of their own that is gone afterwards. */
export async function setStage(databases: readonly string[], say: (line: string) => void): Promise<Stage> {
  const folder = join('/var/tmp', `quanliu-bench-${process.pid}`); // not /tmp: that may lie in memory, and fsync would cost nothing
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const undo: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const server = await postgresThatCounts(folder, say);
    undo.push(() => server.stop());
    const temporal = await startTemporalOnPostgres({ postgresUrl: server.url('postgres'), folder, say });
    undo.push(() => temporal.stop());
    const parts = [
      { name: 'temporal', pid: temporal.pid },
      {
        name: 'postgres itself',
        pid: server.pid,
        nameOf: postgresPart(['temporal', 'temporal_visibility', ...databases]),
      },
    ];
    return { postgres: server, temporal, folder, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Statements are counted by an extension that must be loaded at start; it stays off until they are asked for. */
async function postgresThatCounts(folder: string, say: (line: string) => void): Promise<PostgresServer> {
  const dataFolder = join(folder, 'postgres');
  const port = await freePort(24_400);
  const first = await startPostgres({ dataFolder, port, say });
  try {
    await withConnection(first.url('postgres'), async (sql) => {
      await sql.ask(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
      await sql.ask(`alter system set pg_stat_statements.track = 'none'`);
    });
  } finally {
    await first.stop();
  }
  return startPostgres({ dataFolder, port, say });
}
