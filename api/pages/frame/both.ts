import type { Language } from '../../../domain/language.ts';
import { FRAME_WORDS } from './words.ts';

type WordsOf<T> = Readonly<Record<keyof T, string>>;

/**
 * The words of some pages in both languages, with those of the frame: one that misses in either does not compile.
 *
 * A word for the eye goes into such a table, a word of the scheme (states, steps, roles, refusals) into `domain/`.
 */
export const pageWords = <T extends Readonly<Record<string, string>>>(
  zh: T,
  en: WordsOf<T>,
): Readonly<Record<Language, WordsOf<T> & WordsOf<(typeof FRAME_WORDS)['zh']>>> => ({
  zh: { ...FRAME_WORDS.zh, ...zh },
  en: { ...FRAME_WORDS.en, ...en },
});
