import type { SourceFile } from './files.ts';

/** A place that names the line of the guide (`L99`) or the decision (`D7`) it keeps. */
export interface Citation {
  readonly source: string;
  readonly path: string;
  /** The function, table row, field or test that keeps it; empty for a whole file. */
  readonly name: string;
}

const SOURCES = /\b[LD]\d+\b/g;
const DOCSTRING = /\/\*\*(?:(?!\*\/)[\s\S])*?\*\//g;
const ROW_SOURCE = /\bsource: '([^']+)'/g;
const ROW_KEY = /^ {2}(?:'([\w.-]+)'|(\w+)): \{/gm;
/** `test('…'`, `describe('…'`, and the second call of `test.each(…)('…'`. */
const TITLE = /(?:\b(?:test|describe)(?:\.\w+)*|\))\(\s*(['`"])((?:(?!\1).)+)\1/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g;
const DECLARED = /^\s*(?:export )?(?:readonly )?(?:async )?(?:function |const |interface |type |class )?(\w+)/;

const sourcesIn = (text: string): string[] => [...text.matchAll(SOURCES)].map(([source]) => source);

/** What a file of the product cites: `@source` of its docstrings, `source` of its table rows. */
export function citationsOf({ path, text }: SourceFile): Citation[] {
  const cited = (name: string, sources: string): Citation[] =>
    sourcesIn(sources).map((source) => ({ source, path, name }));
  const docstrings = [...text.matchAll(DOCSTRING)].flatMap((match) => {
    const [comment] = match;
    const [, sources = ''] = /@source ([^\n]*)/.exec(comment) ?? [];
    return cited(DECLARED.exec(text.slice(match.index + comment.length))?.[1] ?? '', sources);
  });
  const rows = [...text.matchAll(ROW_SOURCE)].flatMap((match) => cited(rowBefore(text, match.index), match[1] ?? ''));
  return [...docstrings, ...rows];
}

/** The key of the table row a position lies in. */
function rowBefore(text: string, position: number): string {
  const keys = [...text.slice(0, position).matchAll(ROW_KEY)];
  const [, quoted, plain] = keys.at(-1) ?? [];
  return quoted ?? plain ?? '';
}

/** What a page of prose cites, anywhere in it. */
export const pageCitationsOf = ({ path, text }: SourceFile): Citation[] =>
  sourcesIn(text).map((source) => ({ source, path, name: '' }));

/** What a file of tests cites: a source in a comment stands for the file, one in a title for that test. */
export function testCitationsOf({ path, text }: SourceFile): Citation[] {
  const whole = [...text.matchAll(COMMENT)].flatMap(([comment]) => pageCitationsOf({ path, text: comment }));
  const titled = [...text.matchAll(TITLE)].flatMap(([, , title = '']) =>
    sourcesIn(title).map((source) => ({ source, path, name: title })),
  );
  return [...whole, ...titled];
}
