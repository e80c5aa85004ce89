import { fileURLToPath } from 'node:url';
import { ended, lastLines, serve } from '../scripts/servers/process.ts';
import type { Part } from './cpu.ts';
import type { Started } from './started.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 90_000;

interface Starting {
  readonly name: string;
  /** From the checkout's root. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** For Node itself, as `--cpu-prof`. */
  readonly flags?: readonly string[];
}

/**
 * Starts one of our programs and waits until it says that it is ready.
 *
 * @throws Error when it ends before, or says nothing for a minute and a half
 */
export async function startProgram(started: Started, { name, script, env, logFile, flags = [] }: Starting): Promise<Part> {
  const { child, pid, stop } = serve(process.execPath, [...flags, '--import', 'tsx', script], logFile, { ipc: true, cwd: ROOT, env: { ...process.env, ...env } });
  started.add(() => stop());
  let late: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`${name} was not ready within ${READY_WITHIN_MS} ms`)), READY_WITHIN_MS);
    child.once('message', () => resolve());
    void ended(child).then((how) => reject(new Error(`${name} ended while starting (${how})\n${lastLines(logFile)}`)));
  }).finally(() => clearTimeout(late));
  return { name, pid };
}
