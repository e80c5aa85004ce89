import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { GlobalFonts } from '@napi-rs/canvas';
import { TYPEFACE } from '../../typeface.ts';
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
  return paintPage(page, { scale });
}

/** What stands for the typefaces that a file names and does not bring, on every machine the same. */
const STANDING_IN = ['sans-serif', 'serif', 'monospace'];
let isRegistered = false;

interface Painting {
  /** Points of the picture to one of the page. */
  readonly scale: number;
  /** Which instructions are followed, by their numbers; all when absent. */
  readonly isFollowed?: (instruction: number | undefined) => boolean;
}

/** Paints a page. */
export async function paintPage(page: PDFPageProxy, { scale, isFollowed }: Painting): Promise<Picture> {
  if (!isRegistered) for (const name of STANDING_IN) GlobalFonts.registerFromPath(TYPEFACE.normal, name);
  isRegistered = true;
  const viewport = page.getViewport({ scale });
  const picture = blank(Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height)));
  await page.render({
    canvas: picture as unknown as HTMLCanvasElement,
    viewport,
    operationsFilter: (at) => {
      const { fnArray, argsArray } = instructionsOf(page);
      replaceNul(argsArray[at]?.[0]);
      return isFollowed?.(fnArray[at]) ?? true;
    },
  }).promise;
  return picture;
}

/**
 * The instructions that paintings of a page follow. The reader of PDFs lets them be chosen by their place, and tells only here what
 * stands there: those it hands out are not merged as these are.
 */
function instructionsOf(page: PDFPageProxy): Instructions {
  const { _intentStates: intents } = page as unknown as { _intentStates: ReadonlyMap<string, Intent> };
  const painting = [...intents.values()].find((intent) => intent.displayReadyCapability);
  if (!painting) throw new Error('a page that is painted has no instructions');
  return painting.operatorList;
}

interface Intent {
  readonly displayReadyCapability?: unknown;
  readonly operatorList: Instructions;
}

interface Instructions {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}

/** No picture can be painted with the sign of number 0, which a typeface may give for any glyph. */
function replaceNul(glyphs: unknown): void {
  if (!Array.isArray(glyphs)) return;
  for (const glyph of glyphs as (number | { fontChar?: string } | null)[])
    if (typeof glyph === 'object' && glyph?.fontChar?.includes('\0')) glyph.fontChar = '\uFFFD';
}
