import { pinyin } from 'pinyin-pro';

/**
 * What texts are found by, and what a search asks for. Chinese has no spaces and trigrams are blind to its two-character
 * words, so a text is kept as its words, its pairs of neighbouring characters and the initials of its pinyin, these by every
 * two, three and four in a row: so the initials of a part of a name find it. A character that is read in several ways, as names
 * of people and places are, is kept by each of them: 单县 is found by dx and by sx.
 */

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN_RUN = /\p{Script=Han}+/gu;
const OTHER_RUN = /[\p{L}\p{N}][\p{L}\p{N}_-]*/gu;
const HAN = /\p{Script=Han}/u;
const LETTERS = /^[a-z]+$/;
/** Letters that are asked for as they are; of more, every four in a row. */
const LETTERS_AT_ONCE = 4;
/** Ways to read a few characters in a row that are kept: all of four characters with three readings each. */
const READINGS_AT_MOST = 81;

/** Words asked for at once; more are not looked at. */
export const WORDS_AT_MOST = 20;

/** The tokens of the texts together, each once, in small letters. */
export function tokensOf(...texts: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts.map(normalized)) {
    for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) tokens.add(segment);
    for (const [run] of withoutHan(text).matchAll(OTHER_RUN)) tokens.add(run);
    for (const [run] of text.matchAll(HAN_RUN))
      for (const token of [...charactersOf(run), ...pairs(charactersOf(run))]) tokens.add(token);
    for (const spelled of spellings(text))
      for (const length of [2, 3, LETTERS_AT_ONCE]) for (const piece of pieces(spelled, length)) tokens.add(piece);
    for (const read of otherReadings(text)) tokens.add(read);
  }
  return [...tokens];
}

/**
 * The tokens that all must be among a text's: whole words with digits, and of a run of characters every pair, of one of
 * letters every four, so that the run is found inside longer ones.
 */
export function wordsOf(query: string): string[] {
  const text = normalized(query);
  const words = new Set<string>();
  for (const [run] of withoutHan(text).matchAll(OTHER_RUN))
    for (const word of isLong(run) ? pieces(run, LETTERS_AT_ONCE) : [run]) words.add(word);
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

const isLong = (run: string): boolean => run.length > LETTERS_AT_ONCE && LETTERS.test(run);

/** Every so many letters in a row. */
const pieces = (letters: string, length: number): string[] =>
  Array.from({ length: Math.max(0, letters.length - length + 1) }, (_, at) => letters.slice(at, at + length));

/** The initials of every two, three and four characters in a row, by all ways to read them; of a single one, its own. */
function otherReadings(text: string): string[] {
  const initials = charactersOf(text.replaceAll(/[^\p{L}\p{N}]/gu, '')).map(initialsOf);
  if (initials.length === 1) return [...(initials[0] ?? [])];
  return [2, 3, LETTERS_AT_ONCE].flatMap((length) =>
    Array.from({ length: Math.max(0, initials.length - length + 1) }, (_, at) =>
      initials.slice(at, at + length),
    ).flatMap((row) => (row.some((letters) => letters.length > 1) ? combined(row) : [])),
  );
}

/** Every way to take one of each, as far as they are kept; the usual ones come first. */
const combined = (row: readonly (readonly string[])[]): string[] =>
  row.reduce<string[]>(
    (begun, letters) => letters.flatMap((letter) => begun.map((word) => word + letter)).slice(0, READINGS_AT_MOST),
    [''],
  );

/** The first letters of a character's readings, the most usual one first. */
const initialsOf = (character: string): readonly string[] =>
  HAN.test(character)
    ? [...new Set(pinyin(character, { pattern: 'first', toneType: 'none', type: 'array', multiple: true }))]
    : [character];

/** 高新（3D）技术 → gx3djs, and what its words are by themselves, where a character may be read otherwise: gx, js. */
function spellings(text: string): string[] {
  const plain = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const words = [...segmenter.segment(plain)].map(({ segment }) => segment).filter((segment) => HAN.test(segment));
  return [plain, ...words].map((read) =>
    pinyin(read, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase(),
  );
}
