import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Glyph } from '../page-text/glyph.ts';
import type { Ops } from '../page-text/load-pdf.ts';
import type { Picture } from './picture.ts';
import { paintPage } from './render-page.ts';

/** Points of the picture to one of the page: what is thinner than a third of a point leaves nothing. */
const SCALE = 1.5;
const POINTS_AT_MOST = 3_000_000;
/** Between colors, of 765: a difference that nobody sees, or reads. */
const UNSEEN_DIFFERENCE = 160;

/** So many instructions are painted one by one; signs on each other in more are no text that anybody reads. */
const ALONE_AT_MOST = 40;

/**
 * The signs that leave something on their page that is seen: the page is painted twice, with its text and without, and where the two
 * are alike, nobody reads anything. So whatever covers a sign, hides or cuts it is found, however it is done. Of signs on each other
 * one could vouch for the other: what shows each is painted alone.
 */
export async function inkedOn(page: PDFPageProxy, ops: Ops, signs: readonly Glyph[]): Promise<Set<Glyph>> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(SCALE, Math.sqrt(POINTS_AT_MOST / (width * height)));
  const paint = (isShown: (show: number) => boolean): Promise<Picture> => {
    let show = -1;
    const isFollowed = (instruction: number | undefined): boolean =>
      instruction !== ops.showText || isShown((show += 1));
    return paintPage(page, { scale, isFollowed });
  };
  const [whole, bare] = [await paint(() => true), await paint(() => false)];
  const inked = new Set(signs.filter(differingIn(whole, bare, scale)));
  const stacked = groupedBy(stackedOf([...inked]), ({ shownBy = -1 }) => shownBy);
  for (const [shownBy, ones] of stacked) {
    const isTold = stacked.size <= ALONE_AT_MOST;
    const isInked = isTold ? differingIn(await paint((show) => show === shownBy), bare, scale) : () => false;
    for (const sign of ones) if (!isInked(sign)) inked.delete(sign);
  }
  return inked;
}

/** The signs that stand on another, which another instruction shows; the same one beside itself is struck twice to look bold. */
function stackedOf(signs: readonly Glyph[]): Glyph[] {
  const cellOf = ({ x, y, size }: Glyph, right: number, down: number): string =>
    `${Math.floor(x / size) + right} ${Math.floor(y / size) + down}`;
  const places = groupedBy(signs, (sign) => cellOf(sign, 0, 0));
  const around = [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => [right, down] as const));
  return signs.filter((sign) =>
    around.some(([right, down]) =>
      (places.get(cellOf(sign, right, down)) ?? []).some((other) => standsOn(sign, other)),
    ),
  );
}

function groupedBy<Key>(signs: readonly Glyph[], keyOf: (sign: Glyph) => Key): Map<Key, Glyph[]> {
  const groups = new Map<Key, Glyph[]>();
  for (const sign of signs) {
    const group = groups.get(keyOf(sign));
    if (group) group.push(sign);
    else groups.set(keyOf(sign), [sign]);
  }
  return groups;
}

const standsOn = (sign: Glyph, other: Glyph): boolean =>
  sign.shownBy !== other.shownBy &&
  sign.text !== other.text &&
  Math.abs(sign.x - other.x) < Math.min(sign.width, other.width) * 0.7 &&
  Math.abs(sign.y - other.y) < Math.min(sign.size, other.size) * 0.7;

/** Whether two pictures of a page differ where a sign stands. */
function differingIn(whole: Picture, bare: Picture, scale: number): (sign: Glyph) => boolean {
  const differing = countsOf(whole, bare);
  return (sign) => {
    const { left, right, top, bottom } = boxAround(sign, scale);
    const [from, to] = [within(left, whole.width), within(right, whole.width)];
    const [above, below] = [within(top, whole.height), within(bottom, whole.height)];
    const until = (column: number, row: number): number => differing[row * (whole.width + 1) + column] ?? 0;
    return until(to, below) - until(from, below) - until(to, above) + until(from, above) > 0;
  };
}

/** How many points to the left of and above each place of two pictures of one size differ: of any box they are told at once. */
function countsOf(one: Picture, other: Picture): Uint32Array {
  const { width, height } = one;
  const [first, second] = [one, other].map(
    (picture) => picture.getContext('2d').getImageData(0, 0, width, height).data,
  );
  const counts = new Uint32Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row += 1) {
    let inRow = 0;
    for (let column = 0; column < width; column += 1) {
      const at = (row * width + column) * 4;
      let difference = 0;
      for (let part = at; part < at + 3; part += 1) {
        const by = (first?.[part] ?? 0) - (second?.[part] ?? 0);
        difference += by < 0 ? -by : by;
      }
      if (difference >= UNSEEN_DIFFERENCE) inRow += 1;
      const place = (row + 1) * (width + 1) + column + 1;
      counts[place] = (counts[place - width - 1] ?? 0) + inRow;
    }
  }
  return counts;
}

const within = (place: number, end: number): number => Math.max(0, Math.min(place, end));

/** The part of a picture in which a sign stands, without its edges: its neighbors reach over them. */
function boxAround({ x, y, width, size, angle }: Glyph, scale: number) {
  const turn = (angle * Math.PI) / 180;
  const corners = [0.1, 0.9].flatMap((along) =>
    [-0.2, 0.9].map((up) => [
      x + Math.cos(turn) * width * along + Math.sin(turn) * size * up,
      y + Math.sin(turn) * width * along - Math.cos(turn) * size * up,
    ]),
  );
  const [xs, ys] = [corners.map(([left = 0]) => left * scale), corners.map(([, top = 0]) => top * scale)];
  return {
    left: Math.floor(Math.min(...xs)),
    right: Math.ceil(Math.max(...xs)),
    top: Math.floor(Math.min(...ys)),
    bottom: Math.ceil(Math.max(...ys)),
  };
}
