import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Font } from './font.ts';
import type { Glyph } from './glyph.ts';
import { seenOn } from './hiding.ts';
import { matrixOf } from './matrix.ts';
import { listNotes, setByReader, signsOfNotes } from './notes.ts';
import { TextState } from './text-state.ts';
import type { Ops } from './load-pdf.ts';

/**
 * Every sign of a page in the order it is shown, with its place: from the page's own instructions, since only they say how it
 * is painted. Notes and fields of which the file holds no picture come last, by their values.
 *
 * @throws what the reader of PDFs throws for a page it cannot follow
 */
export async function glyphsOf(page: PDFPageProxy, OPS: Ops): Promise<Glyph[]> {
  const notes = await listNotes(page);
  if (!(await hasText(page)) && notes.length === 0) return []; // a scan holds nothing but large pictures
  const { fnArray, argsArray } = await page.getOperatorList();
  const set = setByReader(notes, fnArray, argsArray, OPS);
  const state = new TextState(
    OPS,
    matrixOf(page.getViewport({ scale: 1 }).transform),
    (id) => page.commonObjs.get(id) as Font | undefined,
  );
  for (const [at, fn] of fnArray.entries())
    if (set.instructions.has(at)) state.pass(fn);
    else state.follow(fn, (argsArray[at] ?? []) as readonly unknown[]);
  return [...(await seenOn(page, OPS, state)), ...signsOfNotes(page, notes, set.notes)];
}

async function hasText(page: PDFPageProxy): Promise<boolean> {
  const { items } = await page.getTextContent();
  return items.some((item) => 'str' in item && item.str.trim() !== '');
}
