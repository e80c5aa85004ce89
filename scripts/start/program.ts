import { extname, resolve } from 'node:path';
import { ended, lastLines, serve } from '../servers/process.ts';
import type { Server } from '../servers/process.ts';
import { ROOT } from './settings.ts';

const READY_WITHIN_MS = 90_000;
/** The worker's grace time is 10 s, the portal's open answers take less. */
const DRAINED_WITHIN_MS = 20_000;

export interface Program extends Server {
  /** Address of its metrics. */
  readonly metrics: string;
}

interface Starting {
  /** Path from the checkout's root, or absolute: TypeScript is compiled as it is loaded, JavaScript was built. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Told the process's id before it is ready. */
  readonly spawned: (pid: number) => void;
}

/**
 * Starts the API, the worker or the reader as a process of its own and waits for its word that it is ready.
 *
 * @throws Error with the end of its log when it ends before, or is not ready within a minute and a half
 */
export async function startProgram({ script, env, logFile, spawned }: Starting): Promise<Program> {
  const compiler = extname(script) === '.ts' ? ['--import', 'tsx'] : [];
  const server = serve(process.execPath, ['--enable-source-maps', ...compiler, resolve(ROOT, script)], logFile, {
    cwd: ROOT,
    env,
    ipc: true,
  });
  spawned(server.pid);
  const stop = (): Promise<void> => server.stop('SIGTERM', DRAINED_WITHIN_MS);
  let late: NodeJS.Timeout | undefined;
  try {
    const metrics = await new Promise<string>((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`not ready within ${READY_WITHIN_MS} ms`)), READY_WITHIN_MS);
      server.child.on('message', (message: unknown) => isReady(message) && resolve(message.metrics));
      void ended(server.child).then((how) => reject(new Error(how)));
    });
    return { ...server, stop, metrics };
  } catch (error) {
    await stop();
    throw new Error(`${script}: ${error instanceof Error ? error.message : String(error)}\n${lastLines(logFile)}`);
  } finally {
    clearTimeout(late);
  }
}

const isReady = (message: unknown): message is { type: 'ready'; metrics: string } =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  message.type === 'ready' &&
  'metrics' in message &&
  typeof message.metrics === 'string';
