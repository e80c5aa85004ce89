import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, isStill, recorded } from '../servers/pid.ts';
import type { Recorded } from '../servers/pid.ts';

/** In the order in which they are ended. */
const PARTS = ['api', 'reader', 'worker', 'temporal', 'postgres'] as const;
export type Part = (typeof PARTS)[number];

interface Entry extends Recorded {
  /** What the command line of that process holds: no other process is ever ended. */
  readonly words: readonly string[];
}

type Entries = Partial<Record<Part, Entry>>;

/** The processes that were started over a data folder, stored on disk from the moment each is started. */
export interface ProcessRegistry {
  readonly register: (part: Part, pid: number, words: readonly string[]) => void;
  readonly findPid: (part: Part) => number | undefined;
  /** Ends every one of them at once, undrained. What PostgreSQL has committed it finds again at its next start. */
  readonly killAll: () => void;
  readonly clear: () => void;
}

/** Ends the processes that a killed start has left running, then opens an empty registry. */
export async function openProcessRegistry(dataDir: string, say: (line: string) => void): Promise<ProcessRegistry> {
  const file = join(dataDir, 'processes.json');
  await endLeftOvers(file, say);
  let entries: Entries = {};
  return {
    register: (part, pid, words) => {
      entries = { ...entries, [part]: { ...recorded(pid), words } };
      writePrivate(file, entries);
    },
    findPid: (part) => entries[part]?.pid,
    killAll: () => {
      for (const part of PARTS) {
        const entry = entries[part];
        if (entry && isStill(entry, entry.words)) process.kill(entry.pid, part === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
      }
    },
    clear: () => rmSync(file, { force: true }),
  };
}

async function endLeftOvers(file: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(file)) return;
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Entries;
  for (const part of PARTS) {
    const entry = entries[part];
    if (!entry || !isStill(entry, entry.words)) continue;
    say(`${part} (pid ${entry.pid}) is left over from an earlier start: ending it.`);
    const ended = await end(entry.pid, part === 'postgres' ? 'SIGINT' : 'SIGTERM', 20_000);
    if (!ended) throw new Error(`${part} (pid ${entry.pid}) of an earlier start does not end`);
  }
  rmSync(file, { force: true });
}

/** Writes JSON that only its owner can read, whole or not at all. */
export function writePrivate(file: string, content: unknown): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(aside, file);
}
