import type { OPS as Operations, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Font } from './font.ts';
import type { Glyph } from './glyph.ts';
import { isHidden } from './hiding.ts';
import type { Picture } from './hiding.ts';
import { matrixOf } from './matrix.ts';
import type { Box } from './matrix.ts';
import { Press } from './press.ts';
import type { Layers } from './load-pdf.ts';

/**
 * Every sign of a page in the order it is struck, with its place: from the page's own instructions, since only they say how it
 * is painted. Notes and fields are not among them.
 *
 * @throws what the reader of PDFs throws for a page it cannot follow
 */
export async function glyphsOf(page: PDFPageProxy, OPS: typeof Operations, layers: Layers): Promise<Glyph[]> {
  if (!(await hasText(page))) return []; // the instructions of a scan hold nothing but large pictures
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  const painted = fnArray.flatMap((fn, at) => (fn === OPS.paintImageXObject ? [String(argsArray[at]?.[0])] : []));
  const pictures = await picturesOf(page, painted);
  const viewport = page.getViewport({ scale: 1 });
  const press = new Press(OPS, matrixOf(viewport.transform), {
    font: (id) => page.commonObjs.get(id) as Font | undefined,
    picture: (id) => pictures.get(id),
    isShown: (layer) => layers.isVisible(layer),
  });
  for (const [order, fn] of fnArray.entries()) press.follow(order, fn, (argsArray[order] ?? []) as readonly unknown[]);
  const paper: Box = { left: 0, top: 0, right: viewport.width, bottom: viewport.height };
  return press.struck.map(({ fill, unseen, order, start, ...glyph }) => ({
    ...glyph,
    hidden: unseen || isHidden({ ...glyph, fill, order, start }, press.paints, paper),
  }));
}

async function hasText(page: PDFPageProxy): Promise<boolean> {
  const { items } = await page.getTextContent();
  return items.some((item) => 'str' in item && item.str.trim() !== '');
}

/** The pictures that instructions name, once they are unpacked. One that pages share lies with what is common to them. */
async function picturesOf(page: PDFPageProxy, ids: readonly string[]): Promise<ReadonlyMap<string, Picture>> {
  const pictures = [...new Set(ids)].map(async (id) => {
    const kept = id.startsWith('g_') ? page.commonObjs : page.objs;
    return [id, await new Promise<Picture>((resolve) => kept.get(id, resolve))] as const;
  });
  return new Map(await Promise.all(pictures));
}
