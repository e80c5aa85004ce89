import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** The folders whose sheets are ours; those of packages stay as they are. */
const OURS = /templates[/\\]styles[/\\](parts|pages)[/\\][\w-]+\.css$/;
/** A condition over rules, as the formatter writes it: the closing brace alone stands at the start of a line. */
const CONDITION = /^@media \((?:(--cards)|(min|max)-width: ([\d.]+)px)\) \{\n([^]*?)^\}/gm;
/** Up to which width lists are drawn as cards: that of a phone. */
const CARDS = 767;
const LARGE = `:where([data-size='large'])`;
const NORMAL = `:where(:root:not([data-size='large']))`;

/** Expands the conditions of our style sheets for large text as they are bundled. */
export function largeTextPlugin(tokens: string): Plugin {
  const factor = largeFactor(readFileSync(tokens, 'utf8'));
  return {
    name: 'large-text',
    setup: (build) =>
      build.onLoad({ filter: OURS }, ({ path }) => ({
        contents: expandConditions(readFileSync(path, 'utf8'), factor),
        loader: 'css',
      })),
  };
}

/**
 * The sheet with its conditions made to hold in 长辈版. Letters are larger there, so a window holds as much as a narrower one:
 * a width of a condition counts times the enlargement. `@media (--cards)` holds on a phone, and in large text at any width.
 * The rules are nested in `:where`, which adds no weight, so the cascade stays as it is written.
 *
 * @param factor how many times larger large text is
 */
export const expandConditions = (sheet: string, factor: number): string =>
  sheet.replaceAll(CONDITION, (_, cards: string | undefined, bound: string, width: string, rules: string) => {
    if (cards !== undefined) return `@media (max-width: ${CARDS}px) {\n${rules}}\n${LARGE} {\n${rules}}`;
    const scaled = `@media (${bound}-width: ${Math.round(Number(width) * factor)}px) {\n${LARGE} {\n${rules}}\n}`;
    const plain = bound === 'max' ? rules : `${NORMAL} {\n${rules}}\n`;
    return `@media (${bound}-width: ${width}px) {\n${plain}}\n${scaled}`;
  });

/**
 * How many times larger large text is, from the rule that enlarges the root.
 *
 * @throws Error when the sheet has no such rule
 */
function largeFactor(tokens: string): number {
  const percent = /^:root\[data-size='large'\] \{\n {2}font-size: ([\d.]+)%;/m.exec(tokens)?.[1];
  if (percent === undefined) throw new Error('no rule enlarges the root for large text');
  return Number(percent) / 100;
}
