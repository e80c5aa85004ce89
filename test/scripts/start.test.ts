import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers/free-port.ts';
import { isAlive } from '../../scripts/servers/pid.ts';
import { serve } from '../../scripts/servers/process.ts';
import { lockDataFolder, lockFreePort } from '../../scripts/start/port-lock.ts';
import { supervise } from '../../scripts/start/supervise.ts';
import { openProcessRegistry } from '../../scripts/start/process-registry.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'quanliu-start-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const WAIT = ['-e', 'setInterval(() => {}, 1000)', 'start-of-a-test'];
const CLAIMER = fileURLToPath(new URL('claimer.ts', import.meta.url));
const silent = (): void => undefined;

interface Claimer {
  readonly pid: number;
  readonly claim: () => Promise<string>;
  readonly kill: () => Promise<unknown>;
}

/** Another process, ready to claim the folder. */
async function aClaimer(): Promise<Claimer> {
  const child = spawn(process.execPath, ['--import', 'tsx', CLAIMER, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const said = async (): Promise<string> => String((await once(child.stdout, 'data'))[0]).trim();
  await said();
  return {
    pid: child.pid ?? 0,
    claim: () => {
      const answer = said();
      child.stdin.write('claim');
      return answer;
    },
    kill: () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      return exited;
    },
  };
}

test('of starts that claim a data folder at the same moment one has it, and the others are told which', async () => {
  const claimers = await Promise.all([aClaimer(), aClaimer(), aClaimer(), aClaimer()]);
  const answers = await Promise.all(claimers.map(({ claim }) => claim()));
  const holder = claimers[answers.indexOf('held')]?.pid;
  expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes(`process ${holder}`))).toHaveLength(3);
  expect(() => lockDataFolder(folder)).toThrow(`process ${holder}`);
  for (const { kill } of claimers) await kill();
});

test('a claim of a killed process is taken over at once', async () => {
  const holder = await aClaimer();
  expect(await holder.claim()).toBe('held');
  expect(() => lockDataFolder(folder)).toThrow(`process ${holder.pid}`);
  await holder.kill();
  expect(existsSync(join(folder, 'start.lock'))).toBe(true);
  lockDataFolder(folder).release();
});

test('a claim that is held is refused within its own process too, and a released one leaves no file', () => {
  const { release } = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
  release();
  release();
  expect(existsSync(join(folder, 'start.lock'))).toBe(false);
  lockDataFolder(folder).release();
});

test.each([
  ['of a process that is gone', String(2 ** 22 + 1)],
  ['whose pid another process has now', String(process.ppid)],
  ['that a kill left empty', ''],
  ['of a former release', JSON.stringify({ pid: process.ppid, born: '1' })],
])('a file %s, which nobody holds, is taken over', (_case, content) => {
  writeFileSync(join(folder, 'start.lock'), content);
  lockDataFolder(folder).release();
});

test('instances started together get ports of their own, and a released one again', async () => {
  const usual = await freePort(0);
  const [first, second] = await Promise.all([lockFreePort(usual), lockFreePort(usual)]);
  expect(first.port).not.toBe(second.port);
  first.release();
  const third = await lockFreePort(first.port);
  expect(third.port).toBe(first.port);
  for (const claim of [second, third]) claim.release();
});

test('a later start ends what a killed one left, and nothing else', async () => {
  const ours = serve(process.execPath, WAIT, join(folder, 'log'));
  const theirs = serve(process.execPath, WAIT, join(folder, 'log'));
  const killed = await openProcessRegistry(folder, silent);
  killed.register('api', ours.pid, ['start-of-a-test']);
  killed.register('worker', theirs.pid, ['not in its command line']);
  expect(statSync(join(folder, 'processes.json')).mode & 0o777).toBe(0o600);
  const said: string[] = [];
  await openProcessRegistry(folder, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining(`pid ${ours.pid}`)]);
  expect(isAlive(ours.pid)).toBe(false);
  expect(isAlive(theirs.pid)).toBe(true);
  await theirs.stop();
});

test('a server that dies is started again and named; one that is stopped stays stopped', async () => {
  const pids: number[] = [];
  const said: string[] = [];
  const twice = new Promise<void>((resolve) => {
    void supervise({
      name: 'api',
      say: (line) => said.push(line),
      start: () => Promise.resolve(serve(process.execPath, WAIT, join(folder, 'log'))),
      onStart: ({ pid }) => {
        pids.push(pid);
        if (pids.length === 1) process.kill(pid, 'SIGKILL');
        else resolve();
      },
    }).then(async (kept) => {
      await twice;
      await kept.stop();
      stopped();
    });
  });
  let stopped: () => void = silent;
  await new Promise<void>((resolve) => (stopped = resolve));
  expect(said[0]).toBe('api ended (SIGKILL): starting it again …');
  expect(pids).toHaveLength(2);
  expect(pids.some(isAlive)).toBe(false);
});
