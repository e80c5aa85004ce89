import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers/free-port.ts';
import { isAlive, recorded } from '../../scripts/servers/pid.ts';
import { serve } from '../../scripts/servers/process.ts';
import { claimFolder, claimPort } from '../../scripts/start/port-lock.ts';
import { keep } from '../../scripts/start/supervise.ts';
import { openRoster } from '../../scripts/start/process-registry.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'quanliu-start-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const WAIT = ['-e', 'setInterval(() => {}, 1000)', 'start-of-a-test'];
const silent = (): void => undefined;

test('a data folder has one start at a time', () => {
  const holder = spawn(process.execPath, WAIT, { stdio: 'ignore' });
  writeFileSync(join(folder, 'start.lock'), JSON.stringify(recorded(holder.pid ?? 0)));
  expect(() => claimFolder(folder)).toThrow(`process ${holder.pid}`);
  holder.kill('SIGKILL');
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, born: '1' })],
  ['whose pid another process has now', JSON.stringify({ pid: process.pid, born: '1' })],
  ['that a kill left empty', ''],
])('a claim %s is taken over', (_case, content) => {
  const file = join(folder, 'start.lock');
  writeFileSync(file, content);
  utimesSync(file, 0, 0);
  claimFolder(folder).release();
});

test('a claim that is being written at this moment is held', () => {
  writeFileSync(join(folder, 'start.lock'), '');
  expect(() => claimFolder(folder)).toThrow('is in use');
});

test('copies started together get ports of their own, and a released one again', async () => {
  const usual = await freePort(0);
  const [first, second] = await Promise.all([claimPort(usual), claimPort(usual)]);
  expect(first.port).not.toBe(second.port);
  first.release();
  const third = await claimPort(first.port);
  expect(third.port).toBe(first.port);
  for (const claim of [second, third]) claim.release();
});

test('a later start ends what a killed one left, and nothing else', async () => {
  const ours = serve(process.execPath, WAIT, join(folder, 'log'));
  const theirs = serve(process.execPath, WAIT, join(folder, 'log'));
  const killed = await openRoster(folder, silent);
  killed.enter('api', ours.pid, ['start-of-a-test']);
  killed.enter('worker', theirs.pid, ['not in its command line']);
  expect(statSync(join(folder, 'processes.json')).mode & 0o777).toBe(0o600);
  const said: string[] = [];
  await openRoster(folder, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining(`pid ${ours.pid}`)]);
  expect(isAlive(ours.pid)).toBe(false);
  expect(isAlive(theirs.pid)).toBe(true);
  await theirs.stop();
});

test('a server that dies is started again and named; one that is stopped stays stopped', async () => {
  const pids: number[] = [];
  const said: string[] = [];
  const twice = new Promise<void>((resolve) => {
    void keep({
      name: 'api',
      say: (line) => said.push(line),
      start: () => Promise.resolve(serve(process.execPath, WAIT, join(folder, 'log'))),
      started: ({ pid }) => {
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
