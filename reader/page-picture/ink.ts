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

/**
 * Whether a sign leaves anything on its page that is seen: the page is painted twice, with its text and without, and where the two
 * are alike, nobody reads anything. So whatever covers a sign, hides or cuts it is found, however it is done.
 */
export async function inkOn(page: PDFPageProxy, ops: Ops): Promise<(sign: Glyph) => boolean> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(SCALE, Math.sqrt(POINTS_AT_MOST / (width * height)));
  const whole = await paintPage(page, { scale });
  const bare = await paintPage(page, { scale, isFollowed: (instruction) => instruction !== ops.showText });
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
      for (let part = at; part < at + 3; part += 1)
        difference += Math.abs((first?.[part] ?? 0) - (second?.[part] ?? 0));
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
