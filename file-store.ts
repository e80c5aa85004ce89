import { join, resolve } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Where uploaded bytes lie, by keys of our own: outside everything that is served. */
export const fileStore = (dataDir: string): Disk =>
  new Disk(new FSDriver({ location: resolve(join(dataDir, 'attachments')), visibility: 'private' }));

const PICTURES = 'pictures';

/** The folder of the pictures that were made of the pages of a file, by the key of its bytes. */
export const picturesFolder = (key: string): string => `${PICTURES}/${key}`;

/** Where the picture of one of its pages lies, from 1. */
export const pictureKey = (key: string, page: number): string => `${picturesFolder(key)}/${page}.webp`;

/** The key of the file that a picture was made of; undefined for what is no picture. */
export function picturedKey(key: string): string | undefined {
  const [folder, pictured] = key.split('/');
  return folder === PICTURES ? pictured : undefined;
}
