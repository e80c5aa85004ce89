import type { Read } from '../domain/reading/reading.ts';
import { JobFailed } from '../job-process/protocol.ts';
import { createJobProcess } from '../job-process/queue.ts';
import { JOB_CPU_MS, JOB_MS } from './bounds.ts';
import type { PageAnswer, PageJob, ReadAnswer, ReadJob, SearchJob } from './read-job.ts';

/**
 * Reads pages and searches them, one job at a time, in a process of its own: what a hostile page breaks is not the reader. A job whose
 * signal is aborted is ended with its process.
 */
export interface PageReader {
  /** What came of a page; `broken` for one that the process did not survive, or not in time. @throws JobFailed when it could not be tried */
  readonly read: (job: PageJob, signal?: AbortSignal) => Promise<PageAnswer | 'broken'>;
  /** What is found in pages; `broken` as well when the search fails. @throws JobFailed when it could not be tried */
  readonly search: (job: SearchJob, signal?: AbortSignal) => Promise<Read | 'broken'>;
  readonly stop: () => void;
}

/** Nobody waits for a page as one waits for a click: what else runs on the machine goes first. At 19 a busy machine would hardly let it read. */
const NICENESS = 10;

/** Prepares the process; it starts when it is first needed. */
export function createPageReader({ cpuMs = JOB_CPU_MS }: { readonly cpuMs?: number } = {}): PageReader {
  const jobs = createJobProcess<ReadJob, ReadAnswer>({
    program: new URL('./read-job', import.meta.url),
    jobMs: JOB_MS,
    jobCpuMs: cpuMs,
    cpuSeconds: 7200,
    memoryMiB: 384,
    niceness: NICENESS,
    waitingAtMost: 2,
  });
  const run = (job: ReadJob, signal: AbortSignal | undefined): Promise<ReadAnswer | 'broken'> =>
    jobs.run(job, { ...(signal && { signal }) }).catch((error: unknown) => {
      if (error instanceof JobFailed && ['died', 'late', 'threw'].includes(error.failure)) return 'broken';
      throw error;
    });
  return {
    read: async (job, signal) => {
      const answer = await run({ read: job }, signal);
      return typeof answer === 'object' && 'read' in answer ? answer.read : 'broken';
    },
    search: async (job, signal) => {
      const answer = await run({ search: job }, signal);
      return typeof answer === 'object' && 'found' in answer ? answer.found : 'broken';
    },
    stop: jobs.stop,
  };
}
