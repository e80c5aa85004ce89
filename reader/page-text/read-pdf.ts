import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { plain } from '../../domain/reading/signs.ts';
import type { Unseen } from '../../domain/reading/reading.ts';
import { glyphsOf } from './glyphs.ts';
import { textOf } from './lines.ts';
import { notesOf } from './notes.ts';

/** The text of a PDF, page by page. */
export interface PagesText {
  readonly texts: readonly string[];
  readonly unseen: readonly Unseen[];
  /** At the end, beyond what any contract has, and those that hold more signs than a page. */
  readonly pagesUnread: number;
}

const PAGES_AT_MOST = 80;
const SIGNS_A_PAGE_AT_MOST = 20_000;
/** Fewer hidden signs than this are a printer's marks. */
const UNSEEN_AT_LEAST = 6;
const UNSEEN_SHOWN = 60;
const UNSEEN_AT_MOST = 3;

/**
 * Reads the text of a PDF as it stands on its pages.
 *
 * @throws PasswordException for a locked file; other errors of the reader for one that cannot be opened
 */
export async function readPdf(pdf: Uint8Array): Promise<PagesText> {
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
    const [texts, unseen]: [string[], Unseen[]] = [[], []];
    let cut = 0;
    for (let number = 1; number <= Math.min(document.numPages, PAGES_AT_MOST); number += 1) {
      const page = await document.getPage(number);
      const glyphs = [...(await glyphsOf(page, OPS)), ...(await notesOf(page))];
      page.cleanup();
      const whole = textOf(glyphs.filter(({ hidden }) => !hidden));
      const text = whole.slice(0, SIGNS_A_PAGE_AT_MOST);
      if (whole.length > text.length) cut += 1;
      const hidden = plain(textOf(glyphs.filter(({ hidden: isHidden }) => isHidden)));
      texts.push(text);
      if (text.trim() !== '' && hidden.length >= UNSEEN_AT_LEAST && unseen.length < UNSEEN_AT_MOST)
        unseen.push({ page: number, text: hidden.slice(0, UNSEEN_SHOWN) });
    }
    return { texts, unseen, pagesUnread: cut + Math.max(0, document.numPages - PAGES_AT_MOST) };
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}
