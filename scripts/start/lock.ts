import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isStill, recorded } from '../servers/pid.ts';
import type { Recorded } from '../servers/pid.ts';

/** A file without its holder's name is being written at this moment; one older than this was left so by a kill. */
const WRITTEN_WITHIN_MS = 1_000;

export interface Lock {
  readonly release: () => void;
}

/**
 * Makes this process the only holder of a lock file, until `release`. One whose process is gone is taken over.
 *
 * @returns the lock, or the id of the process that has it: undefined where it cannot be told
 */
export function lock(file: string): Lock | { readonly holder: number | undefined } {
  for (;;) {
    if (written(file)) return { release: () => rmSync(file, { force: true }) };
    const holder = holderOf(file);
    if (holder === 'unknown') return { holder: undefined };
    if (holder && isStill(holder, [])) return { holder: holder.pid };
    try {
      rmSync(file, { force: true });
    } catch {
      return { holder: undefined }; // another user's, in a folder open to everyone
    }
  }
}

function written(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(recorded(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined: nobody. */
function holderOf(file: string): Recorded | 'unknown' | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  } catch {
    const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - since < WRITTEN_WITHIN_MS ? 'unknown' : undefined;
  }
}
