import { blank, planesOf } from './picture.ts';
import type { Picture } from './picture.ts';
import { models } from './models.ts';
import { scaled, stripsIn } from './strips.ts';
import type { Strip } from './strips.ts';

const NORM = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;
/** The longer side of what the network looks at; its sides are multiples of 32. */
const SIDE = 1280;

/** Where lines of text stand in a picture, and whether most of them run down or up it. */
export async function detect(picture: Picture): Promise<{ strips: Strip[]; isSideways: boolean }> {
  const { detection } = await models();
  const { Tensor } = await import('onnxruntime-node');
  const scale = Math.min(SIDE / Math.max(picture.width, picture.height), 2);
  const [width, height] = [multiple(picture.width * scale), multiple(picture.height * scale)];
  const small = blank(width, height);
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
  const { [detection.outputNames[0] ?? '']: map } = await detection.run({
    [detection.inputNames[0] ?? '']: new Tensor('float32', planesOf(small, NORM), [1, 3, height, width]),
  });
  const { strips, isSideways } = stripsIn({ width, height, values: map?.data as Float32Array });
  return { strips: strips.map((strip) => scaled(strip, 1 / scale)), isSideways };
}

const multiple = (length: number): number => Math.max(32, Math.ceil(length / 32) * 32);
