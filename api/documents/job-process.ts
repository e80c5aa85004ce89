import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Why a job in a side process came to nothing. */
export type Failure = 'full' | 'unstarted' | 'late' | 'died' | 'threw' | 'stopped';

/** A job came to nothing; the portal goes on, and so does the next job. */
export class SideProcessFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, detail: string) {
    super(`side process ${failure}: ${detail}`);
    this.failure = failure;
  }
}

/**
 * A program of ours that works beside the portal, one job at a time: what takes long never holds up a request, and what
 * a hostile file breaks is not the portal. It starts with its first job and ends when it has had none for a while.
 */
export interface SideProcess<J, R> {
  /** @throws SideProcessFailed */
  readonly ask: (job: J) => Promise<R>;
  /** Ends it; the jobs that wait fail. */
  readonly stop: () => void;
}

interface Options {
  /** The program beside the asker, without its ending: `new URL('./press', import.meta.url)`. */
  readonly program: URL;
  /** It is killed when one job takes longer; starting is not counted. */
  readonly jobMs: number;
  /** What it may write to memory; held by the operating system where that is Linux. */
  readonly memoryMiB: number;
  /** Jobs that may wait; one more is refused at once. */
  readonly waitingAtMost: number;
}

interface Waiting<J, R> {
  readonly job: J;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
}

/** What it may use of a processor in all before it is ended: a loop nobody is left to stop ends too. */
const CPU_SECONDS = 600;
const JOBS_AT_MOST = 500;
const IDLE_MS = 60_000;
/** A machine that needs longer to start a program is not going to run it. */
const START_MS = 60_000;
const LAST_WORDS = 2000;

/** Prepares a side process; nothing runs until it is asked. */
export function sideProcess<J, R>(options: Options): SideProcess<J, R> {
  const waiting: Waiting<J, R>[] = [];
  let child: ChildProcess | undefined;
  let jobs = 0;
  let busy = false;
  let stopped = false;
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
    jobs = 0;
  };
  const gone = function (this: ChildProcess): void {
    if (child === this) child = undefined; // ended between two jobs, by whomever
  };
  const next = async (): Promise<void> => {
    const current = waiting.shift();
    if (busy || !current) {
      if (current) waiting.unshift(current);
      return;
    }
    busy = true;
    clearTimeout(idle);
    const fresh = child === undefined;
    child ??= started(options).once('exit', gone);
    jobs += 1;
    const answer = (fresh && (await startOf(child))) || (await oneJob<R>(child, current.job, options.jobMs));
    if (answer instanceof SideProcessFailed && answer.failure !== 'threw') end();
    if (jobs >= JOBS_AT_MOST) end();
    if (stopped) current.reject(new SideProcessFailed('stopped', 'not finished'));
    else if (answer instanceof SideProcessFailed) current.reject(answer);
    else current.resolve(answer.result);
    busy = false;
    idle = setTimeout(end, IDLE_MS).unref();
    void next();
  };
  return {
    ask: (job) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(new SideProcessFailed('stopped', 'not begun'));
        if (waiting.length >= options.waitingAtMost)
          return reject(new SideProcessFailed('full', `${waiting.length} wait`));
        waiting.push({ job, resolve, reject });
        void next();
      }),
    stop: () => {
      stopped = true;
      for (const { reject } of waiting.splice(0)) reject(new SideProcessFailed('stopped', 'not begun'));
      end();
    },
  };
}

/** What stacks, arenas and buffers may take beside V8's heap. A library for pictures alone sets a gigabyte aside. */
const BESIDE_HEAP_MIB = 1536;

/**
 * Starts the program: TypeScript from the sources, JavaScript once built. It hears only us. Memory outside V8's heap, where
 * files are unpacked, is bounded by the system alone; and when the machine's runs short, this process is the first to go.
 */
function started({ program, memoryMiB }: Options): ChildProcess {
  const fromSources = import.meta.url.endsWith('.ts');
  const limits = [
    `ulimit -d ${(memoryMiB + BESIDE_HEAP_MIB) * 1024}`,
    `ulimit -t ${CPU_SECONDS}`,
    'echo 1000 2>/dev/null >/proc/self/oom_score_adj',
  ];
  const command = [
    process.execPath,
    `--max-old-space-size=${memoryMiB}`,
    ...(fromSources
      ? [fileURLToPath(new URL('./from-sources.mjs', import.meta.url)), `${program}.ts`]
      : [fileURLToPath(`${program}.js`)]),
  ];
  const shell = `${platform() === 'linux' ? `${limits.join('; ')}; ` : ''}exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', shell, ...command], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { PATH: process.env['PATH'] },
  });
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  return child;
}

/** What a process says before its answers: that it hears. */
export const READY = { ready: true } as const;

/** Waits until the program hears; undefined then, else why it does not. */
function startOf(child: ChildProcess): Promise<SideProcessFailed | undefined> {
  return heard(child, START_MS, (message) => ('ready' in message ? undefined : null)).then((failed) =>
    failed instanceof SideProcessFailed ? new SideProcessFailed('unstarted', failed.message) : undefined,
  );
}

type Message<R> = typeof READY | { readonly result: R } | { readonly error: string };

/** Sends one job and waits for its answer, its end, or the end of its time. */
function oneJob<R>(child: ChildProcess, job: unknown, jobMs: number): Promise<{ result: R } | SideProcessFailed> {
  const answer = heard<R, { result: R } | SideProcessFailed>(child, jobMs, (message) =>
    'ready' in message ? null : 'error' in message ? new SideProcessFailed('threw', message.error) : message,
  );
  child.send(job as object, () => undefined); // one that cannot be sent is heard of by the process's end
  return answer;
}

/** The first message that `take` makes something of; or the failure, when the process ends or its time does. */
function heard<R, T>(
  child: ChildProcess,
  ms: number,
  take: (message: Message<R>) => T | null,
): Promise<T | SideProcessFailed> {
  return new Promise((resolve) => {
    let words = '';
    const hear = (chunk: Buffer): void => {
      words = (words + chunk.toString()).slice(-LAST_WORDS);
    };
    const done = (what: T | SideProcessFailed): void => {
      clearTimeout(timer);
      child.off('message', taken).off('exit', ended).off('error', broken);
      child.stderr?.off('data', hear);
      child.channel?.unref();
      resolve(what);
    };
    const taken = (message: Message<R>): void => {
      const what = take(message);
      if (what !== null) done(what);
    };
    const ended = (code: number | null, signal: string | null): void =>
      done(new SideProcessFailed('died', `${signal ?? code} ${words}`.trim()));
    const broken = (error: Error): void => done(new SideProcessFailed('died', error.message));
    const timer = setTimeout(() => done(new SideProcessFailed('late', `${ms} ms`)), ms);
    child.on('message', taken).on('exit', ended).on('error', broken);
    child.stderr?.on('data', hear);
    child.channel?.ref();
  });
}
