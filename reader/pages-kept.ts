import { pagesReadOf } from '../domain/reading/page.ts';
import type { PageRead } from '../domain/reading/page.ts';
import { BREAKS_A_FILE, BREAKS_A_PAGE, BREAKS_UNOPENED } from './bounds.ts';

/** A page that is kept of a file that is being read; it may be one that could not be read. */
export interface KeptPage {
  /** From 1. */
  readonly number: number;
  readonly page: PageRead;
  /** How many the file has in all; no more than a guess beside a page that broke its program. */
  readonly pagesInAll: number;
}

/** How many pages the file has in all; undefined before one of them has been read. */
export const pagesInAllOf = (kept: readonly KeptPage[]): number | undefined =>
  kept.find(({ page }) => page.breaks === undefined)?.pagesInAll;

/**
 * The number of the page that is to be read next: the first that is missing, then one that has broken its program, once more. While
 * nobody knows how many there are, the one behind a page that broke is tried.
 *
 * @returns undefined when nothing is left to read, or the file has broken the program too often
 */
export function nextPage(kept: readonly KeptPage[]): number | undefined {
  const pagesInAll = pagesInAllOf(kept);
  const breaks = kept.reduce((sum, { page }) => sum + (page.breaks ?? 0), 0);
  if (breaks >= (pagesInAll === undefined ? BREAKS_UNOPENED : BREAKS_A_FILE)) return undefined;
  const numbers = new Set(kept.map(({ number }) => number));
  const last = pagesInAll === undefined ? 1 : pagesReadOf(pagesInAll);
  for (let number = 1; number <= last; number += 1) if (!numbers.has(number)) return number;
  const broken = kept.find(({ page }) => page.breaks !== undefined && page.breaks < BREAKS_A_PAGE);
  return broken?.number ?? (pagesInAll === undefined ? kept.length + 1 : undefined);
}

/** What is kept of a page that has broken its program now, and perhaps before. */
export function brokenPage(kept: readonly KeptPage[], number: number): KeptPage {
  const before = kept.find((one) => one.number === number)?.page.breaks ?? 0;
  const page: PageRead = { text: '', unread: 'heavy', breaks: before + 1 };
  return { number, page, pagesInAll: pagesInAllOf(kept) ?? number };
}

/** The pages of a file in their order, for the search; one that was not tried any more is too heavy as well. */
export function pagesOf(kept: readonly KeptPage[], pagesInAll: number): PageRead[] {
  const byNumber = new Map(kept.map(({ number, page }) => [number, page]));
  return Array.from(
    { length: pagesReadOf(pagesInAll) },
    (_, index): PageRead => byNumber.get(index + 1) ?? { text: '', unread: 'heavy' },
  );
}
