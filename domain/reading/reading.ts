import { unclearTotalsIn } from './amounts.ts';
import { amountsOnPage } from './change-tables.ts';
import { daysIn } from './days.ts';
import type { Found, FoundValues, Match } from './found.ts';
import { inPictures } from './invoice-scans.ts';
import { invoicesIn } from './invoices.ts';
import { contractNumbersIn } from './numbers.ts';
import type { PagePicture, PageRead, Scan } from './page.ts';
import { scansIn } from './page.ts';
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
  /** Those of them that could not be read; absent where there is none. */
  readonly unread?: readonly UnreadPage[];
  /** Of the pages that were read by their pictures and hold values; absent where a former reader kept none. */
  readonly pictures?: readonly PagePicture[];
}

/** Text of a page that nobody sees: white on white, tiny, under a picture. It takes no part in any comparison. @source D42 */
export interface Unseen {
  /** From 1. */
  readonly page: number;
  /** Its beginning. */
  readonly text: string;
}

/** A page that could not be read. */
interface UnreadPage {
  /** From 1. */
  readonly page: number;
  readonly why: NonNullable<PageRead['unread']>;
}

/** Raised when reading changes what it finds: what a former reader has kept is read anew when it is looked at. */
export const READER = 5;

/** Why a file could not be read. */
export const UNREADABLE = {
  scanned: { zh: '扫描件，没有可以识别的文字', en: 'A scan without text' },
  locked: { zh: '文件有密码', en: 'The file has a password' },
  broken: { zh: '文件无法打开', en: 'The file cannot be opened' },
  heavy: { zh: '文件过于复杂', en: 'The file is too complex' },
  noModels: { zh: '扫描件，系统暂时不能识别', en: 'A scan, and none can be read at the moment' },
} as const;

export type Unreadable = keyof typeof UNREADABLE;

/** What came of reading a file. */
export type Read = { readonly reading: Reading } | { readonly unreadable: Unreadable };

/** Of each kind at most; a contract has a dozen. */
const FOUND_AT_MOST = 200;
/** Fewer signs than this on all pages: pictures of text. */
const SIGNS_AT_LEAST = 20;

/** Of so many pages the text that nobody sees is told. */
const UNSEEN_AT_MOST = 3;

/**
 * The amounts, days, contract numbers and parties in a file's pages, each invoice in them on its own, and what of the file was not
 * read or is not seen.
 *
 * @param pagesInAll how many the file has, when not all were read
 * @returns null for pages without text
 * @source L84, L149
 */
export function readingOf(pages: readonly PageRead[], pagesInAll = pages.length): Reading | null {
  const [texts, lines] = [pages.map(({ text }) => plain(text)), pages.map(({ text }) => lined(text))];
  if (texts.reduce((signs, text) => signs + text.length, 0) < SIGNS_AT_LEAST) return null;
  const unseen = pages.flatMap(({ text, unseen: hidden }, index) =>
    text.trim() !== '' && hidden !== undefined ? [{ page: index + 1, text: hidden }] : [],
  );
  const invoices = inPictures(invoicesIn(pages.map(({ text }) => text)), pages);
  const amounts = new Map(pages.map((page, index) => [page, amountsOnPage(page.text, texts[index] ?? '')]));
  const amountsOf = (page: PageRead) => amounts.get(page) ?? [];
  const found: FoundValues = {
    amounts: [
      ...foundIn(pages, texts, (_, page) => amountsOf(page)),
      ...foundIn(pages, texts, (text, page) => unclearTotalsIn(text, amountsOf(page))),
    ],
    days: foundIn(pages, texts, (text) => daysIn(text)),
    numbers: foundIn(pages, lines, contractNumbersIn),
    parties: foundIn(pages, lines, partiesIn),
  };
  const pictures = picturesOf(pages, [found, ...invoices]);
  const unread = pages.flatMap((page, index) => (page.unread ? [{ page: index + 1, why: page.unread }] : []));
  return {
    ...found,
    ...(invoices.length > 0 && { invoices }),
    ...(pictures.length > 0 && { pictures }),
    ...(unread.length > 0 && { unread }),
    unseen: unseen.slice(0, UNSEEN_AT_MOST),
    pagesUnread: pagesInAll - pages.length + pages.filter(({ cut }) => cut).length + unread.length,
  };
}

/** What is found in the text of each page, in the form in which it is searched: with its page, and its place in a picture. */
function foundIn<V>(
  pages: readonly PageRead[],
  searched: readonly string[],
  find: (text: string, page: PageRead) => readonly Match<V>[],
): Found<V>[] {
  return pages
    .flatMap((page, index) => {
      const text = searched[index] ?? '';
      const scanAt = scansIn(page, text);
      return find(text, page)
        .slice(0, FOUND_AT_MOST)
        .map(({ span, again, ...one }) => ({
          ...one,
          excerpt: plain(one.excerpt),
          page: index + 1,
          ...(scanAt && { scan: vouched(scanAt(span), again && scanAt(again)) }),
        }));
    })
    .slice(0, FOUND_AT_MOST);
}

/** The pictures in which something was found. */
function picturesOf(pages: readonly PageRead[], found: readonly FoundValues[]): PagePicture[] {
  const values = found.flatMap(({ amounts, days, numbers, parties }) => [...amounts, ...days, ...numbers, ...parties]);
  const held = new Set(values.map(({ page }) => page));
  return pages.flatMap(({ scan }, index) =>
    scan?.height !== undefined && held.has(index + 1) ? [{ page: index + 1, height: scan.height }] : [],
  );
}

/** A place as sure as the surer of the two that say its value. */
const vouched = (own: Scan, other: Scan | undefined): Scan => ({
  ...own,
  confidence: Math.max(own.confidence, other?.confidence ?? 0),
});
