import { ICONS } from '../../templates/icons.ts';
import { filesIn } from '../docs/files.ts';

/**
 * What knip cannot see: classes that nothing wears, icons nobody draws, words nobody says, and words of a template that no
 * table has, which would be left out in silence. Names are looked for wherever they could be meant, so what is used is never
 * found fault with; a dead name that also means something else passes.
 */

const textOf = (files: readonly { readonly text: string }[]): string => files.map(({ text }) => text).join('\n');
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);

const isWords = ({ path }: { readonly path: string }): boolean => path.endsWith('words.ts');
const code = [...filesIn('api'), ...filesIn('activities'), ...filesIn('templates')].filter(
  ({ path }) => path !== 'templates/icons.ts',
);
const spoken = textOf(code.filter((file) => !isWords(file)));
const templates = textOf(filesIn('templates', '.hbs'));

/** The class attributes of the templates, as words; one that is made of parts holds its first `{{`. */
const worn = matches(templates, /class="((?:\{\{[^}]*\}\}|[^"])*)"/g).flatMap((names) =>
  names.replaceAll(/\{\{(?:[#/]|else)[^}]*\}\}/g, ' ').split(/\s+/),
);
const prefixes = worn.flatMap((name) => matches(name, /^([\w-]+)\{\{/g));
/** Every name in quotes in the code may be worn, since view models and islands choose some. */
const quoted = matches(spoken, /('[^'\n]*'|`[^`]*`)/g).flatMap((literal) => literal.split(/[^\w-]+/));
const wearable = new Set([...worn, ...quoted, ...prefixes.flatMap((prefix) => quoted.map((name) => prefix + name))]);
wearable.add('icon'); // drawn by templates/icons.ts

const unworn = filesIn('templates/styles', '.css').flatMap(({ path, text }) => {
  const selectors = matches(text.replaceAll(/\/\*[^]*?\*\//g, ''), /([^{}]+)\{/g).filter(
    (selector) => !selector.trim().startsWith('@'),
  );
  const classes = new Set(selectors.flatMap((selector) => matches(selector, /\.([A-Za-z_][\w-]*)/g)));
  return [...classes].filter((name) => !wearable.has(name)).map((name) => `${path}: nothing has the class ${name}`);
});

const icons = Object.keys(ICONS)
  .filter((name) => !new RegExp(`['"\`]${name}['"\`]`).test(spoken + templates))
  .map((name) => `templates/icons.ts: nobody draws ${name}`);
const undrawable = filesIn('templates', '.hbs').flatMap(({ path, text }) =>
  matches(text, /\{\{~?icon "([^"]*)"/g)
    .filter((name) => !Object.hasOwn(ICONS, name))
    .map((name) => `${path}: there is no icon ${name}`),
);

const endings = matches(spoken, /\$\{[^}]*\}(\w+)`/g);
const unsaid = code.filter(isWords).flatMap(({ path, text }) =>
  [...new Set(matches(text, /^ {2,4}(\w+):/gm))]
    .filter((key) => !['zh', 'en'].includes(key) && !endings.some((ending) => key.endsWith(ending)))
    .filter((key) => !new RegExp(`\\.${key}\\b|['"\`]${key}['"\`]|\\b${key}:`).test(spoken + templates))
    .map((key) => `${path}: nobody says ${key}`),
);

const known = new Set(matches(textOf(code), /\b(\w+):/g));
const unknown = filesIn('templates', '.hbs').flatMap(({ path, text }) =>
  matches(text, /\bwords\.(\w+)/g)
    .filter((key) => !known.has(key))
    .map((key) => `${path}: no table has the word ${key}`),
);

const found = [...unworn, ...icons, ...undrawable, ...unsaid, ...unknown];
for (const complaint of found) console.error(complaint);
console.log(found.length === 0 ? 'styles, icons and words are used' : `${found.length} found`);
process.exitCode = found.length === 0 ? 0 : 1;
