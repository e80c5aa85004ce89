import { blank, planesOf } from './picture.ts';
import type { Picture } from './picture.ts';
import { models } from './models.ts';
import { cutOut } from './strips.ts';
import type { Strip } from './strips.ts';

/** A line as it was recognised. */
export interface Recognised {
  readonly text: string;
  /** How sure each of its signs is, 0 … 1. */
  readonly signs: readonly number[];
}

const NORM = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const;
const HEIGHT = 48;
/** A longer line is pressed together. */
const [NARROWEST, WIDEST] = [48, 3200];

/** Reads the line that stands in a strip of a picture, stretched to so many of its widths. */
export async function recognise(picture: Picture, strip: Strip, stretch = 1): Promise<Recognised> {
  const { recognition, signs, twins } = await models();
  const { Tensor } = await import('onnxruntime-node');
  const width = Math.min(WIDEST, Math.max(NARROWEST, Math.round((strip.width / strip.height) * HEIGHT * stretch)));
  const line = blank(width, HEIGHT);
  cutOut(picture, strip, line);
  const { [recognition.outputNames[0] ?? '']: output } = await recognition.run({
    [recognition.inputNames[0] ?? '']: new Tensor('float32', planesOf(line, NORM), [1, 3, HEIGHT, width]),
  });
  return decoded(output?.data as Float32Array, signs, twins);
}

/** The likeliest sign of each step; none, and a sign that only goes on, left out. */
function decoded(
  likelihoods: Float32Array,
  signs: readonly string[],
  twins: readonly (readonly number[])[],
): Recognised {
  const read: { sign: string; likelihood: number }[] = [];
  let before = 0;
  for (let step = 0; step * signs.length < likelihoods.length; step += 1) {
    const from = step * signs.length;
    const [best, own] = likeliest(likelihoods, from, signs.length);
    const likelihood = (twins[best] ?? []).reduce((sum, twin) => sum + (likelihoods[from + twin] ?? 0), own);
    const last = read.at(-1);
    if (best !== 0 && best === before && last) last.likelihood = Math.max(last.likelihood, likelihood);
    else if (best !== 0) read.push({ sign: signs[best] ?? '', likelihood });
    before = best;
  }
  return { text: read.map(({ sign }) => sign).join(''), signs: read.map(({ likelihood }) => likelihood) };
}

function likeliest(values: Float32Array, from: number, count: number): readonly [number, number] {
  let [best, most] = [0, values[from] ?? 0];
  for (let index = 1; index < count; index += 1) {
    const value = values[from + index] ?? 0;
    if (value > most) [best, most] = [index, value];
  }
  return [best, most];
}
