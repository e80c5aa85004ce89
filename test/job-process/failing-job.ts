import { getPriority } from 'node:os';
import { runJobs } from '../../job-process/job-main.ts';

const eaten: unknown[] = [];

/** A program for the tests that does what it is told, the worst included. */
runJobs<string>(async (job) => {
  if (job === 'throw') throw new Error('as asked');
  if (job === 'exit') process.exit(3);
  while (job === 'loop');
  if (job === 'sleep') await new Promise((resolve) => setTimeout(resolve, 3000));
  if (job === 'priority') return String(getPriority());
  while (job === 'heap') eaten.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
  while (job === 'buffers') eaten.push(new Uint8Array(16 * 1024 * 1024).fill(1));
  return job;
});
