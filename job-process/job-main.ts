import { READY } from './protocol.ts';

/**
 * The child's half of a job process: sends for each job what `work` returns, or the error's text. Ends with the program that started it.
 */
export function runJobs<J>(work: (job: J) => Promise<unknown>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // a terminal sends them to the program that started this one too, which ends it when it has drained
  process.on('disconnect', () => process.exit(0));
  process.on('message', (job: J) => {
    work(job)
      .then((result) => process.send?.({ result }))
      .catch((error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  if (!import.meta.url.endsWith('.ts')) process.send?.(READY); // from sources, from-sources.mjs sends it
}
