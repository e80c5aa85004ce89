import { blank } from './picture.ts';
import type { Picture } from './picture.ts';

/** In points: enough to read the small print of an A4 page. */
const [WIDTH_AT_MOST, HEIGHT_AT_MOST] = [1100, 2200];
/** Of 100; what a scanner's noise would cost more says nothing. */
const QUALITY = 50;

/** A picture of a page as a browser shows it: a WebP of 25 to 80 KB. */
export function encodeShown(picture: Picture): Promise<Buffer> {
  const scale = Math.min(1, WIDTH_AT_MOST / picture.width, HEIGHT_AT_MOST / picture.height);
  const shown = blank(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const context = shown.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, shown.width, shown.height);
  return shown.encode('webp', QUALITY);
}
