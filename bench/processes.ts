import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part } from './cpu.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 90_000;
const ENDED_WITHIN_MS = 15_000;

/** Whether programs run as they were built, or from their sources, compiled as they are loaded. */
let isBuilt = false;
export const runBuilt = (): void => void (isBuilt = true);

interface Starting {
  readonly name: string;
  /** From the checkout's root. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** For Node itself, as `--cpu-prof`. */
  readonly flags?: readonly string[];
  /** A program of ours that is loaded before it where it runs as built, from the checkout's root. Its threads have no compiler. */
  readonly preload?: string | undefined;
}

/** One of the contenders' processes. */
export interface Running {
  readonly part: Part;
  /** Sends it a message, which a preload understands. */
  readonly tell: (message: string) => void;
  /** Sends it a message, and gives the next that it sends. */
  readonly ask: (message: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one of our programs and waits until it says that it is ready.
 *
 * @throws Error when it ends before, or says nothing for a minute and a half
 */
export async function startProgram(starting: Starting): Promise<Running> {
  const { name, env, logFile } = starting;
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, argumentsOf(starting), {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  };
  let late: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      late = setTimeout(
        () => reject(new Error(`${name} was not ready within ${READY_WITHIN_MS} ms; see ${logFile}`)),
        READY_WITHIN_MS,
      );
      child.once('message', () => resolve());
      void ended.then(() =>
        reject(new Error(`${name} ended while starting (exit ${child.exitCode ?? child.signalCode}); see ${logFile}`)),
      );
    });
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
  const tell = (message: string): void => void child.send(message);
  const ask = (message: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      void ended.then(() => reject(new Error(`${name} ended before it answered; see ${logFile}`)));
      tell(message);
    });
  return { part: { name, pid: child.pid ?? 0 }, tell, ask, stop };
}

/** What Node is called with: programs as they were built, or from their sources. */
function argumentsOf({ script, flags = [], preload }: Starting): string[] {
  if (!isBuilt) return [...flags, '--import', 'tsx', script];
  const built = (path: string): string => join('dist', path.replace(extname(path), '.js'));
  return [...flags, ...(preload === undefined ? [] : ['--import', `./${built(preload)}`]), built(script)];
}
