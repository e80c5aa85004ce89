import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allCitations, allTestCitations } from './clauses.ts';
import { undocumented } from './docstrings.ts';
import { pageCitationsOf } from './citations.ts';
import { fileAt, filesIn, ROOT, RULE_FOLDERS, writtenPages } from './files.ts';
import { PAGES } from './pages.ts';
import { missingLinks, missingNames, missingPaths } from './paths.ts';
import { sourceText } from './sources.ts';

/** What is wrong with the documents; nothing, if all is well. */
function complaints(): string[] {
  return [
    ...stalePages(),
    ...unknownSources(),
    ...RULE_FOLDERS.flatMap((folder) => filesIn(folder).flatMap(undocumented)),
    ...wordsMissing(),
    ...wordsTwice(),
    ...wordsNeverSaid(),
    ...PAGES_OF_PATHS.map(fileAt).flatMap(missingPaths),
    ...PAGES_OF_PATHS.map(fileAt).flatMap(missingNames),
    ...writtenPages().flatMap(missingLinks),
  ];
}

/** The pages that tell a newcomer where things are: each path they name must exist. */
const PAGES_OF_PATHS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'] as const;

function stalePages(): string[] {
  return Object.entries(PAGES)
    .filter(([path, page]) => !existsSync(join(ROOT, path)) || fileAt(path).text !== page())
    .map(([path]) => `${path} is not current: npm run docs`);
}

/** A cited line of the guide holds text, a cited decision stands in the specification. */
function unknownSources(): string[] {
  return [...allCitations(), ...allTestCitations(), ...writtenPages().flatMap(pageCitationsOf)]
    .filter(({ source }) => sourceText(source) === undefined)
    .map(
      ({ source, path, name }) => `${path}: ${[name, 'cites', source].filter(Boolean).join(' ')}, which says nothing`,
    );
}

/** Every file of domain/ is named by a noun of the glossary, in the singular or as it stands. */
function wordsMissing(): string[] {
  const glossary = fileAt('docs/glossary.md').text;
  const known = (noun: string): boolean => glossary.includes(`\`${noun}\``);
  return filesIn('domain')
    .map(({ path }) => ({ path, noun: basename(path, '.ts') }))
    .filter(({ noun }) => !known(noun) && !known(noun.replace(/s$/, '')))
    .map(({ path, noun }) => `${path}: docs/glossary.md has no \`${noun}\``);
}

/** No word of the glossary stands in two rows: one noun for one thing. */
function wordsTwice(): string[] {
  const words = fileAt('docs/glossary.md').text.split('\n').flatMap(wordsOfRow);
  return [...new Set(words.filter((word, at) => words.indexOf(word) !== at))].map(
    (word) => `docs/glossary.md: \`${word}\` stands in two rows`,
  );
}

/** No text of the product says a word that the glossary replaces by another. What contracts say is read by `domain/reading/`. */
function wordsNeverSaid(): string[] {
  const [, section = ''] = fileAt('docs/glossary.md').text.split('## One word for one thing');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| \p{Script=Han}/u.test(line));
  const never = rows.flatMap((row) => (row.split('|')[2] ?? '').split('、').map((word) => word.trim()));
  const texts = ['api', 'activities', 'domain', 'templates'].flatMap((folder) => [
    ...filesIn(folder),
    ...filesIn(folder, '.hbs'),
  ]);
  return texts
    .filter(({ path }) => !path.startsWith('domain/reading/'))
    .flatMap(({ path, text }) =>
      never
        .filter((word) => text.includes(word))
        .map((word) => `${path}: docs/glossary.md has another word for ${word}`),
    );
}

/** The words a row of the glossary is about: those of its first cell that has any. */
const wordsOfRow = (line: string): string[] => {
  const cell = line.startsWith('|') ? line.split('|').find((part) => part.includes('`')) : undefined;
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
};

const found = complaints();
for (const complaint of found) console.error(complaint);
console.log(found.length === 0 ? 'the documents are current' : `${found.length} complaints about the documents`);
process.exitCode = found.length === 0 ? 0 : 1;
