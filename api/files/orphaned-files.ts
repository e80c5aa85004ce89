import type { Disk } from 'flydrive';
import type { Database } from '../../db/client.ts';
import { takeLooseAttachments } from '../../db/writes/portal/attachment.ts';

/**
 * Removes files that nobody has attached to anything within a day: their rows first, so that none points to nothing.
 *
 * @returns how many
 */
export async function removeLooseAttachments(db: Database, files: Disk): Promise<number> {
  const keys = await takeLooseAttachments(db);
  for (const key of keys) await files.delete(key);
  return keys.length;
}
