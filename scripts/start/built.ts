import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './settings.ts';

/** In the checkout, but no part of the product. What a bundler begins to read there must leave this list. */
const NOT_BUILT_FROM = new Set(['node_modules', 'dist', 'assets', 'docs', 'test', 'bench', 'deploy']);

/** The product as built from the checkout's sources, in the data folder. @returns the folder of the programs */
export async function findOrBuild(dataDir: string, say: (line: string) => void): Promise<string> {
  const folder = join(dataDir, 'built');
  await buildUnlessBuilt({
    folder,
    key: () => keyOf(ROOT),
    build: async () => {
      say('Building …');
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
      const { buildProduct } = await import('../product.ts'); // the bundlers take half a second to load
      await buildProduct(folder);
    },
  });
  return folder;
}

interface Building {
  readonly folder: string;
  /** Of all that the build is made of. */
  readonly key: () => string;
  readonly build: () => Promise<void>;
}

/**
 * Builds into an emptied folder, unless what is there was built from exactly what there is now. A data folder is held by one
 * start at a time, so that nobody else writes or reads it meanwhile.
 */
export async function buildUnlessBuilt({ folder, key, build }: Building): Promise<void> {
  const keyFile = join(folder, 'key');
  const before = key();
  if (existsSync(keyFile) && readFileSync(keyFile, 'utf8') === before) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  await build();
  // Last, so that a build cut off is none; and not of a mixture, when a source was edited meanwhile.
  if (key() === before) writeFileSync(keyFile, before);
}

/** A hash of all that a build is made of: every file and its path, the lock file too, Node, where the checkout is. */
export function keyOf(root: string): string {
  const hash = createHash('sha256').update(JSON.stringify([root, process.version, process.platform, process.arch]));
  for (const path of filesOf(root)) {
    const content = readFileSync(join(root, path));
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Paths of the files that may be part of a build, always in the same order. */
const filesOf = (root: string, folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !(folder === '' && NOT_BUILT_FROM.has(name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [path];
      return isDataFolder(join(root, path)) ? [] : filesOf(root, path);
    });

/** Those of instances may lie in the checkout, by any name. */
const isDataFolder = (folder: string): boolean => existsSync(join(folder, 'logs'));
