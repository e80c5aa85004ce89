import type { PageRead } from '../domain/reading/page.ts';
import type { Read, Unreadable } from '../domain/reading/reading.ts';
import { runJobs } from '../job-process/job-main.ts';
import { foundIn } from './found-in.ts';
import { ModelsUnavailable } from './page-picture/models.ts';
import { NoRoom, PictureTooLarge } from './page-picture/picture-file.ts';
import { isLocked } from './page-text/load-pdf.ts';
import { openPaper } from './paper.ts';
import type { Paper } from './paper.ts';

/** A page of a file that is to be read, from 1. */
export interface PageJob {
  readonly content: Uint8Array;
  readonly number: number;
}

/**
 * What came of it: the page, which may be one that could not be read, or why the whole file cannot be. There is none behind the
 * last, and a page that was read by its text has no picture.
 */
export type PageAnswer =
  | { readonly page: PageRead | undefined; readonly picture?: Uint8Array | undefined; readonly pagesInAll: number }
  | { readonly unreadable: Extract<Unreadable, 'locked' | 'broken'> };

/** The pages of a file, in their order, that are to be searched for what they say. */
export interface SearchJob {
  readonly pages: readonly PageRead[];
  /** How many the file has, when these are not all. */
  readonly pagesInAll: number;
}

/** What the process takes, a job at a time. */
export type ReadJob = { readonly read: PageJob } | { readonly search: SearchJob };
/** What it answers. */
export type ReadAnswer = { readonly read: PageAnswer } | { readonly found: Read };

runJobs<ReadJob>(async (job): Promise<ReadAnswer> =>
  'read' in job ? { read: await read(job.read) } : { found: foundIn(job.search.pages, job.search.pagesInAll) },
);

async function read({ content, number }: PageJob): Promise<PageAnswer> {
  let paper: Paper;
  try {
    paper = await openPaper(content);
  } catch (error) {
    return { unreadable: isLocked(error) ? 'locked' : 'broken' };
  }
  const { pages: pagesInAll } = paper;
  try {
    if (number > pagesInAll) return { page: undefined, pagesInAll };
    const { picture, ...page } = await paper.readPage(number);
    return { page, picture, pagesInAll };
  } catch (error) {
    if (error instanceof NoRoom) process.exit(1); // the page is tried once more, by another process
    return { page: { text: '', unread: whyUnread(error) }, pagesInAll };
  } finally {
    await paper.close();
  }
}

function whyUnread(error: unknown): NonNullable<PageRead['unread']> {
  if (error instanceof ModelsUnavailable) return 'noModels';
  return error instanceof PictureTooLarge ? 'heavy' : 'broken';
}
