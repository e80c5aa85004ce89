import { holds, originOf } from './matrix.ts';
import type { Box, Matrix } from './matrix.ts';
import type { Glyph } from './glyph.ts';

/** Something painted over a box: its color, or null when it has none of its own. */
export interface Paint {
  readonly box: Box;
  readonly color: string | null;
  /** Whether it hides a point of its box; absent: all of them. */
  readonly hides?: (x: number, y: number) => boolean;
  readonly order: number;
}

/** A sign as it was struck, before anybody asked whether it is seen. */
export interface Struck extends Omit<Glyph, 'hidden'> {
  readonly fill: string;
  readonly unseen: boolean;
  /** Where its line begins: what runs over the edge of the paper has been seen to begin. */
  readonly start: readonly [number, number];
  readonly order: number;
}

const SMALLEST_POINTS = 2.5;
/** Between colors, of 765: a difference that nobody sees. */
const UNSEEN_DIFFERENCE = 60;

/** Whether nobody sees a sign: it is tiny, off the paper, of the color behind it, or something is painted over it. */
export function isHidden(
  { x, y, width, size, fill, order, angle, start }: Omit<Struck, 'unseen'>,
  paints: readonly Paint[],
  paper: Box,
): boolean {
  const turn = (angle * Math.PI) / 180;
  const [alongX, alongY] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [
    x + (alongX * width) / 2 + (alongY * size) / 3,
    y + (alongY * width) / 2 - (alongX * size) / 3,
  ];
  if (size < SMALLEST_POINTS || !holds(paper, ...start)) return true;
  const over = paints.filter(({ box }) => holds(box, middleX, middleY));
  const spots = [-0.25, 0, 0.25].flatMap((right) =>
    [-0.2, 0, 0.2].map((down) => [middleX + right * size, middleY + down * size] as const),
  );
  const isCovering = ({ hides }: Paint): boolean => !hides || spots.every(([spotX, spotY]) => hides(spotX, spotY));
  if (over.some((paint) => paint.order > order && isCovering(paint))) return true;
  const ground = over.findLast((paint) => paint.order < order);
  const color = ground ? ground.color : '#ffffff';
  return fill !== '' && color !== null && differenceOf(fill, color) < UNSEEN_DIFFERENCE;
}

function differenceOf(first: string, second: string): number {
  const parts = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [one, other] = [parts(first), parts(second)];
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0);
}

/** A picture of a page as the reader of PDFs keeps it; of four bytes a point the last is how opaque it is. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data?: ArrayLike<number>;
}

const RGBA = 3;
const OPAQUE_AT_LEAST = 200;

/** Whether a picture hides a point of the page: a seal does not where it is transparent. */
export const hidingOf =
  ({ width, height, kind, data }: Picture, ctm: Matrix) =>
  (x: number, y: number): boolean => {
    if (kind !== RGBA || !data) return true;
    const [right, up] = originOf(ctm, x, y) ?? [-1, -1];
    const [column, row] = [Math.floor(right * width), Math.floor((1 - up) * height)];
    if (column < 0 || row < 0 || column >= width || row >= height) return false;
    return (data[(row * width + column) * 4 + 3] ?? 255) >= OPAQUE_AT_LEAST;
  };
