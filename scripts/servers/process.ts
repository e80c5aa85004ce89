import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A server of our own, in its own process group so that a terminal's Ctrl-C does not reach it before its turn. */
export interface Server {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Asks it to end with `signal`, waits, and kills it after `withinMs`. */
  readonly stop: (signal?: NodeJS.Signals, withinMs?: number) => Promise<void>;
}

/** Starts a server in the background with its output in a file. */
export function serve(command: string, args: readonly string[], logFile: string, options: SpawnOptions = {}): Server {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], ...options });
  if (child.pid === undefined) throw new Error(`${command} did not start`);
  const { pid } = child;
  return { pid, child, stop: (signal = 'SIGTERM', withinMs = 15_000) => stopped(child, signal, withinMs) };
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const late = new AbortController();
  await Promise.race([ended, pause(withinMs, undefined, { signal: late.signal }).then(() => child.kill('SIGKILL')).catch(() => undefined)]);
  late.abort();
  await ended;
}

/**
 * Asks until the answer is yes.
 *
 * @throws Error naming `what` after `withinMs`, or at once when the server has ended
 */
export async function until(what: string, child: ChildProcess, withinMs: number, ready: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + withinMs; !(await ready().catch(() => false)); await pause(50)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${what} ended while starting (exit ${child.exitCode ?? child.signalCode})`);
    if (Date.now() > end) throw new Error(`${what} was not ready within ${withinMs} ms`);
  }
}
