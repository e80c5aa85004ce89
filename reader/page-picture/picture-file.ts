import { loadImage } from '@napi-rs/canvas';
import { blank } from './picture.ts';
import type { Picture } from './picture.ts';
import { POINTS_AT_MOST } from './render-page.ts';

/** A picture of more points is not unpacked. */
const UNPACKED_AT_MOST = 60_000_000;

const [JPEG, PNG] = [Buffer.of(0xff, 0xd8, 0xff), Buffer.from('89504e470d0a1a0a', 'hex')];

/** Whether a file is a picture, by its content. */
export const isPicture = (content: Uint8Array): boolean => [JPEG, PNG].some((head) => startsWith(content, head));

const startsWith = (content: Uint8Array, head: Buffer): boolean => head.equals(content.subarray(0, head.length));

/** A picture has more points than are unpacked. */
export class PictureTooLarge extends Error {}

/** So many points may not find room in a process that has read pictures before. */
const EASILY_UNPACKED = 20_000_000;

/** A picture that may well be read by a process that has read none yet. */
export class NoRoom extends Error {}

/** Why a picture could not be read: what was thrown, or {@link NoRoom} for one so large that this may be no fault of its own. */
export function whyNotRead(content: Uint8Array, thrown: unknown): unknown {
  const size = sizeOf(content);
  const isLarge = size && size.width * size.height > EASILY_UNPACKED && !(thrown instanceof PictureTooLarge);
  return isLarge ? new NoRoom(`${size.width} × ${size.height}`, { cause: thrown }) : thrown;
}

/** What a JPEG or PNG shows. @throws PictureTooLarge; another error for one that is broken */
export async function openPicture(content: Uint8Array): Promise<Picture> {
  const said = sizeOf(content);
  if (!said) throw new Error('a picture without a size');
  if (said.width * said.height > UNPACKED_AT_MOST) throw new PictureTooLarge(`${said.width} × ${said.height}`);
  const image = await loadImage(Buffer.from(content));
  const scale = Math.min(1, Math.sqrt(POINTS_AT_MOST / (image.width * image.height)));
  const picture = blank(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const context = picture.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, picture.width, picture.height);
  return picture;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const sizeOf = (content: Uint8Array): Size | undefined =>
  startsWith(content, PNG) ? sizeOfPng(content) : sizeOfJpeg(content);

function sizeOfPng(content: Uint8Array): Size | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return bytes.length < 24 ? undefined : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The size that the frame of a JPEG says; its segments before that are passed over. */
function sizeOfJpeg(content: Uint8Array): Size | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
