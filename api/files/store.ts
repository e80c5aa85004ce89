import type { Disk } from 'flydrive';
import { Unavailable } from '../actions/errors.ts';

/**
 * The keys of all bytes in the store, or in a folder of it. It is read folder by folder: of a listing that is recursive the driver
 * makes an empty one when a folder goes meanwhile. Such a folder is empty, and nothing else is.
 */
export async function listKeys(files: Disk, folder = ''): Promise<string[]> {
  const { objects } = await files.listAll(folder);
  const keys: string[] = [];
  for (const object of objects)
    if (object.isFile) keys.push(object.key);
    else keys.push(...(await listKeys(files, object.prefix)));
  return keys;
}

/** How the file system says that it takes no more. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG']);

/** A write to the store. @throws Unavailable `unavailable.storage` when it has no room */
export async function storing<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw isFull(error) ? new Unavailable('unavailable.storage', error) : error;
  }
}

function isFull(error: unknown): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = 'cause' in cause ? cause.cause : null)
    if ('code' in cause && FULL.has(cause.code)) return true;
  return false;
}
