import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text of the repository, named from its root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where rules live; each exported function there says what it is, and rules say by which source. */
export const RULE_FOLDERS = ['domain', 'workflows', 'activities', 'db', 'api'] as const;

/** One file of the repository. */
export const fileAt = (path: string): SourceFile => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

/** Every TypeScript file of a folder, or every file of another ending, in the order of its path. */
export const filesIn = (folder: string, ending = '.ts'): SourceFile[] =>
  pathsIn(join(ROOT, folder), ending).map((path) => fileAt(relative(ROOT, path)));

/** The pages people write: those beside the code, and the decision records. */
export const writtenPages = (): SourceFile[] => [
  ...WRITTEN.filter((path) => existsSync(join(ROOT, path))).map(fileAt),
  ...filesIn('docs/adr', '.md'),
];

const WRITTEN = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/glossary.md',
  'docs/runbook.md',
];

function pathsIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return pathsIn(path, ending);
      return name.endsWith(ending) ? [path] : [];
    });
}
