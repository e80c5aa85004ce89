import type { Language } from './language.ts';

/** The same words in another language: none may miss. */
export type WordsOf<T> = Readonly<Record<keyof T, string>>;

/**
 * A table of words in both languages: one that misses in either does not compile.
 *
 * A word for the eye goes into such a table, a word of the scheme (states, steps, roles, refusals) into `domain/`.
 */
export const wordTable = <T extends Readonly<Record<string, string>>>(
  zh: T,
  en: WordsOf<T>,
): Readonly<Record<Language, WordsOf<T>>> => ({ zh, en });
