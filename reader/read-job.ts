import { readingOf } from '../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../domain/reading/reading.ts';
import { runJobs } from '../job-process/job-main.ts';
import { readPdf } from './page-text/read-pdf.ts';

/** What came of reading a file. */
export type Read = { readonly reading: Reading } | { readonly unreadable: Unreadable };

runJobs<Uint8Array>(read);

async function read(pdf: Uint8Array): Promise<Read> {
  try {
    const { texts, unseen, pagesUnread } = await readPdf(pdf);
    const reading = readingOf(texts);
    return reading ? { reading: { ...reading, unseen, pagesUnread } } : { unreadable: 'scanned' };
  } catch (error) {
    return { unreadable: error instanceof Error && /password/i.test(error.name + error.message) ? 'locked' : 'broken' };
  }
}
