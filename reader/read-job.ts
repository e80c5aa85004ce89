import type { PageRead } from '../domain/reading/page.ts';
import type { Unreadable } from '../domain/reading/reading.ts';
import { runJobs } from '../job-process/job-main.ts';
import { ModelsUnavailable } from './page-picture/models.ts';
import { PictureTooLarge } from './page-picture/picture-file.ts';
import { isLocked } from './page-text/load-pdf.ts';
import { openPaper } from './paper.ts';

/** A page of a file that is to be read, from 1. */
export interface PageJob {
  readonly content: Uint8Array;
  readonly number: number;
}

/** What came of it; a file without pages has no page, and a page that was read by its text no picture. */
export type PageAnswer =
  | { readonly page: PageRead | undefined; readonly picture?: Uint8Array | undefined; readonly pagesInAll: number }
  | { readonly unreadable: Unreadable };

runJobs<PageJob>(read);

async function read({ content, number }: PageJob): Promise<PageAnswer> {
  try {
    const paper = await openPaper(content);
    try {
      if (number > paper.pages) return { page: undefined, pagesInAll: paper.pages };
      const { picture, ...page } = await paper.readPage(number);
      return { page, picture, pagesInAll: paper.pages };
    } finally {
      await paper.close();
    }
  } catch (error) {
    return { unreadable: whyUnreadable(error) };
  }
}

function whyUnreadable(error: unknown): Unreadable {
  if (error instanceof ModelsUnavailable) return 'noModels';
  if (error instanceof PictureTooLarge) return 'heavy';
  return isLocked(error) ? 'locked' : 'broken';
}
