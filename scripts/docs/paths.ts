import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './files.ts';
import type { SourceFile } from './files.ts';

const FENCED = /^```[^]*?^```$/gm;
const CODE = /`([^`\n]+)`/g;
/** Names with a slash between them: a path of the repository. What holds a blank, a `<` or a `…`, or begins with a slash, is none. */
const PATH = /^[\w.@-]+(\/[\w.@-]+)*\/?$/;
const FILE = /\.(ts|mjs|cjs|md|hbs|css|sql|json|sh|yml)$/;
/** A name of the code with the file it is in: `CODE` in `a/b.ts`, or `CODE` (`a/b.ts`). */
const NAME_IN = /`(\w+)`(?: in | \()`([\w./-]+\.ts)`/g;
const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;

const isPath = (code: string): boolean => PATH.test(code) && (code.includes('/') || FILE.test(code));

/** The paths a page names as code that are not there. A page without any path is a complaint too: it could not fail. */
export function missingPaths({ path, text }: SourceFile): string[] {
  const named = [...text.replaceAll(FENCED, '').matchAll(CODE)].map(([, code = '']) => code).filter(isPath);
  if (named.length === 0) return [`${path}: names no path`];
  return named.filter((name) => !isThere(name)).map((name) => `${path}: there is no \`${name}\``);
}

/** A path from the root, or a bare name that some file of the code has: `words.ts`. */
const isThere = (name: string): boolean =>
  existsSync(join(ROOT, name)) || (!name.includes('/') && FILE_NAMES.has(name));

const CODE_FOLDERS = ['domain', 'workflows', 'activities', 'worker', 'db', 'api', 'templates', 'test', 'scripts'];

const FILE_NAMES: ReadonlySet<string> = new Set(
  CODE_FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })).map((path) =>
    basename(path),
  ),
);

/** The names of the code that a page says are in a file, and that are not in it. */
export const missingNames = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(NAME_IN)]
    .filter(([, , file = '']) => existsSync(join(ROOT, file)))
    .filter(([, name = '', file = '']) => !new RegExp(`\\b${name}\\b`).test(readFileSync(join(ROOT, file), 'utf8')))
    .map(([, name = '', file = '']) => `${path}: ${file} has no \`${name}\``);

/** The links of a page that lead to no file of the repository. */
export const missingLinks = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(LINK)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
    .map((target) => `${path}: a link leads to ${target}, which is not there`);
