import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { OPS, PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The numbers of a page's instructions. */
export type Ops = typeof OPS;

/** Pictures of more points are left out: unpacked, an A4 page at 600 dots an inch takes 140 MB. */
const PICTURE_POINTS_AT_MOST = 40_000_000;

/**
 * Begins to load a PDF. One with a password for its owner alone opens without it; a broken one is repaired where that is
 * possible. Its promise rejects for a locked file ({@link isLocked}) and for one that cannot be opened.
 */
export async function loadPdf(pdf: Uint8Array): Promise<PDFDocumentLoadingTask> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs'); // not before it is needed: see from-sources.mjs
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    maxImageSize: PICTURE_POINTS_AT_MOST,
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    wasmUrl: `${folder}/wasm/`,
  });
}

/** Whether a PDF did not load for want of its password. */
export const isLocked = (error: unknown): boolean =>
  error instanceof Error && /password/i.test(error.name + error.message);
