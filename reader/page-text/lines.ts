import type { Glyph } from './glyph.ts';

/** Signs that stand together, without a gap that a column would leave. */
interface Run<G> {
  readonly text: string;
  readonly glyphs: G[];
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly size: number;
}

/** In parts of the size: what makes a line, a blank, the gap between columns, and one sign struck twice. */
const [SAME_LINE, BLANK, COLUMN, SAME_PLACE] = [0.4, 0.28, 1.8, 0.3];
/** So near the edge of the text, in parts of the size, a line is full. */
const FULL = 2;
/** Askew text, like a watermark, belongs to no line of the contract. */
const ANGLES = [0, 90, 180, 270];
/** Degrees by which a page lies askew at most. */
const ASKEW = 4;
/** So many signs in a line, and sentences or entries, make a column of text, rather than cells of a table. */
const COLUMN_SIGNS = 9;
const SENTENCE = /[，。；、,;]|[:：]\s*\S/u;

/**
 * The text of a page, line by line as it is read: by the places of its signs, whatever the order they were struck in. Columns
 * of text are read one after the other, cells of a table line by line with two blanks between.
 */
export const textOf = (glyphs: readonly Glyph[]): string => orderedText(glyphs).text;

/** The same, with the signs in the order in which they are read. What stands for a sign may be a whole line. */
export function orderedText<G extends Glyph>(glyphs: readonly G[]): { text: string; glyphs: G[] } {
  const blocks = ANGLES.map((angle) =>
    rowsOf(
      glyphs.filter((one) => angleBetween(one.angle, angle) <= ASKEW && one.text.trim() !== ''),
      angle,
    ),
  ).filter((rows) => rows.length > 0);
  return { text: blocks.map(joined).join('\n'), glyphs: blocks.flat(2).flatMap((run) => run.glyphs) };
}

/** The signs that stand askew on a page, in their order: a stamp's, or a watermark's. */
export const askewText = (glyphs: readonly Glyph[]): string =>
  glyphs
    .filter(({ angle }) => ANGLES.every((one) => angleBetween(angle, one) > ASKEW))
    .map(({ text }) => text)
    .join('');

const angleBetween = (one: number, other: number): number =>
  Math.min(Math.abs(one - other), 360 - Math.abs(one - other));

/** The angle of most signs: a page that lies askew has all its lines so. */
function commonAngle(glyphs: readonly Glyph[], angle: number): number {
  const counts = new Map<number, number>();
  for (const glyph of glyphs) counts.set(glyph.angle, (counts.get(glyph.angle) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? angle;
}

function rowsOf<G extends Glyph>(glyphs: readonly G[], angle: number): (readonly Run<G>[])[] {
  const turn = (commonAngle(glyphs, angle) * Math.PI) / 180;
  const placed = glyphs.map((glyph) => ({
    glyph,
    text: glyph.text,
    x: glyph.x * Math.cos(turn) + glyph.y * Math.sin(turn),
    y: glyph.y * Math.cos(turn) - glyph.x * Math.sin(turn),
    width: glyph.width,
    size: glyph.size,
  }));
  return readingOrder(linesOf(placed).flatMap((line) => withoutOverlay(line).map((one) => runsOf(once(one)))));
}

/** A sign placed along its line. */
interface Placed<G> extends Pick<Glyph, 'text' | 'x' | 'y' | 'width' | 'size'> {
  readonly glyph: G;
}

/** Rows as lines of text. A number that a full line breaks goes on; where the next line only counts (2. …), it does not. */
function joined(rows: readonly (readonly Run<unknown>[])[]): string {
  const edge = Math.max(...rows.flatMap((runs) => runs.map(({ right }) => right)));
  return rows.reduce((text, runs, index) => {
    const line = runs.map((run) => run.text).join('  ');
    const before = rows[index - 1];
    const isFull = before?.length === 1 && before.every(({ right, size }) => right > edge - FULL * size);
    const goesOn =
      isFull &&
      runs.length === 1 &&
      /\d[,.]?$/.test(text) &&
      /^[,.]?\d/.test(line) &&
      !/^\d+[.、)）．](?!\d)/.test(line);
    return index === 0 ? line : text + (goesOn ? '' : '\n') + line;
  }, '');
}

/** Signs on one base line each, from left to right; lines from above. */
function linesOf<G>(glyphs: readonly Placed<G>[]): Placed<G>[][] {
  const lines: Placed<G>[][] = [];
  for (const glyph of glyphs.toSorted((first, second) => first.y - second.y)) {
    const line = lines.at(-1);
    const [before] = line ?? [];
    if (line && before && glyph.y - before.y <= SAME_LINE * Math.max(before.size, glyph.size)) line.push(glyph);
    else lines.push([glyph]);
  }
  return lines.map((line) => line.toSorted((first, second) => first.x - second.x));
}

/** Signs that stand on others of their line, such as a seal's, as a line of their own. */
function withoutOverlay<G>(line: readonly Placed<G>[]): (readonly Placed<G>[])[] {
  const layers = new Map<string, Placed<G>[]>();
  for (const glyph of line) {
    const layer = `${glyph.size.toFixed()} ${glyph.y.toFixed()}`;
    layers.set(layer, [...(layers.get(layer) ?? []), glyph]);
  }
  if (layers.size < 2) return [line];
  const [most = [], ...others] = [...layers.values()].toSorted((one, other) => other.length - one.length);
  const over = others.filter((layer) => layer.some((glyph) => most.some((one) => standsOn(glyph, one))));
  return [line.filter((glyph) => !over.some((layer) => layer.includes(glyph))), ...over];
}

/** Whether a sign covers half of another; the same one beside itself is struck twice. */
const standsOn = <G>(glyph: Placed<G>, other: Placed<G>): boolean =>
  glyph.text !== other.text &&
  Math.min(glyph.x + glyph.width, other.x + other.width) - Math.max(glyph.x, other.x) >
    Math.min(glyph.width, other.width) / 2;

/** Without the second of two equal signs at one place: struck twice to look bold. */
const once = <G>(line: readonly Placed<G>[]): Placed<G>[] =>
  line.filter(
    (glyph, index) =>
      !line
        .slice(Math.max(0, index - 3), index)
        .some(
          (before) =>
            before.text === glyph.text &&
            glyph.x - before.x < SAME_PLACE * glyph.size * (glyph.width < glyph.size * 0.4 ? 0.5 : 1),
        ),
  );

function runsOf<G>(line: readonly Placed<G>[]): Run<G>[] {
  const runs: Run<G>[] = [];
  const gap = commonGap(line);
  for (const [index, { glyph: own, ...glyph }] of line.entries()) {
    const [run, before] = [runs.at(-1), line[index - 1]];
    const space = before ? glyph.x - before.x - before.width - gap : Number.POSITIVE_INFINITY;
    if (run && space < COLUMN * glyph.size) {
      run.glyphs.push(own);
      runs[runs.length - 1] = {
        ...run,
        text: run.text + (space > BLANK * glyph.size ? ' ' : '') + glyph.text,
        right: glyph.x + glyph.width,
      };
    } else {
      const { text, x: left, y: base, size } = glyph;
      runs.push({ text, glyphs: [own], left, right: left + glyph.width, base, size });
    }
  }
  return runs;
}

/** What all signs of a line stand apart, when they do: letter-spaced or justified. */
function commonGap(line: readonly Placed<unknown>[]): number {
  const gaps = line.slice(1).map((glyph, index) => {
    const before = line[index];
    return before ? (glyph.x - before.x - before.width) / glyph.size : 0;
  });
  const ordered = gaps.toSorted((first, second) => first - second);
  const [low = 0, middle = 0] = [ordered[Math.floor(ordered.length / 10)], ordered[Math.floor(ordered.length / 2)]];
  return ordered.length >= 8 && low > BLANK / 2 && middle < 1 ? low * (line[0]?.size ?? 0) : 0;
}

/** Rows as they are read: where neighbouring rows leave the same gutter between columns of text, column by column. */
function readingOrder<G>(rows: readonly (readonly Run<G>[])[]): (readonly Run<G>[])[] {
  const ordered: (readonly Run<G>[])[] = [];
  for (let at = 0; at < rows.length;) {
    const block = blockAt(rows, at);
    if (block === undefined) {
      ordered.push(rows[at] ?? []);
      at += 1;
      continue;
    }
    const { gutter, end } = block;
    const part = rows.slice(at, end);
    ordered.push(...part.map((runs) => runs.filter(({ left }) => left < gutter)).filter((runs) => runs.length > 0));
    ordered.push(...part.map((runs) => runs.filter(({ left }) => left >= gutter)).filter((runs) => runs.length > 0));
    at = end;
  }
  return ordered;
}

/** The rows from `at` that stand in two columns of text, and where the second begins; undefined when they do not. */
function blockAt(rows: readonly (readonly Run<unknown>[])[], at: number): { gutter: number; end: number } | undefined {
  const [first, second] = rows[at] ?? [];
  if (!first || !second || rows[at]?.length !== 2) return undefined;
  const gutter = second.left - second.size / 2;
  const isSplit = (runs: readonly Run<unknown>[]): boolean =>
    runs.every(({ left, right }) => right < gutter || left >= gutter);
  const isBeside = (runs: readonly Run<unknown>[]): boolean =>
    runs.some(({ left }) => Math.abs(left - second.left) < second.size || Math.abs(left - first.left) < first.size);
  let end = at + 1;
  while (end < rows.length && isSplit(rows[end] ?? []) && isBeside(rows[end] ?? []) && isNear(rows, end)) end += 1;
  while (end > at + 1 && !(rows[end - 1] ?? []).some(({ left }) => left >= gutter)) end -= 1; // what only the first column has below
  const right = rows.slice(at, end).flatMap((runs) => runs.filter(({ left }) => left >= gutter));
  const left = rows.slice(at, end).flatMap((runs) => runs.filter((run) => run.left < gutter));
  const isText = (runs: readonly Run<unknown>[]): boolean =>
    runs.some(({ text }) => text.length >= COLUMN_SIGNS) && runs.some(({ text }) => SENTENCE.test(text));
  const both = rows.slice(at, end).filter((runs) => runs.length > 1);
  const named = both.filter(([name]) => /[:：]\s*$/.test(name?.text ?? '')).length;
  const isForm = named * 2 >= both.length; // names and what is filled in beside them
  return !isForm && end - at > 1 && isText(right) && isText(left) ? { gutter, end } : undefined;
}

/** Whether a row follows the one before it as a line does. */
function isNear(rows: readonly (readonly Run<unknown>[])[], at: number): boolean {
  const [before, after] = [rows[at - 1]?.[0], rows[at]?.[0]];
  return before !== undefined && after !== undefined && after.base - before.base < 2.6 * after.size;
}
