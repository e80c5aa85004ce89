import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageRead } from '../domain/reading/page.ts';
import { letters } from '../domain/reading/signs.ts';
import { openPdf, readText } from './page-text/read-pdf.ts';
import type { Ops } from './page-text/load-pdf.ts';
import { isGarbled } from './page-text/garbled.ts';
import { models, ModelsUnavailable } from './page-picture/models.ts';
import { pageOf } from './page-picture/page-of.ts';
import { isPicture, openPicture, whyNotRead } from './page-picture/picture-file.ts';
import { paintedOn } from './page-picture/picture-share.ts';
import type { Picture } from './page-picture/picture.ts';
import { readPicture } from './page-picture/read-picture.ts';
import { renderPage } from './page-picture/render-page.ts';
import { encodeShown } from './page-picture/shown-picture.ts';

/** A page as it was read; of one that was read by its picture also that, upright, as a browser shows it. */
export interface PaperPage extends PageRead {
  readonly picture?: Uint8Array;
}

/** An open file whose pages are read one by one. */
export interface Paper {
  readonly pages: number;
  /** From 1. */
  readonly readPage: (number: number) => Promise<PaperPage>;
  readonly close: () => Promise<void>;
}

/** Opens a PDF, or a picture, which is one page. @throws for a file that is locked, broken, or too large a picture */
export async function openPaper(content: Uint8Array): Promise<Paper> {
  if (isPicture(content))
    return {
      pages: 1,
      readPage: () => readPictureFile(content),
      close: () => Promise.resolve(),
    };
  const { pages, withPage, close } = await openPdf(content);
  return { pages, readPage: (number) => withPage(number, readPdfPage), close };
}

/** Fewer visible signs than this are a scanner's marks, or a page number. */
const SIGNS_AT_LEAST = 20;
/** A picture that covers so much of a page is a scan of it; so many lines and areas may be signs that were made outlines. */
const [SHARE_AT_LEAST, PATHS_AT_LEAST] = [0.25, 100];

/** The text of a page, and where it has none worth the name, what its picture shows. */
async function readPdfPage(page: PDFPageProxy, ops: Ops): Promise<PaperPage> {
  const read = await readText(page, ops);
  if (!isGarbled(read.text)) {
    if (letters(read.text).length >= SIGNS_AT_LEAST) return read;
    const { share, paths } = await paintedOn(page, ops);
    if (share < SHARE_AT_LEAST && paths < PATHS_AT_LEAST) return read;
  }
  await models(); // a page that nothing could read is not rendered
  const scanned = await readPicturedPage(await renderPage(page));
  const { unseen } = read;
  return unseen === undefined || isRepeated(unseen, scanned.text) ? scanned : { ...scanned, unseen };
}

async function readPictureFile(content: Uint8Array): Promise<PaperPage> {
  try {
    return await readPicturedPage(await openPicture(content));
  } catch (error) {
    throw error instanceof ModelsUnavailable ? error : whyNotRead(content, error);
  }
}

async function readPicturedPage(picture: Picture): Promise<PaperPage> {
  const read = await readPicture(picture);
  return { ...pageOf(read), picture: await encodeShown(read.upright) };
}

/** So much of what stands under a picture says what the picture shows: a scanner's own reading of it. */
const REPEATED_AT_LEAST = 0.6;

/** Whether a text that nobody sees is what the page shows, pair of signs by pair. */
function isRepeated(unseen: string, shown: string): boolean {
  const [signs, all] = [Array.from(letters(unseen)), letters(shown)];
  const pairs = signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
  return pairs.filter((pair) => all.includes(pair)).length >= REPEATED_AT_LEAST * pairs.length;
}
