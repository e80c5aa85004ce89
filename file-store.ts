import { join, resolve } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Where uploaded bytes lie, by keys of our own: outside everything that is served. */
export const fileStore = (dataDir: string): Disk =>
  new Disk(new FSDriver({ location: resolve(join(dataDir, 'attachments')), visibility: 'private' }));
