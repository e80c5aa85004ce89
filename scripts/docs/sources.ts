import { fileAt } from './files.ts';

/** What a source says, in its own words. */
export interface Source {
  readonly id: string;
  readonly text: string;
}

const GUIDE = fileAt('docs/guide.zh.txt').text.split('\n');
const SPEC = fileAt('docs/spec.md').text;
const DECISION = /\*\*(D\d+)\*\* ((?:(?!\*\*D\d+\*\*)[\s\S])*?)(?=\s*(?:\n- )?\*\*D\d+\*\*|\n- |\s*$)/g;
const DECISIONS = new Map(
  [...SPEC.slice(SPEC.indexOf('## 10. Decisions')).matchAll(DECISION)].map(([, id = '', text = '']) => [
    id,
    text.trim(),
  ]),
);

/** What the guide's line or the decision says; undefined where there is none. */
export function sourceText(id: string): string | undefined {
  if (id.startsWith('D')) return DECISIONS.get(id);
  const line = GUIDE[Number(id.slice(1)) - 1]?.trim();
  return line === '' ? undefined : line;
}

/** Every decision, and every line of the guide that the specification names, ranges counted at both ends. */
export const specifiedSources = (): string[] => [
  ...DECISIONS.keys(),
  ...[...SPEC.matchAll(/\bL\d+\b/g)].map(([id]) => id),
];

/** Lines of the guide first, then decisions, each by number. */
export const bySource = (first: string, second: string): number =>
  first.charAt(0) === second.charAt(0)
    ? Number(first.slice(1)) - Number(second.slice(1))
    : first.startsWith('L')
      ? -1
      : 1;

/** A source as a link from a page in docs/. */
export const linked = (id: string): string =>
  id.startsWith('L')
    ? `[${id}](guide.zh.txt#L${id.slice(1)})`
    : /^D\d+$/.test(id)
      ? `[${id}](spec.md#10-decisions)`
      : id;
