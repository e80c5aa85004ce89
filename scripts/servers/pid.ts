import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process as written down for a later start: its id, and when it was born, because ids are given out again. */
export interface Recorded {
  readonly pid: number;
  readonly born: string;
}

/** Describes a running process; `born` is '' when there is none of that id. */
export const recorded = (pid: number): Recorded => ({ pid, born: bornAt(pid) });

/** Whether the recorded process still runs, with every one of `words` in its command line. */
export function isStill({ pid, born }: Recorded, words: readonly string[]): boolean {
  if (!isAlive(pid) || born === '' || bornAt(pid) !== born) return false;
  const line = commandLine(pid);
  return words.every((word) => line.includes(word));
}

/** Whether a process of that id runs, ours or not. One that ended and was not waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; // EPERM: it runs, under another user
  }
  return !(statFields(pid)?.[0] ?? ps(pid, 'stat')).startsWith('Z');
}

/** A process's arguments, joined by spaces; '' when there is none of that id. */
export const commandLine = (pid: number): string =>
  proc(pid, 'cmdline')?.replaceAll('\0', ' ').trim() ?? ps(pid, 'command');

/**
 * Asks a process to end with `signal`, and kills it when it still runs after `withinMs`.
 *
 * @returns whether it ended
 */
export async function end(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  return (await ended(pid, signal, withinMs)) || ended(pid, 'SIGKILL', 5_000);
}

async function ended(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return !isAlive(pid);
  }
  for (const until = Date.now() + withinMs; isAlive(pid); await pause(50)) if (Date.now() > until) return false;
  return true;
}

/** Clock ticks since boot from /proc; where there is no /proc (macOS), the start time that `ps` tells. */
const bornAt = (pid: number): string => statFields(pid)?.[19] ?? ps(pid, 'lstart');

/** The fields after the program's name, which stands in parentheses and may hold spaces: state first. */
function statFields(pid: number): string[] | undefined {
  const stat = proc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function proc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, field: string): string {
  if (process.platform === 'linux') return ''; // /proc has no such process, so there is none
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
