import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { blank } from './picture.ts';
import type { Picture } from './picture.ts';

const DOTS_AN_INCH = 200;
const POINTS_AN_INCH = 72;
/** A3 at 150 dots an inch; a larger page is made smaller before room for it is taken. */
export const POINTS_AT_MOST = 6_000_000;

/** What a page of a PDF shows, at 200 dots an inch or as many as {@link POINTS_AT_MOST} allows. */
export async function renderPage(page: PDFPageProxy, dotsAnInch = DOTS_AN_INCH): Promise<Picture> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(dotsAnInch / POINTS_AN_INCH, Math.sqrt(POINTS_AT_MOST / (width * height)));
  const viewport = page.getViewport({ scale });
  const picture = blank(Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height)));
  await page.render({
    canvas: picture as unknown as HTMLCanvasElement,
    viewport,
  }).promise;
  return picture;
}
