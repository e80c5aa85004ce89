import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../../scripts/servers/free-port.ts';
import { cpuSpent, total } from '../cpu.ts';
import { spread } from '../figures.ts';
import type { Spread } from '../figures.ts';
import { wholeNumber } from '../flags.ts';
import { ROOT } from '../processes.ts';
import { bringProduct, keep, printTable } from './scene.ts';
import type { Scene } from './scene.ts';

/** In seconds. */
const WANTED = { api: 1, worker: 1.5, warm: 6, empty: 20 } as const;
type Start = keyof typeof WANTED;
const NAMES: Readonly<Record<Start, string>> = {
  api: 'API, built, until it is ready',
  worker: 'worker, built, until it is ready',
  warm: 'npm start over data, until all runs and the portal answers',
  empty: 'npm start in an empty folder, until all runs and the portal answers',
};
const ANSWERS_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** How long starting takes: the programs over a database that is there, and `npm start` with servers of its own. */
export async function measureStart(scene: Scene): Promise<void> {
  const { values } = parseArgs({ args: [...scene.args], options: { times: { type: 'string', default: '5' } } });
  const times = wholeNumber('times', values.times, 1, 10);
  const { orders, folder } = await bringProduct(scene, 4);
  const seconds: Record<Start, number[]> = { api: [], worker: [], warm: [], empty: [] };
  const cpu: Record<'api' | 'worker', number[]> = { api: [], worker: [] };
  for (let time = 0; time < times; time += 1)
    for (const program of ['api', 'worker'] as const) {
      const from = performance.now();
      const started = await orders.start(program, { PORT: String(await freePort(24_900)) });
      seconds[program].push((performance.now() - from) / 1000);
      cpu[program].push(total(cpuSpent([started.part])) / 1000);
      await started.stop();
    }
  for (let time = 0; time < times; time += 1) {
    const dataDir = join(folder, 'instance');
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { mode: 0o755 });
    seconds.empty.push(await startInstance(scene, dataDir));
    seconds.warm.push(await startInstance(scene, dataDir));
    scene.say(`empty ${seconds.empty.at(-1)?.toFixed(1)} s, warm ${seconds.warm.at(-1)?.toFixed(1)} s`);
  }
  const figures = Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, spread(all)]));
  printTable(scene.say, [
    ['', 'median s', 'spread', 'wanted'],
    ...(Object.keys(WANTED) as Start[]).map((name) => lineOf(name, figures[name])),
  ]);
  scene.say(`of a processor: API ${spread(cpu.api).median} s, worker ${spread(cpu.worker).median} s until ready`);
  keep(scene.say, 'start', { flags: { times }, wanted: WANTED, seconds, cpu });
}

const lineOf = (name: Start, figure: Spread | undefined): string[] => [
  NAMES[name],
  String(figure?.median),
  `${figure?.min}–${figure?.max}`,
  `≤ ${WANTED[name]}`,
];

/** Starts an instance and stops it again. @returns the seconds until everything ran, and its portal answered that it is ready */
async function startInstance(scene: Scene, dataDir: string): Promise<number> {
  const port = await freePort(24_950);
  const log = openSync(`${dataDir}.log`, 'a', 0o600);
  const from = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', DATA_DIR: dataDir, PORT: String(port), METRICS_PORT: '0' },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  scene.onEnd(stop);
  try {
    await runs(dataDir, `http://127.0.0.1:${port}/readyz`);
    return (performance.now() - from) / 1000;
  } finally {
    await stop();
  }
}

async function runs(dataDir: string, url: string): Promise<void> {
  for (const until = Date.now() + ANSWERS_WITHIN_MS; Date.now() < until; await pause(LOOK_EVERY_MS))
    if (
      existsSync(join(dataDir, 'running.json')) &&
      (await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      return;
  throw new Error(`${url} did not answer within two minutes`);
}
