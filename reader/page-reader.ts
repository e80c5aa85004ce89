import { JobFailed } from '../job-process/protocol.ts';
import { createJobProcess } from '../job-process/queue.ts';
import type { PageAnswer, PageJob } from './read-job.ts';

/** Reads pages, one at a time, in a process of its own: what a hostile page breaks is not the reader. */
export interface PageReader {
  /** What came of a page; `broken` for one that the process did not survive, or not in time. @throws JobFailed when it could not be tried */
  readonly read: (job: PageJob) => Promise<PageAnswer | 'broken'>;
  readonly stop: () => void;
}

/** What a page may take of a processor; a scanned one takes 4 to 10 s. */
const PAGE_CPU_MS = 30_000;
/** What it may take by the clock, on a machine that has others to serve first; less than an attempt of the workflow may. */
const PAGE_MS = 240_000;

/** Nobody waits for a page as one waits for a click: what else runs on the machine goes first. At 19 a busy machine would hardly let it read. */
const NICENESS = 10;

/** Prepares the process; it starts when it is first needed. */
export function createPageReader({ cpuMs = PAGE_CPU_MS }: { readonly cpuMs?: number } = {}): PageReader {
  const pages = createJobProcess<PageJob, PageAnswer>({
    program: new URL('./read-job', import.meta.url),
    jobMs: PAGE_MS,
    jobCpuMs: cpuMs,
    cpuSeconds: 7200,
    memoryMiB: 384,
    niceness: NICENESS,
    waitingAtMost: 2,
  });
  return {
    read: (job) =>
      pages.run(job).catch((error: unknown) => {
        if (error instanceof JobFailed && (error.failure === 'died' || error.failure === 'late')) return 'broken';
        throw error;
      }),
    stop: pages.stop,
  };
}
