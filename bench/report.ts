import { backLines } from './back.ts';
import type { Back } from './back.ts';
import { median, spread } from './figures.ts';
import type { Spread } from './figures.ts';
import type { Histories } from './histories.ts';
import { DATABASE as PRODUCT } from './product/contender.ts';
import type { FullLoad, HalfLoad } from './measure.ts';
import type { Machine } from './results.ts';
import type { Statements } from './statements.ts';
import { partLines } from './way/parts.ts';
import type { Parts } from './way/parts.ts';

/** One contender's turn in a round. */
export interface Turn {
  readonly round: number;
  /** A, B, B2, C, P; A' is A once more. */
  readonly who: string;
  readonly full: FullLoad;
  readonly half: HalfLoad;
}

export interface Ratios {
  readonly lifecyclesPerSecond: Spread;
  /** Against all processes of the other without its client. */
  readonly cpuMs: Spread;
  /** Against all processes of the other with its client, which A's api is too. */
  readonly cpuMsWithClient: Spread;
}

export interface Results {
  readonly at: string;
  readonly machine: Machine;
  readonly flags: {
    readonly rounds: number;
    readonly seconds: number;
    readonly clients: number;
    readonly production: boolean;
  };
  readonly turns: readonly Turn[];
  readonly ratios: Readonly<Record<string, Ratios>>;
  readonly histories?: Histories;
  readonly statements?: Statements;
  /** Where an action of A waits. */
  readonly way?: Parts;
  readonly back?: Back;
}

/** What the product is held to. */
const TARGETS = {
  lifecycles: 0.65,
  cpu: 1.5,
  p50: 25,
  p99: 70,
  statements: 60,
  workflowTasks: 8,
  events: 50,
  bytes: 15_000,
} as const;

/** The first of two against the second, round by round. */
export function ratiosOf(turns: readonly Turn[], one: string, other: string): Ratios | undefined {
  const pairs = turns
    .filter(({ who }) => who === one)
    .flatMap((left) =>
      turns
        .filter(({ who, round }) => who === other && round === left.round)
        .map((right) => [left.full, right.full] as const),
    );
  if (pairs.length === 0) return undefined;
  return {
    lifecyclesPerSecond: spread(pairs.map(([left, right]) => left.lifecyclesPerSecond / right.lifecyclesPerSecond)),
    cpuMs: spread(pairs.map(([left, right]) => left.cpuMsOfServers / right.cpuMsOfServers)),
    cpuMsWithClient: spread(pairs.map(([left, right]) => left.cpuMsOfAll / right.cpuMsOfAll)),
  };
}

const partsOf = ({ cpuMs }: FullLoad): string =>
  Object.entries(cpuMs)
    .filter(([, ms]) => ms > 0)
    .map(([name, ms]) => `${name} ${ms}`)
    .join(' · ');

/** One line as a turn ends. */
export const turnLine = ({ round, who, full, half }: Turn): string =>
  `${round} ${who.padEnd(2)} ${String(full.lifecyclesPerSecond).padStart(5)}/s  ${String(full.cpuMsOfAll).padStart(4)} CPU-ms (${partsOf(full)})  half load p50 ${half.all.p50} p99 ${half.all.p99} ms`;

const spreadText = ({ median: middle, min, max }: Spread): string => `${middle} (${min}–${max})`;

const verdict = (fine: boolean): string => (fine ? 'reached' : 'MISSED ');

/** The summary as text. */
export function summary({ turns, ratios, histories, statements, way, back }: Results): string {
  const lines: string[] = [''];
  for (const [name, { lifecyclesPerSecond, cpuMs, cpuMsWithClient }] of Object.entries(ratios)) {
    lines.push(
      `${name.padEnd(5)} lifecycles/s × ${spreadText(lifecyclesPerSecond)}   CPU-ms × ${spreadText(cpuMs)}, counting the client × ${spreadText(cpuMsWithClient)}`,
    );
  }
  for (const who of ['A', 'B', 'B2', 'C', 'P']) lines.push(...waitLines(who, turns));
  if (histories)
    lines.push(
      `an order: ${histories.workflowTasks.median} workflow tasks (at most ${histories.workflowTasks.max}), ${histories.events.median} events (${histories.events.max}), ${histories.bytes.median} bytes`,
    );
  if (statements) {
    const asked = Object.entries(statements.databases).map(
      ([name, { statements: count, commits, planMs, executeMs }]) =>
        `${name} ${count} in ${commits} transactions, ${planMs} ms planned, ${executeMs} ms executed`,
    );
    lines.push(`a lifecycle's statements: ${asked.join('; ')}; WAL ${statements.walKilobytes} kB`);
  }
  if (way) lines.push(...partLines(way));
  if (back) lines.push(...backLines(back));
  return [...lines, ...targetLines({ turns, ratios, histories, statements })].join('\n');
}

function waitLines(who: string, turns: readonly Turn[]): string[] {
  const own = turns.filter((turn) => turn.who === who);
  const [first] = own;
  if (!first) return [];
  const middle = (of: (turn: Turn) => number): string => median(own.map(of)).toFixed(0);
  const actions = Object.keys(first.half.actions).map(
    (action) =>
      `${action} ${middle(({ half }) => half.actions[action]?.p50 ?? Number.NaN)}/${middle(({ half }) => half.actions[action]?.p99 ?? Number.NaN)}`,
  );
  return [`${who} at half load, p50/p99 ms: ${actions.join(' · ')}`];
}

function targetLines({
  turns,
  ratios,
  histories,
  statements,
}: Pick<Results, 'turns' | 'ratios'> & {
  readonly histories: Histories | undefined;
  readonly statements: Statements | undefined;
}): string[] {
  const lines: string[] = ['', 'targets'];
  const line = (what: string, target: number, value: number, isFine = value <= target): void =>
    void lines.push(`  ${verdict(isFine)} ${what} ${target}: ${value}`);
  const against = ratios['A/B2'];
  if (against) {
    const rate = against.lifecyclesPerSecond.median;
    line('lifecycles/s, A/B2, at least', TARGETS.lifecycles, rate, rate >= TARGETS.lifecycles);
    line("CPU-ms, A/B2, counting B2's client, at most", TARGETS.cpu, against.cpuMsWithClient.median);
  }
  const own = turns.filter(({ who }) => who === 'A');
  if (own.length > 0) {
    line('p50 in ms at half load, at most', TARGETS.p50, median(own.map(({ half }) => half.all.p50)));
    line('p99 in ms at half load, at most', TARGETS.p99, median(own.map(({ half }) => half.all.p99)));
  }
  const ownDatabase = statements?.databases[PRODUCT];
  if (ownDatabase) line('statements of an order, at most', TARGETS.statements, ownDatabase.statements);
  if (histories) {
    line('workflow tasks, at most', TARGETS.workflowTasks, histories.workflowTasks.max);
    line('events, at most', TARGETS.events, histories.events.max);
    line('bytes, at most', TARGETS.bytes, histories.bytes.median);
  }
  return lines;
}
