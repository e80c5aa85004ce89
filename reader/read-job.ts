import type { PageRead } from '../domain/reading/page.ts';
import { readingOf } from '../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../domain/reading/reading.ts';
import { runJobs } from '../job-process/job-main.ts';
import { ModelsUnavailable } from './page-picture/models.ts';
import { PictureTooLarge } from './page-picture/picture-file.ts';
import { openPaper } from './paper.ts';

/** What came of reading a file. */
export type Read = { readonly reading: Reading } | { readonly unreadable: Unreadable };

/** More than any contract has. */
const PAGES_AT_MOST = 80;

runJobs<Uint8Array>(read);

async function read(content: Uint8Array): Promise<Read> {
  try {
    const paper = await openPaper(content);
    const pages: PageRead[] = [];
    try {
      for (let number = 1; number <= Math.min(paper.pages, PAGES_AT_MOST); number += 1)
        pages.push(await paper.readPage(number));
    } finally {
      await paper.close();
    }
    const reading = readingOf(pages, paper.pages);
    return reading ? { reading } : { unreadable: 'scanned' };
  } catch (error) {
    if (error instanceof ModelsUnavailable) throw error;
    return { unreadable: unreadableBy(error) };
  }
}

function unreadableBy(error: unknown): Unreadable {
  if (error instanceof PictureTooLarge) return 'heavy';
  return error instanceof Error && /password/i.test(error.name + error.message) ? 'locked' : 'broken';
}
