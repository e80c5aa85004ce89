import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { withConnection } from '../../db/driver/connection.ts';
import { postgresHome } from './postgres-binaries.ts';
import type { PostgresHome } from './postgres-binaries.ts';
import { commandLine, end, isAlive } from './pid.ts';
import { lastLines, serve, until } from './process.ts';
import type { Server } from './process.ts';

/** Chinese collation from ICU, everything else plain: works on every machine. */
const INITDB = [
  '--locale-provider=icu',
  '--icu-locale=zh-CN',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--username=quanliu',
];
/** For one small machine. JIT only costs on short queries. */
const SETTINGS = [
  'shared_buffers=256MB',
  'effective_cache_size=1GB',
  'work_mem=8MB',
  'random_page_cost=1.1',
  'jit=off',
  'max_connections=200',
  'max_wal_size=2GB',
  'listen_addresses=127.0.0.1',
  'log_error_verbosity=terse', // a detail repeats the row that failed, with what people wrote in it
  'log_min_error_statement=panic',
];
/** Nothing survives a crash: for tests alone. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

interface Options {
  readonly dataFolder: string;
  readonly port: number;
  /** Gives durability away for speed: tests. */
  readonly forgetful?: boolean;
  readonly say?: (line: string) => void;
  /** Told the process's id before it is ready. */
  readonly spawned?: (pid: number) => void;
}

export interface PostgresServer extends Server {
  readonly port: number;
  /** The address of a database of this server, with its password. */
  readonly url: (database: string) => string;
}

/** Starts the embedded PostgreSQL 18 over a data folder, made when it is not there, and waits until it answers. */
export async function startPostgres({
  dataFolder,
  port,
  forgetful = false,
  say = () => undefined,
  spawned,
}: Options): Promise<PostgresServer> {
  const home = postgresHome(dataFolder, say);
  await endLeftOver(home.data, say);
  const password = initialised(home, say);
  const url = (database: string): string => `postgres://quanliu:${password}@127.0.0.1:${port}/${database}`;
  const settings = [...SETTINGS, ...(forgetful ? FORGETFUL : [])].flatMap((setting) => ['-c', setting]);
  const logFile = `${home.data}.log`;
  const server = serve(home.postgres, ['-D', home.data, '-p', String(port), '-k', '', ...settings], logFile, {
    cwd: '/',
    ...home.user,
  });
  spawned?.(server.pid);
  const stop = (): Promise<void> => server.stop('SIGINT', 20_000); // SIGINT: fast shutdown, open connections are ended
  await until('PostgreSQL', server.child, 60_000, () => answers(url('postgres'))).catch(async (error: Error) => {
    await stop();
    throw new Error(`${error.message}\n${lastLines(logFile)}`);
  });
  return { ...server, port, url, stop };
}

/** A server whose starter was killed still holds the data. Its own pid file names it; its command line must name the data too. */
async function endLeftOver(data: string, say: (line: string) => void): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (pid === 0 || !isAlive(pid) || !commandLine(pid).includes(`-D ${data} `)) return;
  say(`PostgreSQL (pid ${pid}) is left over from an earlier start: ending it.`);
  if (!(await end(pid, 'SIGINT', 20_000))) throw new Error(`PostgreSQL (pid ${pid}) still holds ${data}`);
}

/**
 * Creates the data folder once, aside and then renamed, so that a start cut off in here leaves nothing half-made. The password is
 * made up here and kept beside the data, readable by its owner alone.
 *
 * @throws Error when there are data without their password: they are never thrown away
 */
function initialised({ initdb, data, user }: PostgresHome, say: (line: string) => void): string {
  const passwordFile = `${data}.password`;
  if (existsSync(join(data, 'PG_VERSION'))) {
    if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
    throw new Error(`${data} holds a database, but its password is missing: ${passwordFile}`);
  }
  say('PostgreSQL: creating the database cluster …');
  const fresh = `${data}.new`;
  mkdirSync(dirname(data), { recursive: true });
  rmSync(fresh, { recursive: true, force: true }); // an initdb that was cut off
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  execFileSync(initdb, ['-D', fresh, `--pwfile=${passwordFile}`, ...INITDB], {
    cwd: '/',
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  renameSync(fresh, data);
  return password;
}

const answers = (url: string): Promise<boolean> =>
  withConnection(url, async (connection) => (await connection.ask('select 1')).length === 1);

/** Creates a database where it is missing. `serverUrl` is any database of the server. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  await withConnection(serverUrl, async (connection) => {
    const found = await connection.ask('select 1 from pg_database where datname = $1', [name]);
    if (found.length === 0) await connection.ask(`create database ${pg.escapeIdentifier(name)}`);
  });
}
