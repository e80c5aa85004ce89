import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A server of our own, in its own process group so that a terminal's Ctrl-C does not reach it before its turn. */
export interface Server {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Asks it to end with `signal`, waits, and kills it after `withinMs`. */
  readonly stop: (signal?: NodeJS.Signals, withinMs?: number) => Promise<void>;
}

/** A larger log is set aside at the next start; one is kept. */
const LOG_BYTES = 10_000_000;

/** Starts a server in the background with its output in a file; with `ipc` it can send us messages. */
export function serve(
  command: string,
  args: readonly string[],
  logFile: string,
  { ipc = false, ...options }: SpawnOptions & { ipc?: boolean } = {},
): Server {
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES) renameSync(logFile, `${logFile}.old`);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, {
    detached: true,
    stdio: ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    ...options,
  });
  closeSync(log);
  child.on('error', () => undefined); // told by the missing pid below
  if (child.pid === undefined) throw new Error(`${command} did not start`);
  const { pid } = child;
  return { pid, child, stop: (signal = 'SIGTERM', withinMs = 15_000) => stopped(child, signal, withinMs) };
}

/** Resolves when a process has ended, with how: an exit code or a signal. */
export function ended(child: ChildProcess): Promise<string> {
  const how = (): string => child.signalCode ?? `exit code ${child.exitCode}`;
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(how());
  return new Promise((resolve) => child.once('exit', () => resolve(how())));
}

/** The last lines of a log file, for the message of a start that failed. */
export const lastLines = (logFile: string, count = 12): string =>
  existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';

async function stopped(child: ChildProcess, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const late = new AbortController();
  await Promise.race([
    ended,
    pause(withinMs, undefined, { signal: late.signal })
      .then(() => child.kill('SIGKILL'))
      .catch(() => undefined),
  ]);
  late.abort();
  await ended;
}

/**
 * Asks until the answer is yes.
 *
 * @throws Error naming `what` after `withinMs`, or at once when the server has ended
 */
export async function until(
  what: string,
  child: ChildProcess,
  withinMs: number,
  ready: () => Promise<boolean>,
): Promise<void> {
  for (const end = Date.now() + withinMs; !(await ready().catch(() => false)); await pause(50)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${what} ended while starting (exit ${child.exitCode ?? child.signalCode})`);
    if (Date.now() > end) throw new Error(`${what} was not ready within ${withinMs} ms`);
  }
}
