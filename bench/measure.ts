import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from './contender.ts';
import { cpuBetween, cpuSpent, total } from './cpu.ts';
import type { CpuMs, Part } from './cpu.ts';
import { rounded, waitOf } from './figures.ts';
import type { Wait } from './figures.ts';
import { closedLoop, openLoop, seeded } from './load.ts';
import type { Latencies } from './load.ts';

/** A window at full load. */
export interface FullLoad {
  readonly lifecyclesPerSecond: number;
  /** CPU-milliseconds a lifecycle by part; the driver's only where it is a part of the contender. */
  readonly cpuMs: CpuMs;
  /** All parts, without the driver. */
  readonly cpuMsOfServers: number;
  /** All parts, with the driver where it is the contender's client. */
  readonly cpuMsOfAll: number;
}

/** A window at half of the full load's rate. */
export interface HalfLoad {
  readonly meantPerSecond: number;
  readonly actions: Readonly<Record<string, Wait>>;
  readonly all: Wait;
}

/** What a lifecycle may need of prepared things, in lifecycles a second. Far above what any machine of two cores does. */
const FORESEEN_PER_SECOND = 100;
const SETTLE_MS = 500;

/** Full load from as many clients as given, and the CPU time it took. */
export async function fullLoad(
  contender: Contender,
  servers: readonly Part[],
  { clients, seconds }: { clients: number; seconds: number },
): Promise<FullLoad> {
  await contender.prepare(FORESEEN_PER_SECOND * seconds + clients);
  await pause(SETTLE_MS);
  const parts = [...contender.parts, ...servers];
  const spent = { begin: {} as CpuMs, end: {} as CpuMs };
  const { lifecycles, seconds: took } = await closedLoop(contender, clients, seconds, (edge) => {
    const { user, system } = process.cpuUsage();
    spent[edge] = { ...cpuSpent(parts), ...(contender.drivenBy && { [contender.drivenBy]: (user + system) / 1000 }) };
  });
  const cpuMs = Object.fromEntries(
    Object.entries(cpuBetween(spent.begin, spent.end)).map(([name, ms]) => [name, rounded(ms / lifecycles)]),
  );
  const ofAll = total(cpuMs);
  const ofDriver = contender.drivenBy ? (cpuMs[contender.drivenBy] ?? 0) : 0;
  return {
    lifecyclesPerSecond: rounded(lifecycles / took),
    cpuMs,
    cpuMsOfServers: rounded(ofAll - ofDriver),
    cpuMsOfAll: rounded(ofAll),
  };
}

/** Half of a measured full load, in an open loop. */
export async function halfLoad(
  contender: Contender,
  full: FullLoad,
  { clients, seconds, seed }: { clients: number; seconds: number; seed: number },
): Promise<HalfLoad> {
  const perSecond = full.lifecyclesPerSecond / 2;
  await contender.prepare(FORESEEN_PER_SECOND * seconds + clients);
  await pause(SETTLE_MS);
  const { latencies } = await openLoop(contender, clients, perSecond, seconds, seeded(seed));
  return { meantPerSecond: rounded(perSecond), actions: byAction(contender, latencies), all: waitOf(latencies.flat()) };
}

const byAction = ({ actions }: Contender, latencies: Latencies): Record<string, Wait> =>
  Object.fromEntries(actions.map((action, index) => [action, waitOf(latencies[index] ?? [])]));
