import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from '../contender.ts';
import { openLoop, seeded } from '../load.ts';
import type { Running } from '../processes.ts';
import { partsOf } from './parts.ts';
import type { Parts } from './parts.ts';
import type { Stamp } from './stamps.ts';

/** What is loaded into the processes whose commands are stamped. */
export const PRELOAD = 'bench/way/preload.ts';

const SETTLE_MS = 500;

/** A window of its own in which commands are stamped, since stamping costs: an open loop of so many lifecycles a second. */
export async function measureWay(
  contender: Contender,
  programs: readonly Running[],
  { clients, seconds, perSecond, seed }: { clients: number; seconds: number; perSecond: number; seed: number },
): Promise<Parts> {
  await contender.prepare(Math.ceil(perSecond * seconds * 2) + clients);
  for (const { tell } of programs) tell('begin');
  await pause(SETTLE_MS);
  await openLoop(contender, clients, perSecond, seconds, seeded(seed));
  await pause(SETTLE_MS); // what is recorded is heard, and answered
  const stamps = await Promise.all(programs.map(({ ask }) => ask('end') as Promise<Stamp[]>));
  return partsOf(stamps.flat());
}
