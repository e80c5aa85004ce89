import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { end, isAlive, isStill, recorded } from '../../scripts/servers/pid.ts';

/** A process that waits; `deaf` to SIGTERM if wanted. Resolves when it is ready to be asked. */
async function waiting(deaf = false) {
  const script = `${deaf ? "process.on('SIGTERM', () => {});" : ''} setInterval(() => {}, 1000); console.log('ready')`;
  const child = spawn(process.execPath, ['-e', script, 'a-word'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('did not start');
  return { child, pid: child.pid };
}

test('a recorded process is known again by its birth and its words', async () => {
  const { pid } = await waiting();
  const entry = recorded(pid);
  expect(isStill(entry, ['a-word'])).toBe(true);
  expect(isStill(entry, ['another-word'])).toBe(false);
  expect(isStill({ ...entry, born: '1' }, ['a-word'])).toBe(false);
  expect(await end(pid, 'SIGTERM', 5_000)).toBe(true);
  expect(isStill(entry, ['a-word'])).toBe(false);
  expect(isAlive(pid)).toBe(false);
});

test('one that does not listen is killed after its time', async () => {
  const { child, pid } = await waiting(true);
  expect(await end(pid, 'SIGTERM', 200)).toBe(true);
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
});

test('ending one that is gone is no error', async () => {
  const { child, pid } = await waiting();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await end(pid, 'SIGTERM', 1_000)).toBe(true);
});
