import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../setup/eventually.ts';
import type { World } from '../setup/world.ts';

/** A worker process to be ill-treated. */
export interface Doomed {
  readonly child: ChildProcess;
  /** Whether it has committed the recording it will never answer for. */
  readonly hasCommitted: () => boolean;
}

/** Starts worker processes for a world, as many as asked for; `close` kills them. */
export function doomedWorkers() {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-chaos-'));
  const children: ChildProcess[] = [];
  return {
    /** Answers when it polls. `hangAfter`: the step whose recording it commits and never answers. */
    async start({ database, temporal }: World, hangAfter: string): Promise<Doomed> {
      const told = join(folder, `${hangAfter}-${children.length}`);
      const env = {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: database.url,
        TASK_QUEUE: temporal.taskQueue,
        HANG_AFTER: hangAfter,
        TOLD: told,
      };
      const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: 'ignore' });
      children.push(child);
      const says = (word: string): boolean => existsSync(told) && readFileSync(told, 'utf8').includes(word);
      await eventually(() => says('running'), Boolean, { withinMs: 45_000 });
      return { child, hasCommitted: () => says('committed') };
    },
    close(): void {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
