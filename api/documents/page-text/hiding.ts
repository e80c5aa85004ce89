import { holds } from './matrix.ts';
import type { Box } from './matrix.ts';
import type { Glyph } from './glyph.ts';

/** Something painted over a box: its color, or null when it has none of its own. */
export interface Paint {
  readonly box: Box;
  readonly color: string | null;
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
  if (over.some((paint) => paint.order > order)) return true;
  const ground = over.findLast((paint) => paint.order < order);
  const color = ground ? ground.color : '#ffffff';
  return fill !== '' && color !== null && differenceOf(fill, color) < UNSEEN_DIFFERENCE;
}

function differenceOf(first: string, second: string): number {
  const parts = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [one, other] = [parts(first), parts(second)];
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0);
}
