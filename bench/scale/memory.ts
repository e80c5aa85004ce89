import { readFileSync } from 'node:fs';
import { childrenOf } from '../cpu.ts';
import type { Part } from '../cpu.ts';

/** MiB of memory that each part holds now, shared pages by their share; of a PostgreSQL server that of its children too. */
export const memoryOf = (parts: readonly Part[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    parts.map(({ name, pid, nameOf }) => {
      const pids = [pid, ...(nameOf ? childrenOf(pid).map((child) => child.pid) : [])];
      return [name, Math.round(pids.reduce((sum, one) => sum + kilobytesOf(one), 0) / 1024)];
    }),
  );

/** Nothing of a process that has just ended. */
function kilobytesOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
