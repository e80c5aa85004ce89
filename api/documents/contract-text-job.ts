import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readingOf } from '../../domain/reading/reading.ts';
import type { Reading, Unreadable, Unseen } from '../../domain/reading/reading.ts';
import { plain } from '../../domain/reading/signs.ts';
import { runJobs } from './job-main.ts';
import { glyphsOf } from './page-text/glyphs.ts';
import { textOf } from './page-text/lines.ts';
import { notesOf } from './page-text/notes.ts';

/** What came of reading a file. */
export type Read = { readonly reading: Reading } | { readonly unreadable: Unreadable };

/** More pages than any contract has; what comes after them is not read, and this is said. */
const PAGES_AT_MOST = 80;
const SIGNS_A_PAGE_AT_MOST = 20_000;
/** Fewer hidden signs than this are a printer's marks. */
const UNSEEN_AT_LEAST = 6;
const UNSEEN_SHOWN = 60;
const UNSEEN_AT_MOST = 3;

runJobs<Uint8Array>(read);

async function read(pdf: Uint8Array): Promise<Read> {
  const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs'); // not before it is needed: see from-sources.mjs
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const loading = getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
  });
  try {
    const document = await loading.promise;
    const { numPages } = document;
    const [texts, unseen]: [string[], Unseen[]] = [[], []];
    for (let number = 1; number <= Math.min(numPages, PAGES_AT_MOST); number += 1) {
      const page = await document.getPage(number);
      const glyphs = [...(await glyphsOf(page, OPS)), ...(await notesOf(page))];
      page.cleanup();
      const text = textOf(glyphs.filter(({ hidden }) => !hidden)).slice(0, SIGNS_A_PAGE_AT_MOST);
      const hidden = plain(textOf(glyphs.filter(({ hidden: isHidden }) => isHidden)));
      texts.push(text);
      if (text.trim() !== '' && hidden.length >= UNSEEN_AT_LEAST)
        unseen.push({ page: number, text: hidden.slice(0, UNSEEN_SHOWN) });
    }
    const reading = readingOf(texts);
    if (!reading) return { unreadable: 'scanned' };
    return {
      reading: {
        ...reading,
        unseen: unseen.slice(0, UNSEEN_AT_MOST),
        pagesUnread: Math.max(0, numPages - PAGES_AT_MOST),
      },
    };
  } catch (error) {
    return { unreadable: error instanceof Error && /password/i.test(error.name + error.message) ? 'locked' : 'broken' };
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}
