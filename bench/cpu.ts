import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second, on every Linux Node runs on. */
const TICK_MS = 10;

/** A process whose CPU time is counted. With `children`, those are counted too, each under the name `nameOf` gives it. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  readonly nameOf?: (commandLine: string) => string;
}

/** CPU-milliseconds by part. */
export type CpuMs = Readonly<Record<string, number>>;

/** CPU time spent so far, user and system, of all threads. Children that have ended are in their parent's figure. */
export function cpuSpent(parts: readonly Part[]): CpuMs {
  const spent: Record<string, number> = {};
  const add = (name: string, ms: number): void => void (spent[name] = (spent[name] ?? 0) + ms);
  for (const { name, pid, nameOf } of parts) {
    const own = ticksOf(pid);
    add(name, (own.itself + (nameOf ? own.ended : 0)) * TICK_MS);
    if (nameOf)
      for (const child of childrenOf(pid)) add(nameOf(child.commandLine), ticksOf(child.pid).itself * TICK_MS);
  }
  return spent;
}

/** What was spent between two readings. */
export const cpuBetween = (before: CpuMs, after: CpuMs): CpuMs =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

export const total = (spent: CpuMs): number => Object.values(spent).reduce((sum, ms) => sum + ms, 0);

/** A PostgreSQL child's title says whose database it serves: `postgres: quanliu temporal 127.0.0.1(…) idle`. */
export const postgresPart =
  (databases: readonly string[]) =>
  (title: string): string => {
    const [, , database = ''] = title.split(/\s+/);
    return databases.includes(database) ? `postgres ${database}` : 'postgres itself';
  };

function ticksOf(pid: number): { itself: number; ended: number } {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { itself: user + system, ended: endedUser + endedSystem };
}

/** The processes that a process has started and that live. */
export const childrenOf = (pid: number) =>
  read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter(Boolean)
    .map((child) => ({ pid: Number(child), commandLine: read(`/proc/${child}/cmdline`).replaceAll('\0', ' ') }));

/** Nothing for a process that has just ended: its time is in its parent's figure. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
