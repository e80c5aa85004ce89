import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort, isFree } from '../../scripts/servers/free-port.ts';
import { commandLine, isAlive } from '../../scripts/servers/pid.ts';
import { findOrBuild } from '../../scripts/start/built.ts';
import { readRunning } from '../../scripts/start/running.ts';
import type { RunningFile } from '../../scripts/start/running.ts';
import { eventually } from '../setup/eventually.ts';

/** One whole instance of the product, started as a person starts it; the tests follow it from its start to its end. */
const ROOT = join(import.meta.dirname, '../..');
const UP_WITHIN_MS = 100_000;

let folder = '';
let port = 0;
let instance: ChildProcess;
let output = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quanliu-instance-'));
  chmodSync(folder, 0o711); // PostgreSQL, as a user of its own, passes through
  port = await freePort(0);
  instance = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [instance.stdout, instance.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await said(/^Portal {2}http/m);
}, UP_WITHIN_MS);

afterAll(async () => {
  if (instance.exitCode === null) {
    instance.kill('SIGINT');
    await once(instance, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}, UP_WITHIN_MS);

/** The environment of a person: nothing of the suites' own servers. */
function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, QUANLIU_CACHE, TEMPORAL_CLI } = process.env;
  return { PATH, HOME, QUANLIU_CACHE, TEMPORAL_CLI, PORT: String(port), DATA_DIR: folder, ...more };
}

async function said(pattern: RegExp): Promise<void> {
  await eventually(
    () => output,
    (text) => {
      if (instance.exitCode !== null) throw new Error(`it ended:\n${text}`);
      return pattern.test(text);
    },
    { withinMs: UP_WITHIN_MS - 10_000 },
  );
}

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one of the command lines beside the instance, to its end. */
const run = (script: string, env = environment()): Promise<Answer> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', join(ROOT, script)], { env, cwd: ROOT }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

function running(): RunningFile {
  const found = readRunning(folder);
  if (!found) throw new Error('no running.json');
  return found;
}

const pidsOf = ({ pids: { api, worker, reader, postgres, temporal } }: RunningFile): number[] =>
  [...api, ...worker, ...reader, postgres, temporal].filter((pid) => pid !== null);

test('running.json tells what runs where, to its owner alone, and status prints it', async () => {
  await said(new RegExp(`^What runs where: DATA_DIR=${folder} npm run status\\.`, 'm'));
  const found = running();
  expect(found).toEqual({
    portal: `http://localhost:${port}`,
    temporal: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    temporalWeb: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    database: expect.stringMatching(/^postgres:\/\/.+\/quanliu$/),
    metrics: Array.from({ length: 3 }, () => expect.stringMatching(/^http:.+\/metrics$/)),
    pids: {
      api: [expect.any(Number)],
      worker: [expect.any(Number)],
      reader: [expect.any(Number)],
      postgres: expect.any(Number),
      temporal: expect.any(Number),
    },
  });
  expect(statSync(join(folder, 'running.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
  const { code, out, err } = await run('scripts/status.ts');
  expect(code).toBe(0);
  const database = new URL(found.database);
  expect(out).not.toContain(database.password);
  database.password = '***';
  expect(JSON.parse(out)).toEqual({ ...found, database: database.href });
  expect(err.match(/lives/g)).toHaveLength(5);
  for (const url of found.metrics) expect((await fetch(url)).status).toBe(200);
});

test('the portal is ready, holds the sample data, and reconciles without a difference', async () => {
  expect(output).toContain('Demo data entered.');
  expect(output).toContain('demo-enterprise-2');
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(ready.status).toBe(200);
  const { code, out } = await run('scripts/reconcile.ts');
  expect(out).toContain('No differences.');
  expect(code).toBe(0);
});

test('it runs what it has built, and the next start uses that again', async () => {
  const { pids } = running();
  for (const [part, pid] of [
    ['api', pids.api[0]],
    ['worker', pids.worker[0]],
    ['reader', pids.reader[0]],
  ] as const)
    expect(commandLine(Number(pid))).toContain(join(folder, 'built', part, 'main.js'));
  expect(output).toContain('Building');
  const said: string[] = [];
  await findOrBuild(folder, (line) => said.push(line));
  expect(said).toEqual([]);
});

test('a second start on the same data, and one on the same port, are refused with what to do', async () => {
  const sameData = await run('scripts/start.mjs', environment({ PORT: String(await freePort(0)) }));
  expect(sameData).toMatchObject({
    code: 1,
    err: expect.stringContaining(`npm start runs there as process ${instance.pid}`),
  });
  const other = join(folder, 'other');
  const samePort = await run('scripts/start.mjs', environment({ DATA_DIR: other }));
  expect(samePort).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} is in use`) });
  expect(existsSync(join(other, 'postgres'))).toBe(false);
});

test(
  'every part that is killed comes back on its port, and running.json follows',
  async () => {
    const before = running();
    for (const pid of pidsOf(before)) process.kill(pid, 'SIGKILL');
    for (const part of ['postgres', 'temporal', 'worker', 'reader', 'api'])
      await said(new RegExp(`^${part} is up again`, 'm'));
    const { pids, metrics, ...addresses } = running();
    expect(before).toMatchObject(addresses);
    expect(metrics).toHaveLength(3);
    const now: unknown[] = Object.values(pids).flat();
    expect(pidsOf(before).filter((pid) => now.includes(pid))).toEqual([]);
    await eventually(
      () => fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status),
      (status) => status === 200,
    );
    expect((await run('scripts/status.ts')).code).toBe(0);
  },
  UP_WITHIN_MS,
);

test('Ctrl-C ends everything and leaves nothing behind', async () => {
  const pids = pidsOf(running());
  instance.kill('SIGINT');
  instance.kill('SIGINT'); // npm passes on what the terminal has sent already
  const [code] = await once(instance, 'exit');
  expect(code).toBe(0);
  expect(output).toContain('Stopped.');
  expect(output).not.toContain('Ending everything');
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await isFree(port)).toBe(true);
  for (const file of ['running.json', 'processes.json', 'start.lock'])
    expect(existsSync(join(folder, file))).toBe(false);
  const { code: status, err } = await run('scripts/status.ts');
  expect(status).toBe(1);
  expect(err).toContain('Nothing runs on');
  expect((await run('scripts/reconcile.ts')).err).toContain('start it first, or set');
});
