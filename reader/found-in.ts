import type { PageRead } from '../domain/reading/page.ts';
import { readingOf } from '../domain/reading/reading.ts';
import type { Read } from '../domain/reading/reading.ts';

/** What is found in the pages of a file, in their order; it may have more pages than were read. */
export function foundIn(pages: readonly PageRead[], pagesInAll: number): Read {
  const reading = readingOf(pages, pagesInAll);
  return reading ? { reading } : { unreadable: 'scanned' };
}
