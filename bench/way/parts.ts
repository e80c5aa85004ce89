import { waitOf } from '../figures.ts';
import type { Wait } from '../figures.ts';
import type { Point, Stamp } from './stamps.ts';

/** A command's way from the call that brought it to its answer, each part from a point to the next. */
const PARTS = [
  { from: 'called', to: 'asked', what: 'request in → rule asked' },
  { from: 'asked', to: 'accepted', what: '→ command committed' },
  { from: 'accepted', to: 'acknowledged', what: '→ signal acknowledged' },
  { from: 'acknowledged', to: 'begun', what: '→ recording begins' },
  { from: 'begun', to: 'read', what: '→ rows read' },
  { from: 'read', to: 'recorded', what: '→ recording committed' },
  { from: 'recorded', to: 'heard', what: '→ outcome heard' },
  { from: 'heard', to: 'answered', what: '→ answered' },
] as const satisfies readonly { readonly from: Point; readonly to: Point; readonly what: string }[];

/** How long the parts of a way take, in milliseconds. */
export interface Parts {
  /** Commands whose whole way was stamped. */
  readonly commands: number;
  /** Commands of which a point is missing: under way when stamping began or ended, refused, or not awaited. */
  readonly incomplete: number;
  /** By part, in their order. A part is negative where its end came first, as a recording that begins before the answer to its signal is there. */
  readonly parts: Readonly<Record<string, Wait>>;
  readonly whole: Wait;
}

/** Joins the stamps of all processes by command. A recording that was tried anew counts from its first beginning to its last end. */
export function partsOf(stamps: readonly Stamp[]): Parts {
  const ways = new Map<string, Map<Point, number>>();
  for (const { commandId, point, ms } of stamps) {
    const way = ways.get(commandId) ?? new Map<Point, number>();
    ways.set(commandId, way);
    const before = way.get(point);
    if (before === undefined || (point !== 'begun' && ms > before)) way.set(point, ms);
  }
  const complete = [...ways.values()].flatMap(wholeWay);
  const between = (from: Point, to: Point): Wait => waitOf(complete.map((way) => way[to] - way[from]));
  return {
    commands: complete.length,
    incomplete: ways.size - complete.length,
    parts: Object.fromEntries(PARTS.map(({ from, to, what }) => [what, between(from, to)])),
    whole: between('called', 'answered'),
  };
}

/** A way with all its points; nothing of one that lacks any. */
function wholeWay(way: ReadonlyMap<Point, number>): readonly Readonly<Record<Point, number>>[] {
  const points: Point[] = [PARTS[0].from, ...PARTS.map(({ to }) => to)];
  return points.every((point) => way.has(point)) ? [Object.fromEntries(way) as Record<Point, number>] : [];
}

/** Without a zero that is negative. */
const tenths = (ms: number): string => (Math.round(ms * 10) / 10 || 0).toFixed(1);

/** The parts as lines of a table. */
export function partLines({ commands, incomplete, parts, whole }: Parts): string[] {
  const line = (what: string, { p50, p99 }: Wait): string =>
    `  ${what.padEnd(26)} ${tenths(p50).padStart(7)} ${tenths(p99).padStart(7)}`;
  return [
    `the way of A's actions at half load, p50 and p99 in ms (${commands} whole ways, ${incomplete} not, in a window of its own):`,
    ...Object.entries(parts).map(([what, wait]) => line(what, wait)),
    line('request in → answered', whole),
  ];
}
