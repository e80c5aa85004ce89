import { afterEach, expect, test } from '@jest/globals';
import { sideProcess } from '../../api/documents/job-process.ts';
import type { SideProcess } from '../../api/documents/job-process.ts';

let process: SideProcess<string, string> | undefined;
afterEach(() => process?.stop());

const doomed = (more: Partial<Parameters<typeof sideProcess>[0]> = {}): SideProcess<string, string> => {
  process = sideProcess({
    program: new URL('./doomed', import.meta.url),
    jobMs: 20_000,
    memoryMiB: 128,
    waitingAtMost: 3,
    ...more,
  });
  return process;
};

test('jobs are answered in their order, one at a time', async () => {
  const { ask } = doomed();
  expect(await Promise.all(['one', 'two', 'three'].map(ask))).toEqual(['one', 'two', 'three']);
});

test('a job that throws fails alone', async () => {
  const { ask } = doomed();
  const failed = ask('throw');
  const after = ask('next');
  await expect(failed).rejects.toMatchObject({ failure: 'threw', message: expect.stringContaining('as asked') });
  expect(await after).toBe('next');
});

test('a job that ends the process fails, and the next one finds a new process', async () => {
  const { ask } = doomed();
  const failed = ask('exit');
  const after = ask('next');
  await expect(failed).rejects.toMatchObject({ failure: 'died' });
  expect(await after).toBe('next');
});

test('a job that never ends is ended', async () => {
  const { ask } = doomed({ jobMs: 3000 });
  const failed = ask('loop');
  await expect(failed).rejects.toMatchObject({ failure: 'late' });
  expect(await doomed().ask('next')).toBe('next');
});

test.each(['heap', 'buffers'])(
  'a job that eats memory (%s) dies of it before the machine does',
  async (kind) => {
    const { ask } = doomed();
    await expect(ask(kind)).rejects.toMatchObject({ failure: expect.stringMatching(/died|threw/) });
    expect(await ask('next')).toBe('next');
  },
  60_000,
);

test('more jobs than may wait are refused at once', async () => {
  const { ask } = doomed();
  const jobs = Array.from({ length: 6 }, () => ask('x'));
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
  const { ask, stop } = doomed();
  const jobs = ['loop', 'next'].map(ask);
  stop();
  expect((await Promise.allSettled(jobs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
