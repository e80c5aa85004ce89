import { runBench, say } from '../run.ts';
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

if (!measure) {
  say(`npm run bench-scale -- ${Object.keys(MEASUREMENTS).join(' | ')}`);
  process.exit(2);
}
await runBench((ends) => measure({ args, say, onEnd: (end) => void ends.push(end) }));
