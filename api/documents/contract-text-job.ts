import { readingOf } from '../../domain/reading/reading.ts';
import type { Reading, Unreadable } from '../../domain/reading/reading.ts';
import { runJobs } from './job-main.ts';

/** What came of reading a file. */
export type Read = { readonly reading: Reading } | { readonly unreadable: Unreadable };

/** More pages than any contract has; what comes after them is not read. */
const PAGES_AT_MOST = 80;
const SIGNS_A_PAGE_AT_MOST = 20_000;

runJobs<Uint8Array>(read);

async function read(pdf: Uint8Array): Promise<Read> {
  const { PDFParse } = await import('pdf-parse'); // not before it is needed: see from-sources.mjs
  const parser = new PDFParse({
    data: new Uint8Array(pdf),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
  });
  try {
    const { pages } = await parser.getText({ first: PAGES_AT_MOST, pageJoiner: '' });
    const reading = readingOf(pages.map(({ text }) => text.slice(0, SIGNS_A_PAGE_AT_MOST)));
    return reading ? { reading } : { unreadable: 'scanned' };
  } catch (error) {
    return { unreadable: error instanceof Error && /password/i.test(error.name + error.message) ? 'locked' : 'broken' };
  } finally {
    await parser.destroy().catch(() => undefined);
  }
}
