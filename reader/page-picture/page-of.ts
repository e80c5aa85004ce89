import type { Box, PageRead, ScanLine } from '../../domain/reading/page.ts';
import { orderedText } from '../page-text/lines.ts';
import type { PictureLine, PictureRead } from './read-picture.ts';

/** A strip is so much higher than the signs in it. */
const SIZE = 0.8;

/** The page that a picture shows: its text in reading order, each line with its place. */
export function pageOf({ lines, width, height, turned }: PictureRead): PageRead {
  const skew = skewOf(lines);
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  const placed = lines.map(({ strip, text, signs }) => {
    const size = strip.height * SIZE;
    const inner = strip.width - (strip.height - size);
    const line: ScanLine = {
      text,
      confidence: Math.min(1, ...signs),
      signs: signs.map((sure) => Math.floor(sure * 100)),
      box: boxOf(strip, width, height),
    };
    return {
      line,
      text,
      x: strip.x * cos + strip.y * sin - inner / 2,
      y: strip.y * cos - strip.x * sin,
      width: inner,
      size,
      angle: 0,
      hidden: false,
    };
  });
  const { text, glyphs } = orderedText(placed);
  return { text, scan: { lines: glyphs.map(({ line }) => line), turned, height: Math.round((height / width) * 1000) } };
}

/** How the page lies, by its longest line. */
function skewOf(lines: readonly PictureLine[]): number {
  const [longest] = lines.toSorted((one, other) => other.strip.width - one.strip.width);
  return longest?.strip.angle ?? 0;
}

function boxOf({ x, y, width, height, angle }: PictureLine['strip'], pageWidth: number, pageHeight: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [wide, high] = [width * cos + height * sin, width * sin + height * cos];
  const within = (value: number, whole: number): number =>
    Math.min(1000, Math.max(0, Math.round((value / whole) * 1000)));
  const [left, top] = [within(x - wide / 2, pageWidth), within(y - high / 2, pageHeight)];
  return [left, top, within(x + wide / 2, pageWidth) - left, within(y + high / 2, pageHeight) - top];
}
