import { parseArgs } from 'node:util';
import { freePort } from '../../scripts/servers/free-port.ts';
import { cpuBetween, cpuSpent } from '../cpu.ts';
import type { CpuMs, Part } from '../cpu.ts';
import { rounded, spread } from '../figures.ts';
import { wholeNumber } from '../flags.ts';
import { closedLoop } from '../load.ts';
import type { Running } from '../processes.ts';
import type { Product } from '../product/contender.ts';
import { limitCores } from './limit.ts';
import type { Limit } from './limit.ts';
import { bringProduct, keep, printTable } from './scene.ts';
import type { Scene } from './scene.ts';

const WANTED = 1.8;
const CLIENTS = 24;
const SECONDS = 15;
const WARM_UP_SECONDS = 8;
const LIFECYCLES_AHEAD = 1_500;

interface Window {
  readonly pairs: 1 | 2;
  readonly perSecond: number;
  /** Cores taken, by part; the two of a kind together. */
  readonly cores: CpuMs;
}

/**
 * One API and one worker against two of each, every process of the product bound to the same share of a core, so that the product
 * and not its servers is what there is too little of.
 */
export async function measurePairs(scene: Scene): Promise<void> {
  const { values } = parseArgs({
    args: [...scene.args],
    options: { rounds: { type: 'string', default: '3' }, percent: { type: 'string', default: '15' } },
  });
  const rounds = wholeNumber('rounds', values.rounds, 1, 5);
  const percent = wholeNumber('percent', values.percent, 5, 100);
  const { orders, parts } = await bringProduct(scene, CLIENTS);
  await orders.prepare(LIFECYCLES_AHEAD);
  await closedLoop(orders, CLIENTS, 2 * WARM_UP_SECONDS, () => undefined);
  const limits = orders.parts.map(({ pid }) => limitCores(pid, percent / 100));
  scene.onEnd(async () => {
    await orders.stop(); // a group is removed when nothing is in it
    limits.forEach(({ remove }) => remove());
  });
  const windows: Window[] = [];
  const measured = async (pairs: 1 | 2, own: readonly Part[]): Promise<void> => {
    windows.push(await measure(orders, pairs, [...parts, ...own]));
    scene.say(`${pairs} of each: ${windows.at(-1)?.perSecond} lifecycles a second`);
  };
  for (let round = 1; round <= rounds; round += 1) {
    await measured(1, orders.parts);
    const second = await secondPair(scene, orders, percent / 100);
    await measured(2, [...orders.parts, ...second.parts]);
    await second.stop();
  }
  tell(scene, windows, { rounds, percent });
}

/** An API and a worker more, warm, and bound like the first. */
async function secondPair(scene: Scene, orders: Product, cores: number) {
  const port = await freePort(24_900);
  const running: Running[] = [];
  const limits: Limit[] = [];
  const stop = async (): Promise<void> => {
    orders.alsoAt([]);
    for (let one = running.pop(); one; one = running.pop()) await one.stop();
    for (let limit = limits.pop(); limit; limit = limits.pop()) limit.remove();
  };
  scene.onEnd(stop);
  running.push(await orders.start('worker'), await orders.start('api', { PORT: String(port) }));
  orders.alsoAt([port]);
  await closedLoop(orders, CLIENTS, WARM_UP_SECONDS, () => undefined);
  limits.push(...running.map(({ part }) => limitCores(part.pid, cores)));
  return { parts: running.map(({ part }) => part), stop };
}

async function measure(orders: Product, pairs: 1 | 2, parts: readonly Part[]): Promise<Window> {
  let [before, after]: CpuMs[] = [{}, {}];
  const { lifecycles, seconds } = await closedLoop(orders, CLIENTS, SECONDS, (edge) => {
    if (edge === 'begin') before = cpuSpent(parts);
    else after = cpuSpent(parts);
  });
  const cores = Object.fromEntries(
    Object.entries(cpuBetween(before ?? {}, after ?? {})).map(([name, ms]) => [name, rounded(ms / seconds / 1000)]),
  );
  return { pairs, perSecond: rounded(lifecycles / seconds), cores };
}

function tell(
  { say }: Scene,
  windows: readonly Window[],
  flags: { readonly rounds: number; readonly percent: number },
): void {
  const of = (pairs: 1 | 2): Window[] => windows.filter((window) => window.pairs === pairs);
  const ratio = spread(of(2).map(({ perSecond }, round) => perSecond / (of(1)[round]?.perSecond ?? Number.NaN)));
  const names = Object.keys(of(2)[0]?.cores ?? {});
  printTable(say, [
    ['of each', 'lifecycles/s', ...names.map((name) => `${name}, cores`)],
    ...windows.map(({ pairs, perSecond, cores }) => [
      String(pairs),
      String(perSecond),
      ...names.map((name) => String(cores[name] ?? '')),
    ]),
  ]);
  say(
    `two of each against one, each process bound to ${flags.percent} % of a core: ${ratio.median} (${ratio.min}–${ratio.max}) times; wanted at least ${WANTED}`,
  );
  keep(say, 'pairs', { flags, wanted: WANTED, ratio, windows });
}
