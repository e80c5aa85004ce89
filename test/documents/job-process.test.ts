import { afterEach, expect, test } from '@jest/globals';
import { createJobProcess } from '../../api/documents/job-process/queue.ts';
import type { JobProcess } from '../../api/documents/job-process/queue.ts';

let process: JobProcess<string, string> | undefined;
afterEach(() => process?.stop());

const aJobProcess = (more: Partial<Parameters<typeof createJobProcess>[0]> = {}): JobProcess<string, string> => {
  process = createJobProcess({
    program: new URL('./failing-job', import.meta.url),
    jobMs: 20_000,
    memoryMiB: 128,
    waitingAtMost: 3,
    ...more,
  });
  return process;
};

test('jobs are answered in their order, one at a time', async () => {
  const { run } = aJobProcess();
  expect(await Promise.all(['one', 'two', 'three'].map(run))).toEqual(['one', 'two', 'three']);
});

test('a job that throws fails alone', async () => {
  const { run } = aJobProcess();
  const failed = run('throw');
  const after = run('next');
  await expect(failed).rejects.toMatchObject({ failure: 'threw', message: expect.stringContaining('as asked') });
  expect(await after).toBe('next');
});

test('a job that ends the process fails, and the next one finds a new process', async () => {
  const { run } = aJobProcess();
  const failed = run('exit');
  const after = run('next');
  await expect(failed).rejects.toMatchObject({ failure: 'died' });
  expect(await after).toBe('next');
});

test('a job that never ends is ended', async () => {
  const { run } = aJobProcess({ jobMs: 3000 });
  const failed = run('loop');
  await expect(failed).rejects.toMatchObject({ failure: 'late' });
  expect(await aJobProcess().run('next')).toBe('next');
});

test.each(['heap', 'buffers'])(
  'a job that eats memory (%s) dies of it before the machine does',
  async (kind) => {
    const { run } = aJobProcess();
    await expect(run(kind)).rejects.toMatchObject({ failure: expect.stringMatching(/died|threw/) });
    expect(await run('next')).toBe('next');
  },
  60_000,
);

test('more jobs than may wait are refused at once', async () => {
  const { run } = aJobProcess();
  const jobs = Array.from({ length: 6 }, () => run('x'));
  const outcomes = await Promise.allSettled(jobs);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  await expect(jobs.at(-1)).rejects.toMatchObject({ failure: 'full' });
});

test('stopping fails the jobs that run and wait', async () => {
  const { run, stop } = aJobProcess();
  const jobs = ['loop', 'next'].map(run);
  stop();
  expect((await Promise.allSettled(jobs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
