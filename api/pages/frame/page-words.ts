import type { Language } from '../../../domain/language.ts';
import { wordTable } from '../../../domain/words.ts';
import type { WordsOf } from '../../../domain/words.ts';
import { FRAME_WORDS } from './words.ts';

/** The words of a page, with those of the frame around it. */
export const pageWords = <T extends Readonly<Record<string, string>>>(
  zh: T,
  en: WordsOf<T>,
): Readonly<Record<Language, WordsOf<T> & WordsOf<(typeof FRAME_WORDS)['zh']>>> =>
  wordTable({ ...FRAME_WORDS.zh, ...zh }, { ...FRAME_WORDS.en, ...en });
