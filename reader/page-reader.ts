import { JobFailed } from '../job-process/protocol.ts';
import { createJobProcess } from '../job-process/queue.ts';
import type { PageAnswer, PageJob } from './read-job.ts';

/** Reads pages, one at a time, in a process of its own: what a hostile page breaks is not the reader. */
export interface PageReader {
  /** What came of a page; `broken` for one that the process did not survive, or not in time. @throws JobFailed when it could not be tried */
  readonly read: (job: PageJob) => Promise<PageAnswer | 'broken'>;
  readonly stop: () => void;
}

/** What a page may take; a scanned one takes 2 to 5 s. */
const PAGE_MS = 30_000;

/** Prepares the process; it starts when it is first needed. */
export function createPageReader(): PageReader {
  const pages = createJobProcess<PageJob, PageAnswer>({
    program: new URL('./read-job', import.meta.url),
    jobMs: PAGE_MS,
    cpuSeconds: 7200,
    memoryMiB: 384,
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
