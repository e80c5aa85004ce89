import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allCitations, allTestCitations } from './clauses.ts';
import { undocumented } from './docstrings.ts';
import { pageCitationsOf } from './citations.ts';
import { fileAt, filesIn, ROOT, RULE_FOLDERS, writtenPages } from './files.ts';
import { PAGES } from './pages.ts';
import { sourceText } from './sources.ts';

/** What is wrong with the documents; nothing, if all is well. */
function complaints(): string[] {
  return [
    ...stalePages(),
    ...unknownSources(),
    ...RULE_FOLDERS.flatMap((folder) => filesIn(folder).flatMap(undocumented)),
    ...wordsMissing(),
  ];
}

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

const found = complaints();
for (const complaint of found) console.error(complaint);
console.log(found.length === 0 ? 'the documents are current' : `${found.length} complaints about the documents`);
process.exitCode = found.length === 0 ? 0 : 1;
