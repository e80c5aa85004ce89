import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the store of a portal hold 3 MiB, before anything lies in it.
 *
 * @returns lets it go again; undefined where that is not allowed: only the administrator of a machine may mount a file system
 */
export function mountSmallStore({ dataDir }: { readonly dataDir: string }): (() => void) | undefined {
  const folder = join(dataDir, 'attachments');
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' });
    return () => execFileSync('umount', ['-l', folder]);
  } catch {
    return undefined;
  }
}
