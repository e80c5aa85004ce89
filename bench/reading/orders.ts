import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { cpuBetween, cpuSpent, total } from '../cpu.ts';
import type { Part } from '../cpu.ts';
import { percentile, rounded, spread } from '../figures.ts';
import type { Spread } from '../figures.ts';
import { openLoop, seeded } from '../load.ts';
import type { Product } from '../product/contender.ts';
import { jobOf } from './pages.ts';

/** What the reader does beside the orders: nothing; reads with the priority it gives itself; reads with everybody's. */
const MODES = ['idle', 'reading', 'alike'] as const;
export type Mode = (typeof MODES)[number];

/** Orders' actions in one window, in milliseconds from the moment they were meant. */
export interface OrderWindow {
  readonly round: number;
  readonly mode: Mode;
  readonly actions: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU-milliseconds a lifecycle of everything but the reader. */
  readonly cpuMs: number;
  /** CPU-seconds that the job process had in it. */
  readonly jobSeconds: number;
}

interface Measuring {
  readonly product: Product;
  readonly servers: readonly Part[];
  readonly reader: Part;
  readonly rounds: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly clients: number;
}

/** Temporal takes a reader that is silent for 15 s for dead. */
export const SECONDS_AT_MOST = 10;
const SEED = 20_261_128;

/** Windows of the three kinds in turn, while the reader has files to read. */
export async function measureOrders(measuring: Measuring, say: (line: string) => void): Promise<OrderWindow[]> {
  const windows: OrderWindow[] = [];
  await measure(measuring, 0, 'idle'); // V8 compiles what everybody runs
  for (let round = 1; round <= measuring.rounds; round += 1)
    for (let at = 0; at < MODES.length; at += 1) {
      const window = await measure(measuring, round, MODES[(at + round) % MODES.length] ?? 'idle');
      say(
        `round ${round}, ${window.mode}: ${window.actions} actions, p50 ${window.p50} ms, p99 ${window.p99} ms, ${window.cpuMs} CPU-ms a lifecycle, job ${window.jobSeconds} CPU-s`,
      );
      windows.push(window);
    }
  return windows;
}

async function measure(measuring: Measuring, round: number, mode: Mode): Promise<OrderWindow> {
  const { product, servers, reader, seconds, perSecond, clients } = measuring;
  await product.prepare(Math.ceil(perSecond * seconds * 4) + clients);
  const job = jobOf(reader.pid);
  const own = getPriority(job);
  const parts = [...product.parts, ...servers];
  try {
    if (mode === 'idle') for (const pid of [reader.pid, job]) process.kill(pid, 'SIGSTOP');
    if (mode === 'alike') prioritize(job, getPriority(reader.pid));
    const [before, jobBefore] = [cpuSpent(parts), cpuSpent([{ name: 'job', pid: job }])];
    const { latencies, lifecycles } = await openLoop(product, clients, perSecond, seconds, seeded(SEED + round));
    const spent = total(cpuBetween(before, cpuSpent(parts)));
    const jobMs = total(cpuBetween(jobBefore, cpuSpent([{ name: 'job', pid: job }])));
    const all = latencies.flat();
    return {
      round,
      mode,
      actions: all.length,
      p50: rounded(percentile(all, 0.5)),
      p99: rounded(percentile(all, 0.99)),
      cpuMs: rounded(spent / lifecycles),
      jobSeconds: rounded(jobMs / 1000),
    };
  } finally {
    for (const pid of [job, reader.pid]) process.kill(pid, 'SIGCONT');
    if (mode === 'alike') prioritize(job, own);
  }
}

/** Linux keeps the priority of each thread. */
function prioritize(pid: number, priority: number): void {
  for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), priority);
}

/** How much longer an action takes, and dearer a lifecycle is, beside a reader than without: round by round. */
export function ratiosOf(windows: readonly OrderWindow[], mode: Mode): Record<'p50' | 'p99' | 'cpuMs', Spread> {
  const of = (measure: 'p50' | 'p99' | 'cpuMs'): Spread =>
    spread(
      windows
        .filter((window) => window.mode === mode)
        .flatMap((window) =>
          windows
            .filter((other) => other.round === window.round && other.mode === 'idle')
            .map((other) => window[measure] / other[measure]),
        ),
    );
  return { p50: of('p50'), p99: of('p99'), cpuMs: of('cpuMs') };
}
