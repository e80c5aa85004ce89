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
}

/** One of the contenders' processes. */
export interface Running {
  readonly part: Part;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one of our programs and waits until it says that it is ready.
 *
 * @throws Error when it ends before, or says nothing for a minute and a half
 */
export async function startProgram({ name, script, env, logFile, flags = [] }: Starting): Promise<Running> {
  const log = openSync(logFile, 'a', 0o600);
  const program = isBuilt ? [join('dist', script.replace(extname(script), '.js'))] : ['--import', 'tsx', script];
  const child = spawn(process.execPath, [...flags, ...program], {
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
  return { part: { name, pid: child.pid ?? 0 }, stop };
}
