import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tryLock } from 'fs-native-extensions';

const FLAGS = constants.O_RDWR | constants.O_CREAT;
const PAUSE_MS = 20;
const NAMED_WITHIN_MS = 1_000;

export interface Lock {
  readonly release: () => void;
}

/**
 * Makes this process the only holder of a lock file, until `release` or its end. The kernel keeps the lock and drops it with
 * the process, also one that was killed; the file only names the holder.
 *
 * @returns the lock, or the id of the process that has it: undefined where it cannot be told
 */
export function acquireLock(file: string): Lock | { readonly holder: number | undefined } {
  for (;;) {
    const opened = openForLock(file);
    if (opened === undefined) return { holder: undefined };
    if (!tryLock(opened)) {
      const holder = readHolder(opened);
      closeSync(opened);
      return { holder };
    }
    if (isAt(opened, file)) return createLock(opened, file);
    closeSync(opened); // its holder removed it after it was opened here: another file is locked now
  }
}

/** Who has the lock writes its number right afterwards, which is waited for. Undefined: it has not. */
function readHolder(opened: number): number | undefined {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const holder = Number(readFileSync(opened, 'utf8')) || undefined;
    if (holder !== undefined || waited >= NAMED_WITHIN_MS) return holder;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

/** Undefined: another user's, in a folder open to everyone. */
function openForLock(file: string): number | undefined {
  try {
    return openSync(file, FLAGS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
}

const isAt = (opened: number, file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(opened).ino;

function createLock(opened: number, file: string): Lock {
  ftruncateSync(opened);
  writeSync(opened, String(process.pid), 0);
  let isHeld = true;
  return {
    release: () => {
      if (!isHeld) return; // the number of a closed file is given out again
      isHeld = false;
      rmSync(file, { force: true });
      closeSync(opened);
    },
  };
}
