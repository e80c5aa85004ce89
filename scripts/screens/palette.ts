import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Colours closer to a chosen one than this, summed over the channels, get no place of their own at first. */
const APART = 12;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly pixels: Buffer;
}

/**
 * The same picture in 256 colours, about a third as large: pages are drawn in few.
 *
 * @param png as Chromium writes it: 8 bits a channel, RGB or RGBA, not interlaced
 */
export function inPalette(png: Buffer): Buffer {
  const { width, height, pixels } = read(png);
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3)
    counts.set(colourAt(pixels, at), (counts.get(colourAt(pixels, at)) ?? 0) + 1);
  const palette = chosen([...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour));
  const index = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = index.get(colourAt(pixels, (y * width + x) * 3)) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, by palette
  const table = Buffer.from(palette.flatMap((colour) => channels(colour)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const colourAt = (pixels: Buffer, at: number): number => pixels.readUIntBE(at, 3);
const channels = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one: number, other: number): number {
  const [r, g, b] = channels(one);
  const [R, G, B] = channels(other);
  return Math.abs(r - R) + Math.abs(g - G) + Math.abs(b - B);
}

/** The most frequent colours, those first that are not nearly one of them already. */
function chosen(byCount: readonly number[]): number[] {
  const palette: number[] = [];
  for (const colour of byCount)
    if (palette.length < COLOURS && palette.every((one) => distance(one, colour) >= APART)) palette.push(colour);
  const taken = new Set(palette);
  return [...palette, ...byCount.filter((colour) => !taken.has(colour))].slice(0, COLOURS);
}

function nearest(colour: number, palette: readonly number[]): number {
  let best = 0;
  palette.forEach((one, index) => {
    if (distance(one, colour) < distance(palette[best] ?? 0, colour)) best = index;
  });
  return best;
}

function read(png: Buffer): Picture {
  const parts: Buffer[] = [];
  let [width, height, size] = [0, 0, 3];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') [width, height, size] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 6 ? 4 : 3];
    if (kind === 'IDAT') parts.push(body);
    at += length + 12;
  }
  return { width, height, pixels: unfiltered(inflateSync(Buffer.concat(parts)), width, height, size) };
}

/** Undoes the filter that each row of a PNG says in its first byte. */
function unfiltered(rows: Buffer, width: number, height: number, size: number): Buffer {
  const stride = width * size;
  const plain = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x < size ? 0 : (plain[y * stride + x - size] ?? 0);
      const up = y === 0 ? 0 : (plain[(y - 1) * stride + x] ?? 0);
      const corner = x < size || y === 0 ? 0 : (plain[(y - 1) * stride + x - size] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      plain[y * stride + x] = ((rows[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  if (size === 3) return plain;
  const opaque = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) plain.copy(opaque, at * 3, at * 4, at * 4 + 3);
  return opaque;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
