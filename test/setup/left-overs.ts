import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, isStill, recorded } from '../../scripts/servers/pid.ts';
import type { Recorded } from '../../scripts/servers/pid.ts';

/** One folder a run: its data, and which processes it started. Runs side by side do not meet. */
export interface RunFolder {
  readonly path: string;
  /** Writes a process down, so that a later run ends it when this one is killed. */
  readonly enter: (pid: number) => void;
  readonly remove: () => void;
}

const ALL = join(tmpdir(), 'quanliu-tests');
const OWNER = 'owner.json';
const STARTED = 'started.json';

/** Ends what runs that were killed have left, then opens a folder for this one. */
export async function openRunFolder(): Promise<RunFolder> {
  mkdirSync(ALL, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(ALL)) await clearedIfDead(join(ALL, name));
  const path = mkdtempSync(join(ALL, 'run-'));
  const started: Recorded[] = [];
  writeFileSync(join(path, OWNER), JSON.stringify(recorded(process.pid)));
  return {
    path,
    enter: (pid) => {
      started.push(recorded(pid));
      writeFileSync(join(path, STARTED), JSON.stringify(started));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function clearedIfDead(folder: string): Promise<void> {
  const owner = read<Recorded>(join(folder, OWNER));
  if (!owner || isStill(owner, [])) return; // without an owner: being opened at this moment
  for (const server of read<Recorded[]>(join(folder, STARTED)) ?? [])
    if (isStill(server, [])) await end(server.pid, 'SIGINT', 5_000);
  rmSync(folder, { recursive: true, force: true });
}

/** Undefined for a file that is not there or that a kill left half-written. */
function read<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
