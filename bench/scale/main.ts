import { measureFlood } from './flood.ts';
import { measureIdle } from './idle.ts';
import { measureKilledWorker } from './killed-worker.ts';
import { measurePairs } from './pairs.ts';
import { measureStart } from './start.ts';
import type { Scene } from './scene.ts';

/** What can be measured, by the word on the command line. */
const MEASUREMENTS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'killed-worker': measureKilledWorker,
  flood: measureFlood,
  idle: measureIdle,
  start: measureStart,
  pairs: measurePairs,
};

const [what = '', ...args] = process.argv.slice(2);
const measure = MEASUREMENTS[what];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const ends: (() => Promise<void>)[] = [];

/** Everything that was started is ended, by its id, whatever happened. */
async function clearAway(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end().catch((error: unknown) => say(String(error)));
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clearAway().finally(() => process.exit(130)));

if (!measure) {
  say(`npm run bench-scale -- ${Object.keys(MEASUREMENTS).join(' | ')}`);
  process.exit(2);
}
try {
  await measure({ args, say, onEnd: (end) => void ends.push(end) });
} finally {
  await clearAway();
}
process.exit(0);
