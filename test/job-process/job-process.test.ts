import { getPriority } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import { createJobProcess } from '../../job-process/queue.ts';
import type { JobProcess } from '../../job-process/queue.ts';

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
  expect(await Promise.all(['one', 'two', 'three'].map((job) => run(job)))).toEqual(['one', 'two', 'three']);
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

test('a job that nobody waits for any more is ended, and one that waits is not begun', async () => {
  const { run } = aJobProcess();
  const [left, unbegun] = [new AbortController(), new AbortController()];
  await run('first');
  const looping = expect(run('loop', { signal: left.signal })).rejects.toMatchObject({ failure: 'stopped' });
  const waiting = expect(run('never', { signal: unbegun.signal })).rejects.toMatchObject({ failure: 'stopped' });
  const after = run('next');
  unbegun.abort();
  await new Promise((resolve) => setTimeout(resolve, 500)); // it loops
  left.abort();
  await Promise.all([looping, waiting]);
  expect(await after).toBe('next');
  expect(await run('later', { signal: new AbortController().signal })).toBe('later');
});

test('a job is ended by its time on the processor, not by that of a machine that lets it wait', async () => {
  const { run } = aJobProcess({ jobMs: 60_000, jobCpuMs: 1500 });
  expect(await run('sleep')).toBe('sleep');
  const began = Date.now();
  await expect(run('loop')).rejects.toMatchObject({ failure: 'late', message: expect.stringContaining('processor') });
  expect(Date.now() - began).toBeLessThan(55_000);
}, 90_000);

test('a process stands behind others as far as it is told', async () => {
  const own = getPriority();
  expect(await aJobProcess().run('priority')).toBe(String(own));
  process?.stop();
  expect(await aJobProcess({ niceness: 19 }).run('priority')).toBe('19');
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
  const jobs = ['loop', 'next'].map((job) => run(job));
  stop();
  expect((await Promise.allSettled(jobs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('askers are served in turn, and one who has filled the line keeps nobody from it', async () => {
  const { run } = aJobProcess({ waitingAtMost: 6, waitingByAsker: 3 });
  const served: string[] = [];
  const ask = (asker: string, job: string) => run(job, { asker }).then((result) => served.push(result));
  const many = Array.from({ length: 6 }, (_, index) => ask('many', `many ${index}`));
  const few = [ask('few', 'few 0'), ask('few', 'few 1')];
  const outcomes = await Promise.allSettled(many);
  await Promise.all(few);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2); // one runs, three wait
  expect(served).toEqual(['many 0', 'many 1', 'few 0', 'many 2', 'few 1', 'many 3']);
});

test('whoever’s job hung is served after all others', async () => {
  const { run } = aJobProcess({ waitingAtMost: 9, jobMs: 4000 });
  const served: string[] = [];
  const ask = (asker: string, job: string) => run(job, { asker }).then((result) => served.push(result));
  const hung = ask('hostile', 'loop').catch(() => served.push('hung'));
  const more = [ask('hostile', 'hostile 1'), ask('hostile', 'hostile 2')];
  const others = ['a', 'b', 'c'].map((who) => ask(who, who));
  await Promise.all([hung, ...more, ...others]);
  expect(served).toEqual(['hung', 'a', 'b', 'c', 'hostile 1', 'hostile 2']);
});

test('a job may get less time than others, and is loaded when its turn has come', async () => {
  const { run } = aJobProcess();
  const loaded: string[] = [];
  const load = (job: string) => () => {
    loaded.push(job);
    return Promise.resolve(job);
  };
  const began = Date.now();
  const hung = run(load('loop'), { withinMs: 500 });
  const next = run(load('next'));
  expect(loaded).toEqual(['loop']);
  await expect(hung).rejects.toMatchObject({ failure: 'late' });
  expect(Date.now() - began).toBeLessThan(15_000); // a program is started, too
  expect(await next).toBe('next');
  await expect(run(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await run('after')).toBe('after');
});
