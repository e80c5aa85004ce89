import { amountsIn } from './amounts.ts';
import { daysIn } from './days.ts';
import type { Found, FoundValues } from './found.ts';
import { invoicesIn } from './invoices.ts';
import { contractNumbersIn } from './numbers.ts';
import { partiesIn } from './party.ts';
import { lined, plain } from './signs.ts';

/** What was found in a file: what a contract says, and each invoice in it on its own. */
export interface Reading extends FoundValues {
  /** Absent in a file without invoices. */
  readonly invoices?: readonly FoundValues[];
  /** Absent where a former reader did not look for it. */
  readonly unseen?: readonly Unseen[];
  /** Pages that were not read to their end. */
  readonly pagesUnread?: number;
}

/** Text of a page that nobody sees: white on white, tiny, under a picture. It takes no part in any comparison. */
export interface Unseen {
  /** From 1. */
  readonly page: number;
  /** Its beginning. */
  readonly text: string;
}

/** Raised when reading changes what it finds: what a former reader has kept is read anew when it is looked at. */
export const READER = 3;

/** Why a file could not be read. */
export const UNREADABLE = {
  scanned: { zh: '扫描件，没有可以识别的文字', en: 'A scan without text' },
  locked: { zh: '文件有密码', en: 'The file has a password' },
  broken: { zh: '文件无法打开', en: 'The file cannot be opened' },
  heavy: { zh: '文件过于复杂', en: 'The file is too complex' },
} as const;

export type Unreadable = keyof typeof UNREADABLE;

/** Of each kind at most; a contract has a dozen. */
const FOUND_AT_MOST = 200;
/** Fewer signs than this on all pages: pictures of text. */
const SIGNS_AT_LEAST = 20;

/**
 * The amounts, days, contract numbers and parties in a file's pages, and each invoice in them on its own.
 *
 * @returns null for pages without text
 * @source L84, L149
 */
export function readingOf(pages: readonly string[]): Reading | null {
  const [texts, lines] = [pages.map(plain), pages.map(lined)];
  if (texts.reduce((signs, text) => signs + text.length, 0) < SIGNS_AT_LEAST) return null;
  const all = <V>(from: readonly string[], find: (text: string) => readonly Omit<Found<V>, 'page'>[]): Found<V>[] =>
    from
      .flatMap((text, index) => find(text).map((one) => ({ ...one, excerpt: plain(one.excerpt), page: index + 1 })))
      .slice(0, FOUND_AT_MOST);
  const invoices = invoicesIn(pages);
  return {
    amounts: all(texts, amountsIn),
    days: all(texts, (text) => daysIn(text)),
    numbers: all(lines, contractNumbersIn),
    parties: all(lines, partiesIn),
    ...(invoices.length > 0 && { invoices }),
  };
}
