import { citationsOf, testCitationsOf } from './citations.ts';
import type { Citation } from './citations.ts';
import { filesIn, RULE_FOLDERS } from './files.ts';
import { bySource, linked, sourceText, specifiedSources } from './sources.ts';
import { GENERATED, table } from './table.ts';

/** Every place of the product that names its source. */
export const allCitations = (): Citation[] =>
  [...RULE_FOLDERS, 'scripts/seed'].flatMap((folder) => filesIn(folder).flatMap(citationsOf));

/** Every test that names one. */
export const allTestCitations = (): Citation[] => filesIn('test').flatMap(testCitationsOf);

/** docs/clauses.md: clause → where it is kept → which test would notice. */
export function clausesPage(): string {
  const kept = allCitations();
  const tested = allTestCitations();
  const sources = [...new Set([...specifiedSources(), ...kept.map(({ source }) => source)])].toSorted(bySource);
  const rows = sources.map((source) => [
    linked(source),
    short(sourceText(source) ?? ''),
    places(kept, source),
    places(tested, source),
  ]);
  const open = rows.filter(([, , where]) => where === '').map(([source]) => source);
  return `${GENERATED}

# Clauses

Each line of the guide (L) and each decision (D) that the specification names, where it is kept, and the tests that cite it.
Not kept yet, since their part of the product is not built or no code is theirs: ${open.join(', ')}.

${table(['clause', 'says', 'kept by', 'tested by'], rows)}
`;
}

function places(citations: readonly Citation[], source: string): string {
  const byFile = new Map<string, string[]>();
  for (const { path, name } of citations.filter((citation) => citation.source === source))
    byFile.set(path, [...(byFile.get(path) ?? []), name]);
  return [...byFile]
    .map(([path, names]) => [`[${path}](../${path})`, listed(names)].filter((part) => part !== '').join(': '))
    .join('<br>');
}

const listed = (names: readonly string[]): string =>
  [...new Set(names)]
    .filter((name) => name !== '')
    .map((name) => (/^[\w.-]+$/.test(name) ? `\`${name}\`` : `“${name}”`))
    .join(', ');

const SHORT = 60;

const short = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT).trimEnd()}…` : text);
