import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';

/** A page as points of color. */
export type Picture = Canvas;

/** By what a picture must be turned, in degrees clockwise, until it stands upright. */
export type Turn = 0 | 90 | 180 | 270;

/** A picture of this size, white. */
export function blank(width: number, height: number): Picture {
  const picture = createCanvas(width, height);
  const context = picture.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return picture;
}

/** A picture turned clockwise. */
export function turned(picture: Picture, turn: Turn): Picture {
  if (turn === 0) return picture;
  const isSideways = turn !== 180;
  const upright = blank(isSideways ? picture.height : picture.width, isSideways ? picture.width : picture.height);
  const context = upright.getContext('2d');
  context.translate(upright.width / 2, upright.height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return upright;
}

/** How the numbers of a network's input follow from a color: (value / 255 − mean) / deviation, blue first. */
export interface Norm {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** The points of a picture as a network takes them: all blue, then all green, then all red. */
export function planesOf(picture: Picture, { mean, deviation }: Norm): Float32Array {
  const { width, height } = picture;
  const { data } = picture.getContext('2d').getImageData(0, 0, width, height);
  const area = width * height;
  const planes = new Float32Array(3 * area);
  for (const [plane, channel] of [2, 1, 0].entries()) {
    const [scale, shift] = [1 / 255 / (deviation[plane] ?? 1), (mean[plane] ?? 0) / (deviation[plane] ?? 1)];
    for (let at = 0; at < area; at += 1) planes[plane * area + at] = (data[at * 4 + channel] ?? 0) * scale - shift;
  }
  return planes;
}
