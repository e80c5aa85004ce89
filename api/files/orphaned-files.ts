import type { Disk } from 'flydrive';
import type { Database } from '../../db/client.ts';
import { picturedKey, picturesFolder } from '../../file-store.ts';
import { listUnnamedKeys, takeLooseAttachments } from '../../db/writes/portal/attachment.ts';
import { INCOMING } from './incoming.ts';
import { listKeys } from './store.ts';

/**
 * Removes files that nobody has attached to anything within a day, with the pictures of their pages: their rows first, so that none
 * points to nothing.
 *
 * @returns how many
 */
export async function removeLooseAttachments(db: Database, files: Disk): Promise<number> {
  const keys = await takeLooseAttachments(db);
  for (const key of keys) {
    await files.delete(key);
    await files.deleteAll(picturesFolder(key));
  }
  return keys.length;
}

/** Longer than a form or a session lasts, and than a file lies in the store before its row is kept. */
const GRACE_MS = 24 * 3_600_000;
const KEYS_AT_ONCE = 500;

/**
 * Removes bytes that no row names, and pictures of files that none names: a program ended between writing them and keeping their
 * row, or before it had removed what a form had sent. Younger ones than a day are left.
 *
 * @returns how many
 */
export async function removeUnnamedFiles(db: Database, files: Disk, now: Date): Promise<number> {
  const keys = await listKeys(files);
  let removed = 0;
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const some = keys.slice(at, at + KEYS_AT_ONCE);
    const unnamed = new Set(await listUnnamedKeys(db, some.map(fileKey)));
    for (const key of some) {
      if (!unnamed.has(fileKey(key))) continue;
      const written = await files.getMetaData(key).catch(() => null); // it has gone meanwhile
      if (!written || now.getTime() - written.lastModified.getTime() < GRACE_MS) continue;
      await files.delete(key);
      removed += 1;
    }
  }
  await removeFormerFolders(files);
  return removed;
}

/** The key that a row would name. */
const fileKey = (key: string): string => picturedKey(key) ?? key;

/** A former release made a folder for each call, and may have left it. Nothing writes there any more. */
async function removeFormerFolders(files: Disk): Promise<void> {
  const { objects } = await files.listAll(INCOMING);
  for (const object of objects)
    if (!object.isFile && (await listKeys(files, object.prefix)).length === 0) await files.deleteAll(object.prefix);
}
