import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageRead } from '../../domain/reading/page.ts';
import { plain } from '../../domain/reading/signs.ts';
import { voidIn } from '../../domain/reading/void.ts';
import { glyphsOf } from './glyphs.ts';
import { askewText, textOf } from './lines.ts';
import { loadPdf } from './load-pdf.ts';
import type { Ops } from './load-pdf.ts';

/** An open PDF. */
interface OpenPdf {
  readonly pages: number;
  /** Looks at a page, from 1, and forgets what was unpacked for it. */
  readonly withPage: <T>(number: number, look: (page: PDFPageProxy, ops: Ops) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a PDF.
 *
 * @throws PasswordException for a locked file; other errors of the reader for one that cannot be opened
 */
export async function openPdf(pdf: Uint8Array): Promise<OpenPdf> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs'); // not before it is needed: see from-sources.mjs
  const loading = await loadPdf(pdf);
  const close = (): Promise<void> => loading.destroy().catch(() => undefined);
  try {
    const document = await loading.promise;
    return {
      pages: document.numPages,
      withPage: async (number, look) => {
        const page = await document.getPage(number);
        try {
          return await look(page, OPS);
        } finally {
          page.cleanup();
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** No database keeps the sign of number 0, which a typeface may give for any glyph. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');

const SIGNS_A_PAGE_AT_MOST = 20_000;
/** Fewer hidden signs than this are a printer's marks. */
const UNSEEN_AT_LEAST = 6;
const UNSEEN_SHOWN = 60;

/** The text of a page as it stands on it, and what of it nobody sees. */
export async function readText(page: PDFPageProxy, ops: Ops): Promise<PageRead> {
  const glyphs = await glyphsOf(page, ops);
  const seen = glyphs.filter(({ hidden }) => !hidden);
  const stamp = voidIn(askewText(seen));
  const whole = withoutNul(textOf(seen));
  const text = whole.slice(0, SIGNS_A_PAGE_AT_MOST);
  const hidden = plain(textOf(glyphs.filter(({ hidden: isHidden }) => isHidden)));
  return {
    text: stamp === undefined ? text : `${text}\n${stamp}`,
    ...(hidden.length >= UNSEEN_AT_LEAST && { unseen: hidden.slice(0, UNSEEN_SHOWN) }),
    ...(whole.length > text.length && { cut: true as const }),
  };
}
