import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { postgresHome } from './postgres-binaries.ts';
import type { PostgresHome } from './postgres-binaries.ts';
import { serve, until } from './process.ts';
import type { Server } from './process.ts';

/** Chinese collation from ICU, everything else plain: works on every machine. */
const INITDB = ['--locale-provider=icu', '--icu-locale=zh-CN', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--username=quanliu'];
/** For one small machine. JIT only costs on short queries. */
const SETTINGS = ['shared_buffers=256MB', 'jit=off', 'max_connections=200', 'max_wal_size=2GB', 'listen_addresses=127.0.0.1'];
/** Nothing survives a crash: for tests alone. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

interface Options {
  readonly dataFolder: string;
  readonly port: number;
  /** Gives durability away for speed: tests. */
  readonly forgetful?: boolean;
  readonly say?: (line: string) => void;
}

export interface PostgresServer extends Server {
  readonly port: number;
  /** The address of a database of this server, with its password. */
  readonly url: (database: string) => string;
}

/** Starts the embedded PostgreSQL 18 over a data folder, made when it is not there, and waits until it answers. */
export async function startPostgres({ dataFolder, port, forgetful = false, say = () => undefined }: Options): Promise<PostgresServer> {
  const home = postgresHome(dataFolder, say);
  const password = initialised(home);
  const url = (database: string): string => `postgres://quanliu:${password}@127.0.0.1:${port}/${database}`;
  const settings = [...SETTINGS, ...(forgetful ? FORGETFUL : [])].flatMap((setting) => ['-c', setting]);
  const server = serve(home.postgres, ['-D', home.data, '-p', String(port), '-k', '', ...settings], `${home.data}.log`, { ...home.user });
  await until('PostgreSQL', server.child, 60_000, () => answers(url('postgres')));
  return { ...server, port, url, stop: () => server.stop('SIGINT', 20_000) }; // SIGINT: fast shutdown, open connections are ended
}

/** Creates the data folder once. The password is made up here and kept beside the data, readable by its owner alone. */
function initialised({ initdb, data, user }: PostgresHome): string {
  const passwordFile = `${data}.password`;
  if (existsSync(join(data, 'PG_VERSION')) && existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
  mkdirSync(dirname(data), { recursive: true });
  rmSync(data, { recursive: true, force: true }); // an initdb that was cut off
  mkdirSync(data, { mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  execFileSync(initdb, ['-D', data, `--pwfile=${passwordFile}`, ...INITDB], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  chmodSync(passwordFile, 0o600);
  return password;
}

async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await client`select 1`;
    return true;
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** Creates a database where it is missing. `serverUrl` is any database of the server. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  try {
    const found = await client`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await client`create database ${client(name)}`;
  } finally {
    await client.end({ timeout: 1 });
  }
}
