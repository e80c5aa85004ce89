import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ICONS } from '../templates/icons.ts';
import { largeTextPlugin } from './styles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The name of the icons' file in the manifest. */
const SPRITE = 'icons.svg';

/** What else pages link to, by the name that templates use: `{{asset "page.css"}}`. */
const ENTRIES = {
  'page.js': 'templates/islands/page.ts',
  'theme.js': 'templates/islands/theme.ts',
  'page.css': 'templates/styles/page.css',
  'icon.svg': 'templates/styles/icon.svg',
} as const;

/** Where the portal looks for them in a checkout. */
export const ASSETS = join(root, 'assets');

/**
 * Bundles scripts, styles, icons and fonts once, under names that hold a hash of what is in them, so that browsers keep them for
 * ever; `manifest.json` tells which name is which.
 *
 * @throws the bundler's error when an island or a style sheet does not hold together; Error when the package has no icon of a name
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
    plugins: [largeTextPlugin(join(root, 'templates/styles/parts/tokens.css'))],
    metafile: true,
    logLevel: 'error',
  });
  const made = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === undefined ? [] : [{ path: basename(path), entryPoint }],
  );
  const manifest = Object.fromEntries([
    ...Object.entries(ENTRIES).map(([name, source]) => [
      name,
      made.find(({ entryPoint }) => entryPoint.endsWith(source))?.path,
    ]),
    [SPRITE, writeSprite(folder)],
  ]);
  // At once, since another instance on this machine may be reading it.
  const written = join(folder, `manifest-${process.pid}.json`);
  writeFileSync(written, JSON.stringify(manifest, null, 2));
  renameSync(written, join(folder, 'manifest.json'));
}

/** Writes all icons into one file, each a symbol under our own name for it: pages refer to it and carry no outlines. */
function writeSprite(folder: string): string {
  const symbols = Object.entries(ICONS).map(([name, outline]) => symbol(name, outline));
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
  const hash = createHash('sha256').update(sprite).digest('hex').slice(0, 8);
  const file = SPRITE.replace('.', `-${hash}.`);
  writeFileSync(join(folder, file), sprite);
  return file;
}

/** The outline of an icon of the package. The rule `.icon` of the style sheets gives it its stroke. */
function symbol(name: string, outline: string): string {
  const svg = readFileSync(fileURLToPath(import.meta.resolve(`@tabler/icons/outline/${outline}.svg`)), 'utf8');
  const strokes = [...svg.matchAll(/<path d="[^"]*" \/>/g)].join('');
  return `<symbol id="${name}" viewBox="0 0 24 24">${strokes}</symbol>`;
}
