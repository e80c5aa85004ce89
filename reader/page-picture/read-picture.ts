import { detect } from './detect.ts';
import { turned } from './picture.ts';
import type { Picture, Turn } from './picture.ts';
import { readLine } from './read-line.ts';
import { recognise } from './recognise.ts';
import type { Recognised } from './recognise.ts';
import { isOfSeal, withoutSeal } from './seal.ts';
import type { Strip } from './strips.ts';

/** A line of a picture as it was read, and where it stands once the picture is upright. */
export interface PictureLine extends Recognised {
  readonly strip: Strip;
}

/** What was read in a picture. */
export interface PictureRead {
  readonly lines: readonly PictureLine[];
  /** The upright picture in points. */
  readonly width: number;
  readonly height: number;
  readonly turned: Turn;
  readonly upright: Picture;
}

/** A line that is read so, on the average of its signs, is none: a star of a seal, a signature, a stain. */
const LINE_AT_LEAST = 0.6;
/** A sign less sure than this has its line read again without the seal. */
const SURE = 0.95;

/** Reads the lines of text in a picture, whichever way it lies. */
export async function readPicture(picture: Picture): Promise<PictureRead> {
  const { upright, strips, turn, tried } = await setUpright(picture);
  const bare = withoutSeal(upright);
  const places = bare ? merged((await detect(bare)).strips, withoutSealsOwn(strips, upright, bare)) : strips;
  const lines: PictureLine[] = [];
  for (const strip of places) {
    const line = await readUnderSeal(upright, bare, strip, tried.get(strip));
    if (line.text.trim() !== '' && meanOf(line.signs) >= LINE_AT_LEAST) lines.push({ ...line, strip });
  }
  return { lines, width: upright.width, height: upright.height, turned: turn, upright };
}

const LINES_TRIED = 6;
/** So sure of its lines, a picture stands upright. */
const UPRIGHT_AT_LEAST = 0.9;

interface Upright {
  readonly upright: Picture;
  readonly strips: readonly Strip[];
  readonly turn: Turn;
  /** What was read of its strips already. */
  readonly tried: ReadonlyMap<Strip, Recognised>;
}

/** Turns a picture until its longest lines can be read. */
async function setUpright(picture: Picture): Promise<Upright> {
  const { strips, isSideways } = await detect(picture);
  const longest = strips.toSorted((one, other) => other.width - one.width).slice(0, LINES_TRIED);
  let best: { turn: Turn; mean: number } = { turn: 0, mean: 0 };
  const tried = new Map<Strip, Recognised>();
  for (const turn of isSideways ? ([270, 90] as const) : ([0, 180] as const)) {
    const signs: number[] = [];
    for (const strip of longest) {
      const heading = headed(strip, turn);
      const line = await recognise(picture, heading);
      signs.push(...line.signs);
      tried.set(heading, line);
    }
    const mean = meanOf(signs);
    if (mean > best.mean) best = { turn, mean };
    if (mean >= UPRIGHT_AT_LEAST) break;
  }
  if (best.turn === 0) return { upright: picture, strips, turn: 0, tried };
  const upright = turned(picture, best.turn);
  return { upright, strips: (await detect(upright)).strips, turn: best.turn, tried: new Map() };
}

/** A strip read in the direction in which its line runs when the picture must be turned so. */
function headed(strip: Strip, turn: Turn): Strip {
  const wanted = (-turn * Math.PI) / 180;
  const isAgainst = Math.cos(strip.angle - wanted) < 0;
  return isAgainst ? { ...strip, angle: strip.angle + Math.PI } : strip;
}

async function readUnderSeal(
  picture: Picture,
  bare: Picture | undefined,
  strip: Strip,
  own: Recognised | undefined,
): Promise<Recognised> {
  const line = await readLine(picture, strip, own);
  if (!bare || line.signs.every((sure) => sure >= SURE)) return line;
  const again = await readLine(bare, strip);
  return meanOf(again.signs) > meanOf(line.signs) ? again : line;
}

/** A strip shorter than this, in parts of its height, may hold signs of a seal alone. */
const SHORT = 5;

/** Strips without those that hold signs of a seal alone. */
const withoutSealsOwn = (strips: readonly Strip[], picture: Picture, bare: Picture): Strip[] =>
  strips.filter((strip) => strip.width / strip.height >= SHORT || !isOfSeal(picture, bare, strip));

/** Strips, and of others those that none of them covers. */
const merged = (strips: readonly Strip[], others: readonly Strip[]): Strip[] => [
  ...strips,
  ...others.filter((other) => !strips.some((strip) => isOver(strip, other))),
];

const isOver = (strip: Strip, { x, y }: Strip): boolean =>
  Math.abs(x - strip.x) < strip.width / 2 && Math.abs(y - strip.y) < strip.height / 2;

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
