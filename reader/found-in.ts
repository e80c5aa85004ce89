import { PAGE_UNREAD } from '../domain/reading/page.ts';
import type { PageRead } from '../domain/reading/page.ts';
import { readingOf } from '../domain/reading/reading.ts';
import type { Read } from '../domain/reading/reading.ts';

/**
 * What is found in the pages of a file, in their order; it may have more pages than were read. Of one whose pages say nothing, why
 * some of them could not be read.
 */
export function foundIn(pages: readonly PageRead[], pagesInAll: number): Read {
  const reading = readingOf(pages, pagesInAll);
  if (reading) return { reading };
  const whys = new Set(pages.map(({ unread }) => unread));
  return { unreadable: PAGE_UNREAD.find((why) => whys.has(why)) ?? 'scanned' };
}
