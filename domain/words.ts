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

/** Fills in the `{…}` of a text: "{n} 单" with n = 7 → "7 单". A value that is not there leaves nothing. */
export const interpolate = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
