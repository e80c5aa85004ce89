import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from './contender.ts';

/** Milliseconds of each action taken, by its place among the contender's. */
export type Latencies = readonly (readonly number[])[];

export interface Load {
  /** Whole lifecycles' worth of actions answered within the window. */
  readonly lifecycles: number;
  readonly seconds: number;
  readonly latencies: Latencies;
}

/**
 * Closed loop: each client takes a lifecycle's actions one after the other, then begins the next. Counted are the actions
 * answered within the window; lifecycles still open at its end are finished after it.
 *
 * @param atEdges called at the window's beginning and its end
 */
export async function closedLoop(
  contender: Contender,
  clients: number,
  seconds: number,
  atEdges: (edge: 'begin' | 'end') => void,
): Promise<Load> {
  const latencies = contender.actions.map((): number[] => []);
  let open = true;
  const drive = async (client: number): Promise<void> => {
    while (open) {
      const take = contender.begin(client);
      for (const taken of latencies) {
        const from = performance.now();
        await take();
        if (open) taken.push(performance.now() - from);
      }
    }
  };
  atEdges('begin');
  const from = performance.now();
  const drivers = Array.from({ length: clients }, (_, client) => drive(client));
  await Promise.race([pause(seconds * 1000), Promise.all(drivers)]);
  open = false;
  const took = (performance.now() - from) / 1000;
  atEdges('end');
  await Promise.all(drivers);
  const actions = latencies.reduce((sum, taken) => sum + taken.length, 0);
  return { lifecycles: actions / contender.actions.length, seconds: took, latencies };
}

/** Between the intended moments of a lifecycle's actions: nobody clicks faster. */
const BETWEEN_ACTIONS_MS = 250;

/**
 * Open loop: lifecycles begin at random moments, on average `perSecond`, whatever has become of those before; their actions are
 * meant 250 ms apart. Each is timed from the moment it was meant to be sent, so one that waited for its predecessor says so.
 */
export async function openLoop(
  contender: Contender,
  clients: number,
  perSecond: number,
  seconds: number,
  random: () => number,
): Promise<Load> {
  const latencies = contender.actions.map((): number[] => []);
  const origin = performance.now();
  const drive = async (client: number, begins: number): Promise<void> => {
    const take = contender.begin(client);
    for (const [index, taken] of latencies.entries()) {
      const meant = begins + index * BETWEEN_ACTIONS_MS;
      await until(meant);
      await take();
      taken.push(performance.now() - meant);
    }
  };
  const under: Promise<void>[] = [];
  const end = origin + seconds * 1000;
  for (let begins = origin, client = 0; begins < end; client = (client + 1) % clients) {
    await until(begins);
    under.push(drive(client, begins));
    begins += (-Math.log(1 - random()) * 1000) / perSecond;
  }
  await Promise.all(under);
  return { lifecycles: under.length, seconds: (performance.now() - origin) / 1000, latencies };
}

async function until(moment: number): Promise<void> {
  const wait = moment - performance.now();
  if (wait > 0) await pause(wait);
}

/** The same random numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
