import { READY } from './job-process.ts';

/**
 * The side process's half: answers each job with what `work` makes of it, or with the error's text. Ends with the portal.
 */
export function answerJobs<J>(work: (job: J) => Promise<unknown>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // a terminal's are for the portal, which ends us when it has drained
  process.on('disconnect', () => process.exit(0));
  process.on('message', (job: J) => {
    work(job)
      .then((result) => process.send?.({ result }))
      .catch((error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  if (!import.meta.url.endsWith('.ts')) process.send?.(READY); // from sources, what has loaded us says so
}
