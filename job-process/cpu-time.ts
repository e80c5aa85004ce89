import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second, on every Linux Node runs on. */
const TICK_MS = 10;
/** Where they stand behind the program's name: user and system. */
const [USER, SYSTEM] = [11, 12];

/** The milliseconds of a processor that a child has used, all its threads together; 0 where the system does not tell. */
export function cpuMsOf({ pid }: ChildProcess): number {
  const fields = statOf(pid).split(' ').map(Number);
  return ((fields[USER] ?? 0) + (fields[SYSTEM] ?? 0)) * TICK_MS;
}

/** What Linux says of a process, from behind its name on; nothing of one that has ended. */
function statOf(pid: number | undefined): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}
