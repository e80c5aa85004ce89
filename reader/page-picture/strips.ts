import type { Picture } from './picture.ts';

/** Where a line of text stands in a picture: a rectangle that may lie askew. In points of the picture. */
export interface Strip {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  /** Along the line. */
  readonly width: number;
  readonly height: number;
  /** How the line runs, in radians clockwise. */
  readonly angle: number;
}

/** What a network says of each point of a picture: how likely it belongs to text. */
export interface Likelihood {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Points that are rather text than not, the mean of a line of them, and the thinnest line in points. */
const [TEXT_AT_LEAST, LINE_AT_LEAST, THINNEST] = [0.3, 0.55, 3];
/** The network marks the middle of a line; so far it goes on around it, in parts of area over circumference. */
const AROUND = 1.6;
/** Lines so much longer than thick say how the page lies. */
const LONG = 3;

/** The lines in what a network says of a picture, and how most of them run. In its points. */
export function stripsIn(likelihood: Likelihood): { strips: Strip[]; isSideways: boolean } {
  const patches = patchesIn(likelihood);
  const shapes = patches.map((patch) => ({ patch, ...axisOf(patch, likelihood.width) }));
  const long = shapes.filter(({ ratio }) => ratio >= LONG);
  const isStanding = ({ angle }: { angle: number }): boolean => Math.abs(angle) > Math.PI / 4;
  const lengthOf = (ones: typeof long): number => ones.reduce((sum, { patch }) => sum + patch.length, 0);
  const isSideways = lengthOf(long.filter(isStanding)) > lengthOf(long) / 2;
  const lying = long.filter((one) => isStanding(one) === isSideways);
  const skew = medianOf(lying.map(({ angle }) => angle)) ?? 0;
  const strips = shapes.map(({ patch, angle, ratio }) =>
    boundsOf(patch, likelihood.width, ratio >= LONG && Math.abs(angle - skew) < 0.2 ? angle : skew),
  );
  return { strips: strips.filter(({ height }) => height >= THINNEST).map(widened), isSideways };
}

/** Points that hang together, as places in the list of values. */
type Patch = Int32Array;

function patchesIn({ width, height, values }: Likelihood): Patch[] {
  const seen = new Uint8Array(values.length);
  const queue = new Int32Array(values.length);
  const patches: Patch[] = [];
  for (let first = 0; first < values.length; first += 1) {
    if (seen[first] || (values[first] ?? 0) < TEXT_AT_LEAST) continue;
    let [taken, added, sum] = [0, 1, 0];
    queue[0] = first;
    seen[first] = 1;
    while (taken < added) {
      const at = queue[taken] ?? 0;
      taken += 1;
      sum += values[at] ?? 0;
      const [column, row] = [at % width, Math.floor(at / width)];
      for (let down = -1; down <= 1; down += 1)
        for (let right = -1; right <= 1; right += 1) {
          const [x, y] = [column + right, row + down];
          const beside = y * width + x;
          if (x < 0 || y < 0 || x >= width || y >= height || seen[beside]) continue;
          if ((values[beside] ?? 0) < TEXT_AT_LEAST) continue;
          seen[beside] = 1;
          queue[added] = beside;
          added += 1;
        }
    }
    if (sum / added >= LINE_AT_LEAST && added >= THINNEST * THINNEST) patches.push(queue.slice(0, added));
  }
  return patches;
}

/** The main axis of a patch, and how much longer it is than thick. */
function axisOf(patch: Patch, width: number): { angle: number; ratio: number } {
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (const at of patch) {
    const [x, y] = [at % width, Math.floor(at / width)];
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const count = patch.length;
  const xx = sumXX / count - (sumX / count) ** 2;
  const yy = sumYY / count - (sumY / count) ** 2;
  const xy = sumXY / count - (sumX / count) * (sumY / count);
  const root = Math.hypot(xx - yy, 2 * xy);
  const [major, minor] = [(xx + yy + root) / 2, Math.max((xx + yy - root) / 2, 1 / 12)];
  return { angle: Math.atan2(2 * xy, xx - yy) / 2, ratio: Math.sqrt(major / minor) };
}

/** The rectangle around a patch whose sides run at this angle. */
function boundsOf(patch: Patch, width: number, angle: number): Strip {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const at of patch) {
    const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    const [along, down] = [x * cos + y * sin, y * cos - x * sin];
    if (along < left) left = along;
    if (along > right) right = along;
    if (down < top) top = down;
    if (down > bottom) bottom = down;
  }
  const [along, down] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: along * cos - down * sin,
    y: along * sin + down * cos,
    width: right - left + 1,
    height: bottom - top + 1,
    angle,
  };
}

function widened(strip: Strip): Strip {
  const { width, height } = strip;
  const around = (AROUND * width * height) / (2 * (width + height));
  return { ...strip, width: width + 2 * around, height: height + 2 * around };
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 2)];
}

/** A strip of a smaller picture in the points of a larger one. */
export const scaled = ({ x, y, width, height, angle }: Strip, by: number): Strip => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
  angle,
});

/** What a strip shows, cut out of its picture, laid level and as high as asked. */
export function cutOut(picture: Picture, { x, y, width, height, angle }: Strip, into: Picture): void {
  const context = into.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, into.width, into.height);
  context.imageSmoothingQuality = 'high';
  context.scale(into.width / width, into.height / height);
  context.translate(width / 2, height / 2);
  context.rotate(-angle);
  context.drawImage(picture, -x, -y);
  context.setTransform(1, 0, 0, 1, 0, 0);
}
