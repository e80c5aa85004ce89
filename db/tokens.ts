import { pinyin } from 'pinyin-pro';

/**
 * What texts are found by, and what a search asks for. Chinese has no spaces and trigrams are blind to its two-character
 * words, so a text is kept as its words, its pairs of neighbouring characters and the initials of its pinyin.
 */

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN_RUN = /\p{Script=Han}+/gu;
const OTHER_RUN = /[\p{L}\p{N}][\p{L}\p{N}_-]*/gu;
const HAN = /\p{Script=Han}/u;

/** Words asked for at once; more are not looked at. */
export const WORDS_AT_MOST = 20;

/** The tokens of the texts together, each once, in small letters. */
export function tokensOf(...texts: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts.map(normalized)) {
    for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) tokens.add(segment);
    for (const [run] of withoutHan(text).matchAll(OTHER_RUN)) tokens.add(run);
    for (const [run] of text.matchAll(HAN_RUN))
      for (const token of [...charactersOf(run), ...pairs(charactersOf(run)), ...initials(run)]) tokens.add(token);
  }
  return [...tokens];
}

/**
 * The tokens that all must be among a text's: whole words of letters and digits, and every pair of a run of characters,
 * so that the run is found inside longer ones.
 */
export function wordsOf(query: string): string[] {
  const text = normalized(query);
  const words = new Set<string>([...withoutHan(text).matchAll(OTHER_RUN)].map(([run]) => run));
  for (const [run] of text.matchAll(HAN_RUN)) {
    const characters = charactersOf(run);
    for (const word of characters.length === 1 ? characters : pairs(characters)) words.add(word);
  }
  if (words.size === 0 && text !== '') words.add(text); // signs alone: asked for as they are, and not found
  return [...words].slice(0, WORDS_AT_MOST);
}

const normalized = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

const withoutHan = (text: string): string => text.replaceAll(HAN_RUN, ' ');

/** Han characters, those of the later planes too: one code point each. */
const charactersOf = (run: string): string[] => Array.from(run);

const pairs = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);

/** 高新技术 → gxjs, and that of each of its words: 高新 → gx, 技术 → js. */
function initials(run: string): string[] {
  const words = [...segmenter.segment(run)].map(({ segment }) => segment).filter((segment) => HAN.test(segment));
  return [run, ...words].map((text) =>
    pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase(),
  );
}
