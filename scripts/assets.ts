import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What pages link to, by the name that templates use: `{{asset "page.css"}}`. */
const ENTRIES = {
  'page.js': 'templates/islands/page.ts',
  'theme.js': 'templates/islands/theme.ts',
  'page.css': 'templates/styles/page.css',
  'icon.svg': 'templates/styles/icon.svg',
} as const;

/** Where the portal looks for them in a checkout. */
export const ASSETS = join(root, 'assets');

/**
 * Bundles scripts, styles and fonts once, under names that hold a hash of what is in them, so that browsers keep them for
 * ever; `manifest.json` tells which name is which.
 *
 * @throws the bundler's error when an island or a style sheet does not hold together
 */
export async function bundleAssets(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: Object.values(ENTRIES).map((path) => join(root, path)),
    outdir: folder,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    loader: { '.woff2': 'file', '.svg': 'copy' },
    metafile: true,
    logLevel: 'error',
  });
  const made = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === undefined ? [] : [{ path: basename(path), entryPoint }],
  );
  const manifest = Object.fromEntries(
    Object.entries(ENTRIES).map(([name, source]) => [
      name,
      made.find(({ entryPoint }) => entryPoint.endsWith(source))?.path,
    ]),
  );
  // At once, since another instance on this machine may be reading it.
  const written = join(folder, `manifest-${process.pid}.json`);
  writeFileSync(written, JSON.stringify(manifest, null, 2));
  renameSync(written, join(folder, 'manifest.json'));
}
