import type { ChildProcess } from 'node:child_process';
import { startChild } from './child.ts';
import type { ChildOptions } from './child.ts';
import { JobFailed, runJob, waitUntilReady } from './protocol.ts';

/**
 * A program of ours in a child process, one job at a time: what takes long never delays a request, and what a hostile file
 * breaks is not the portal. It starts with its first job and ends when it has had none for a while.
 */
export interface JobProcess<J, R> {
  /** @throws JobFailed */
  readonly run: (job: J) => Promise<R>;
  /** Ends it; the jobs that run or wait fail. */
  readonly stop: () => void;
}

interface Options extends ChildOptions {
  /** The child is killed when one job takes longer; starting is not counted. */
  readonly jobMs: number;
  /** Jobs that may wait; one more is refused at once. */
  readonly waitingAtMost: number;
}

interface QueuedJob<J, R> {
  readonly job: J;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
}

/** A child is replaced after this many jobs. */
const JOBS_AT_MOST = 500;
const IDLE_MS = 60_000;
/** A machine that needs longer to start a program is not going to run it. */
const START_MS = 60_000;

/** Prepares a job process; no child runs until the first job. */
export function createJobProcess<J, R>(options: Options): JobProcess<J, R> {
  const queue: QueuedJob<J, R>[] = [];
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
  const runNext = async (): Promise<void> => {
    const current = busy ? undefined : queue.shift();
    if (!current) return;
    busy = true;
    clearTimeout(idle);
    const isNew = child === undefined;
    child ??= startChild(options).once('exit', forget);
    jobs += 1;
    const answer =
      (isNew && (await waitUntilReady(child, START_MS))) || (await runJob<R>(child, current.job, options.jobMs));
    if (answer instanceof JobFailed && answer.failure !== 'threw') endChild();
    if (jobs >= JOBS_AT_MOST) endChild();
    if (stopped) current.reject(new JobFailed('stopped', 'not finished'));
    else if (answer instanceof JobFailed) current.reject(answer);
    else current.resolve(answer.result);
    busy = false;
    idle = setTimeout(endChild, IDLE_MS).unref();
    void runNext();
  };
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new JobFailed('stopped', 'not begun'));
        if (queue.length >= options.waitingAtMost) return reject(new JobFailed('full', `${queue.length} wait`));
        queue.push({ job, resolve, reject });
        void runNext();
      }),
    stop: () => {
      stopped = true;
      for (const { reject } of queue.splice(0)) reject(new JobFailed('stopped', 'not begun'));
      endChild();
    },
  };
}
