import { createCanvas } from '@napi-rs/canvas';
import { blank } from './picture.ts';
import type { Picture } from './picture.ts';
import { cutOut } from './strips.ts';
import type { Strip } from './strips.ts';

/** So red, a point belongs to a seal: bright, and so much more red than anything else. */
const [BRIGHT, REDDER] = [120, 40];
/** So red, it belongs to the edge of one. */
const REDDISH = 16;
/** In parts of all points: less is no seal. */
const SEAL_AT_LEAST = 0.0005;

/** A picture whose red ink has faded, so that what is printed under a seal stands alone; undefined when it has none. */
export function withoutSeal(picture: Picture): Picture | undefined {
  const { width, height } = picture;
  const points = picture.getContext('2d').getImageData(0, 0, width, height);
  const { data } = points;
  let faded = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    const redder = red - Math.max(green, blue);
    if (red < BRIGHT || redder < REDDISH) continue;
    const grey = Math.min(255, red + (red - BRIGHT));
    [data[at], data[at + 1], data[at + 2]] = [grey, grey, grey];
    if (redder >= REDDER) faded += 1;
  }
  if (faded < SEAL_AT_LEAST * width * height) return undefined;
  const bare = createCanvas(width, height);
  bare.getContext('2d').putImageData(points, 0, 0);
  return bare;
}

/** Darker than this is ink; a strip that keeps less of it than this without the seal holds hardly more than the edge of a line. */
const [DARK, KEPT_AT_LEAST] = [150, 0.5];
const HEIGHT = 24;

/** Whether most of what stands in a strip of a picture is gone from the same picture without its seal. */
export function isOfSeal(picture: Picture, bare: Picture, strip: Strip): boolean {
  const [before, after] = [inkIn(picture, strip), inkIn(bare, strip)];
  return before > 0 && after < KEPT_AT_LEAST * before;
}

/** The points of ink in a strip. */
function inkIn(picture: Picture, strip: Strip): number {
  const line = blank(Math.max(1, Math.round((strip.width / strip.height) * HEIGHT)), HEIGHT);
  cutOut(picture, strip, line);
  const { data } = line.getContext('2d').getImageData(0, 0, line.width, line.height);
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) if (Math.min(data[at + 1] ?? 0, data[at + 2] ?? 0) < DARK) ink += 1;
  return ink;
}
