import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { inkOn } from '../page-picture/ink.ts';
import { holds } from './matrix.ts';
import type { Glyph } from './glyph.ts';
import type { Ops } from './load-pdf.ts';

/** The smallest print of a contract is 5 points. */
const SMALLEST_POINTS = 4;
/** Of a line that runs over the edge of the paper, so many signs must be seen for the rest to be read. */
const BEFORE_EDGE_AT_LEAST = 5;

/** The signs of a page, hidden where they are tiny or its picture shows nothing of them. */
export async function seenOn(page: PDFPageProxy, ops: Ops, glyphs: readonly Glyph[]): Promise<Glyph[]> {
  const isHidden = ({ hidden, size }: Glyph): boolean => hidden || size < SMALLEST_POINTS;
  const asked = glyphs.filter((glyph) => !isHidden(glyph) && glyph.text.trim() !== '');
  if (asked.length === 0) return glyphs.map((glyph) => ({ ...glyph, hidden: isHidden(glyph) }));
  const seen = new Set(asked.filter(await inkOn(page, ops)));
  const { width, height } = page.getViewport({ scale: 1 });
  const paper = { left: 0, top: 0, right: width, bottom: height };
  const lineOf = ({ y, angle }: Glyph): string => `${y} ${angle}`;
  const seenInLine = new Map<string, number>();
  for (const glyph of seen) seenInLine.set(lineOf(glyph), (seenInLine.get(lineOf(glyph)) ?? 0) + 1);
  const runsOver = (glyph: Glyph): boolean =>
    !holds(paper, glyph.x + glyph.width, glyph.y) && (seenInLine.get(lineOf(glyph)) ?? 0) >= BEFORE_EDGE_AT_LEAST;
  const unseen = new Set(asked.filter((glyph) => !seen.has(glyph) && !runsOver(glyph)));
  return glyphs.map((glyph) => ({ ...glyph, hidden: isHidden(glyph) || unseen.has(glyph) }));
}
