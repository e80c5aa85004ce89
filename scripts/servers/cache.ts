import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for what is built or fetched once a machine: server binaries, never data. Outside every checkout.
 *
 * @returns its absolute path; it exists
 */
export function cacheFolder(...parts: string[]): string {
  const { QUANLIU_CACHE, XDG_CACHE_HOME } = process.env;
  const root = QUANLIU_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'quanliu');
  const folder = join(root, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
