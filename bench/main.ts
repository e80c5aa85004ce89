import { measureBack } from './back.ts';
import { bareTemporal } from './bare/contender.ts';
import { buildAll } from './build.ts';
import type { Contender } from './contender.ts';
import { median } from './figures.ts';
import { readFlags } from './flags.ts';
import { readHistories } from './histories.ts';
import { fullLoad, halfLoad } from './measure.ts';
import { DATABASE as PLAIN, plainMachine } from './plain/contender.ts';
import { runBuilt } from './processes.ts';
import { DATABASE as PRODUCT, product } from './product/contender.ts';
import type { Product } from './product/contender.ts';
import { ratiosOf, summary, turnLine } from './report.ts';
import type { Results, Turn } from './report.ts';
import { machine, writeResults } from './results.ts';
import { runBench, say } from './run.ts';
import type { Ends } from './run.ts';
import { DATABASE as SIGNALLED, signalledTemporal } from './signalled/contender.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { countStatements } from './statements.ts';
import { measureWay, PRELOAD } from './way/measure.ts';

/** The code everyone runs is compiled in steps by V8 as it is used; below this a first round measures that. */
const WARM_UP_SECONDS = 15;
const STATEMENT_SECONDS = 8;
const SEED = 20_261_123;

const flags = readFlags(process.argv.slice(2));
const contenders = new Map<string, Contender>();
let own: Product | undefined;

async function bring({ postgres, temporal, folder }: Stage, ends: Ends): Promise<void> {
  const common = { databaseUrl: postgres.url, address: temporal.address, folder, clients: flags.clients };
  const brought: Record<string, () => Promise<Contender | undefined>> = {
    A: async () => {
      const nodeFlags = flags.profile ? ['--cpu-prof', `--cpu-prof-dir=${flags.profile}`] : [];
      own = await product({ ...common, nodeFlags, preload: PRELOAD });
      return own;
    },
    B: () => bareTemporal(common),
    B2: () => signalledTemporal(common),
    C: () => plainMachine(common),
    P: async () => own?.passwordResets(),
  };
  for (const name of flags.only) {
    const contender = await brought[name]?.();
    if (!contender) continue;
    contenders.set(name, contender);
    ends.push(contender.stop);
  }
}

/** A comes twice in a round, first and last, others between; the order turns from round to round. */
function turnsOf(round: number): readonly [who: string, contender: Contender][] {
  const once = [...contenders.entries()];
  const first = contenders.get('A');
  const all: [string, Contender][] = first ? [...once, ["A'", first]] : once;
  const by = round % all.length;
  return [...all.slice(by), ...all.slice(0, by)];
}

async function measured({ parts }: Stage): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const contender of contenders.values())
    await fullLoad(contender, parts, { clients: flags.clients, seconds: WARM_UP_SECONDS });
  for (let round = 1; round <= flags.rounds; round += 1) {
    for (const [who, contender] of turnsOf(round - 1)) {
      const full = await fullLoad(contender, parts, flags);
      const half = await halfLoad(contender, full, { ...flags, seed: SEED + round });
      const turn = { round, who, full, half };
      turns.push(turn);
      say(turnLine(turn));
    }
  }
  return turns;
}

/** Half of A's full rate in lifecycles a second, as it was measured. */
const halfRate = (turns: readonly Turn[]): number =>
  median(turns.filter(({ who }) => who === 'A').map(({ half }) => half.meantPerSecond));

await runBench(async (ends) => {
  if (flags.production) {
    say('building …');
    await buildAll();
    runBuilt();
  }
  say('servers …');
  const stage = await setStage([PRODUCT, PLAIN, SIGNALLED], say);
  ends.push(stage.stop);
  await bring(stage, ends);
  say('warming up …');
  const turns = await measured(stage);
  const ratios = [
    ['A', 'B2'],
    ['A', 'B'],
    ['B2', 'B'],
    ['A', 'C'],
    ['B', 'C'],
    ['A', "A'"],
    ['P', 'A'],
  ].flatMap(([one = '', other = '']) => {
    const found = ratiosOf(turns, one, other);
    return found ? [[`${one}/${other}`, found] as const] : [];
  });
  const results: Results = {
    at: new Date().toISOString(),
    machine: machine(),
    flags: { rounds: flags.rounds, seconds: flags.seconds, clients: flags.clients, production: flags.production },
    turns,
    ratios: Object.fromEntries(ratios),
    ...(own && {
      histories: await readHistories(stage.temporal.address, stage.postgres.url(PRODUCT)),
      statements: await countStatements(own, stage.postgres.url('postgres'), PRODUCT, {
        clients: flags.clients,
        seconds: STATEMENT_SECONDS,
      }),
      ...(flags.production && {
        way: await measureWay(own, own.programs, { ...flags, perSecond: halfRate(turns), seed: SEED }),
      }),
      ...(flags.back && { back: await measureBack(own, stage.temporal.address, flags.clients) }),
    }),
  };
  say(summary(results));
  say(`written to bench/results/${writeResults(results)}`);
});
