import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStill, recorded } from '../servers/pid.ts';
import type { Recorded } from '../servers/pid.ts';

/**
 * Makes this process the only `npm start` of a data folder, until `release`. A claim whose process is gone is taken over.
 *
 * @throws Error naming the process that holds it
 */
export function claim(dataDir: string): { release: () => void } {
  const file = join(dataDir, 'start.lock');
  for (;;) {
    if (written(file)) return { release: () => rmSync(file, { force: true }) };
    const holder = holderOf(file);
    if (holder && isStill(holder, ['start'])) {
      throw new Error(
        `${dataDir} is in use: npm start runs there as process ${holder.pid}. Stop it, or choose another folder: DATA_DIR=.data2 PORT=8081 npm start`,
      );
    }
    rmSync(file, { force: true });
  }
}

function written(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(recorded(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined for a file that a kill left empty. */
function holderOf(file: string): Recorded | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  } catch {
    return undefined;
  }
}
