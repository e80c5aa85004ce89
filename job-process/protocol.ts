import type { ChildProcess } from 'node:child_process';
import { cpuMsOf } from './cpu-time.ts';

/** Why a job failed. */
export type JobFailure = 'full' | 'unstarted' | 'late' | 'died' | 'threw' | 'stopped';

/** A job failed; whoever asked for it goes on, and so does the next job. */
export class JobFailed extends Error {
  readonly failure: JobFailure;

  constructor(failure: JobFailure, detail: string) {
    super(`job process ${failure}: ${detail}`);
    this.failure = failure;
  }
}

/** The first message of a child: it takes jobs now. */
export const READY = { ready: true } as const;

/** What a child sends: that it is ready, then for each job its result or the text of its error. */
type Message<R> = typeof READY | { readonly result: R } | { readonly error: string };

/** The last characters of the child's error output that a failure quotes. */
const STDERR_QUOTED = 2000;

/** Waits until a started child takes jobs. @returns why it does not, else undefined */
export async function waitUntilReady(child: ChildProcess, withinMs: number): Promise<JobFailed | undefined> {
  const failed = await receive(child, withinMs, (message) => ('ready' in message ? undefined : null));
  return failed instanceof JobFailed ? new JobFailed('unstarted', failed.message) : undefined;
}

/** How often a job's time on the processor is looked at, and whether somebody still waits for it. */
const LOOK_MS = 500;

interface JobBounds {
  readonly withinMs: number;
  readonly cpuMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one job and waits for its result, the end of the child, or the end of the job's time, by the clock or on the processor. A job
 * that nobody waits for any more fails as well.
 */
export async function runJob<R>(
  child: ChildProcess,
  job: unknown,
  { withinMs, cpuMs = Number.POSITIVE_INFINITY, signal }: JobBounds,
): Promise<{ result: R } | JobFailed> {
  const spentBefore = cpuMsOf(child);
  const used = (): number => cpuMsOf(child) - spentBefore;
  const answer = receive<R, { result: R } | JobFailed>(
    child,
    withinMs,
    (message) => ('ready' in message ? null : 'error' in message ? new JobFailed('threw', message.error) : message),
    () => {
      if (signal?.aborted) return new JobFailed('stopped', 'nobody waits for it');
      return used() > cpuMs ? new JobFailed('late', `${cpuMs} ms of a processor`) : null;
    },
  );
  child.send(job as object, () => undefined); // when it cannot be sent, the child has ended, and `receive` says so
  return answer;
}

/** Waits for the first message for which `take` is not null; the failure, when the child or its time ends before, or `look` finds one. */
function receive<R, T>(
  child: ChildProcess,
  withinMs: number,
  take: (message: Message<R>) => T | null,
  look: () => JobFailed | null = () => null,
): Promise<T | JobFailed> {
  return new Promise((resolve) => {
    let stderr = '';
    const onStderr = (chunk: Buffer): void => {
      stderr = (stderr + chunk.toString()).slice(-STDERR_QUOTED);
    };
    const settle = (outcome: T | JobFailed): void => {
      clearTimeout(timer);
      clearInterval(looking);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      child.stderr?.off('data', onStderr);
      child.channel?.unref();
      resolve(outcome);
    };
    const onMessage = (message: Message<R>): void => {
      const taken = take(message);
      if (taken !== null) settle(taken);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      settle(new JobFailed('died', `${signal ?? code} ${stderr}`.trim()));
    const onError = (error: Error): void => settle(new JobFailed('died', error.message));
    const timer = setTimeout(() => settle(new JobFailed('late', `${withinMs} ms`)), withinMs);
    const looking = setInterval(() => {
      const found = look();
      if (found) settle(found);
    }, LOOK_MS);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.stderr?.on('data', onStderr);
    child.channel?.ref();
  });
}
