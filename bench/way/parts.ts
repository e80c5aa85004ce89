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
interface PartWaits {
  /** Commands whose whole way was stamped. */
  readonly commands: number;
  /** By part, in their order. A part is negative where its end came first, as a recording that begins before the answer to its signal is there. */
  readonly parts: Readonly<Record<string, Wait>>;
  readonly whole: Wait;
}

/** The same of all commands, and by what was called, ids aside: `/api/orders/:id/payment`. */
export interface Parts extends PartWaits {
  readonly byCall: Readonly<Record<string, PartWaits>>;
  /** Commands of which a point is missing: under way when stamping began or ended, refused, or not awaited. */
  readonly incomplete: number;
}

/** Joins the stamps of all processes by command. A recording that was tried anew counts from its first beginning to its last end. */
export function partsOf(stamps: readonly Stamp[]): Parts {
  const ways = new Map<string, Map<Point, number>>();
  const calls = new Map<string, string>();
  for (const { commandId, point, ms, path } of stamps) {
    const way = ways.get(commandId) ?? new Map<Point, number>();
    ways.set(commandId, way);
    const before = way.get(point);
    if (before === undefined || (point !== 'begun' && ms > before)) way.set(point, ms);
    if (path !== undefined) calls.set(commandId, path.replace(IDS, ':id'));
  }
  const complete = [...ways].flatMap(([commandId, way]) => wholeWay(way, calls.get(commandId)));
  const paths = new Set(complete.map(({ call }) => call));
  return {
    ...waitsOf(complete),
    incomplete: ways.size - complete.length,
    byCall: Object.fromEntries([...paths].map((path) => [path, waitsOf(complete.filter(({ call }) => call === path))])),
  };
}

const IDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

interface WholeWay {
  readonly call: string;
  readonly at: Readonly<Record<Point, number>>;
}

/** A way with all its points; nothing of one that lacks any. */
function wholeWay(way: ReadonlyMap<Point, number>, call = ''): readonly WholeWay[] {
  const points: Point[] = [PARTS[0].from, ...PARTS.map(({ to }) => to)];
  return points.every((point) => way.has(point)) ? [{ call, at: Object.fromEntries(way) as WholeWay['at'] }] : [];
}

function waitsOf(ways: readonly WholeWay[]): PartWaits {
  const between = (from: Point, to: Point): Wait => waitOf(ways.map(({ at }) => at[to] - at[from]));
  return {
    commands: ways.length,
    parts: Object.fromEntries(PARTS.map(({ from, to, what }) => [what, between(from, to)])),
    whole: between('called', 'answered'),
  };
}

/** Without a zero that is negative. */
const tenths = (ms: number): string => (Math.round(ms * 10) / 10 || 0).toFixed(1);

/** What begins an order, and its execution. */
const PLACE = '/api/orders';

/** The parts as lines of a table: of all actions, and of placing alone, which begins an execution. */
export function partLines({ commands, incomplete, parts, whole, byCall }: Parts): string[] {
  const place = byCall[PLACE];
  const cells = (wait: Wait | undefined): string =>
    wait ? `${tenths(wait.p50).padStart(8)}${tenths(wait.p99).padStart(8)}` : '';
  const line = (what: string, all: Wait, placing: Wait | undefined): string =>
    `  ${what.padEnd(26)}${cells(all)}${cells(placing)}`;
  return [
    `the way of A's actions at half load, p50 and p99 in ms, of all (${commands} whole ways, ${incomplete} not, in a window of its own)${place ? `, and of place (${place.commands})` : ''}:`,
    ...Object.entries(parts).map(([what, wait]) => line(what, wait, place?.parts[what])),
    line('request in → answered', whole, place?.whole),
  ];
}
