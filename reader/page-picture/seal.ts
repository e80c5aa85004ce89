import { createCanvas } from '@napi-rs/canvas';
import type { Picture } from './picture.ts';

/** So red, a point belongs to a seal: bright, and so much more red than anything else. */
const [BRIGHT, REDDER] = [120, 40];
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
    if (red < BRIGHT || red - Math.max(green, blue) < REDDER) continue;
    const grey = Math.min(255, red + (red - BRIGHT));
    [data[at], data[at + 1], data[at + 2]] = [grey, grey, grey];
    faded += 1;
  }
  if (faded < SEAL_AT_LEAST * width * height) return undefined;
  const bare = createCanvas(width, height);
  bare.getContext('2d').putImageData(points, 0, 0);
  return bare;
}
