import type { ChildProcess } from 'node:child_process';
import { startChild } from './child.ts';
import type { ChildOptions } from './child.ts';
import { createFairQueue } from './fair-queue.ts';
import { JobFailed, runJob, waitUntilReady } from './protocol.ts';

/**
 * A program of ours in a child process, one job at a time: what takes long never delays a request, and what a hostile file
 * breaks is not the program that asks. It starts with its first job and ends when it has had none for a while. Who asks is served in
 * turn, whoever's jobs hang after all others.
 */
export interface JobProcess<J, R> {
  /**
   * @param job the job, or what loads it when its turn has come
   * @throws JobFailed, and what loading the job throws
   */
  readonly run: (job: J | (() => Promise<J>), wishes?: JobWishes) => Promise<R>;
  /** Ends it; the jobs that run or wait fail. */
  readonly stop: () => void;
}

/** Whose a job is, what time it gets if less than the others, and until when anybody waits for it. */
interface JobWishes {
  readonly asker?: string;
  readonly withinMs?: number;
  /** Aborted, it ends the child that does the job, so that the next one need not wait; a job that waits is not begun. */
  readonly signal?: AbortSignal;
}

interface Options extends ChildOptions {
  /** The child is killed when one job takes longer; starting is not counted. */
  readonly jobMs: number;
  /** The same for the processor's time of a job, where the system tells it: a job that a busy machine lets wait has done nothing wrong. */
  readonly jobCpuMs?: number;
  /** Jobs that may wait; one more is refused at once. */
  readonly waitingAtMost: number;
  /** The same for the jobs of one asker; all of them when not given. */
  readonly waitingByAsker?: number;
}

interface QueuedJob<J, R> {
  readonly load: () => Promise<J>;
  readonly asker: string;
  readonly withinMs: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** A child is replaced after this many jobs. */
const JOBS_AT_MOST = 500;
const IDLE_MS = 60_000;
/** A machine that needs longer to start a program is not going to run it. */
export const START_MS = 60_000;

function settle<J, R>({ resolve, reject }: QueuedJob<J, R>, answer: { result: R } | JobFailed): void {
  if (answer instanceof JobFailed) reject(answer);
  else resolve(answer.result);
}

/** Prepares a job process; no child runs until the first job. */
export function createJobProcess<J, R>(options: Options): JobProcess<J, R> {
  const queue = createFairQueue<QueuedJob<J, R>>(options);
  let child: ChildProcess | undefined;
  let jobs = 0;
  let busy = false;
  let stopped = false;
  let idle: NodeJS.Timeout | undefined;

  const endChild = (): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
    jobs = 0;
  };
  const forget = function (this: ChildProcess): void {
    if (child === this) child = undefined; // it ended between two jobs
  };
  const answerOf = async (job: J, { withinMs, signal }: QueuedJob<J, R>): Promise<{ result: R } | JobFailed> => {
    if (signal?.aborted) return new JobFailed('stopped', 'not begun');
    const isNew = child === undefined;
    child ??= startChild(options).once('exit', forget);
    jobs += 1;
    const answer =
      (isNew && (await waitUntilReady(child, START_MS))) ||
      (await runJob<R>(child, job, { withinMs, cpuMs: options.jobCpuMs, signal }));
    if (answer instanceof JobFailed && answer.failure !== 'threw') endChild();
    if (jobs >= JOBS_AT_MOST) endChild();
    return answer;
  };
  const runNext = async (): Promise<void> => {
    const current = busy ? undefined : queue.next();
    if (!current) return;
    busy = true;
    clearTimeout(idle);
    try {
      const answer = await answerOf(await current.load(), current);
      if (answer instanceof JobFailed && answer.failure === 'late') queue.putBehind(current.asker);
      settle(current, stopped ? new JobFailed('stopped', 'not finished') : answer);
    } catch (error) {
      current.reject(error); // it could not be loaded
    }
    busy = false;
    idle = setTimeout(endChild, IDLE_MS).unref();
    void runNext();
  };
  return {
    run: (job, { asker = '', withinMs = options.jobMs, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new JobFailed('stopped', 'not begun'));
        const load = typeof job === 'function' ? (job as () => Promise<J>) : () => Promise.resolve(job);
        if (!queue.add({ load, asker, withinMs, signal, resolve, reject }))
          return reject(new JobFailed('full', `${queue.waiting()} wait`));
        void runNext();
      }),
    stop: () => {
      stopped = true;
      for (const { reject } of queue.clear()) reject(new JobFailed('stopped', 'not begun'));
      endChild();
    },
  };
}
