import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { inkedOn } from '../page-picture/ink.ts';
import { holds } from './matrix.ts';
import type { Glyph } from './glyph.ts';
import type { Ops } from './load-pdf.ts';
import type { TextState } from './text-state.ts';

/** The smallest print of a contract is 5 points. */
const SMALLEST_POINTS = 4;
/** Of a line that runs over the edge of the paper, so many signs must be seen for the rest to be read. */
const BEFORE_EDGE_AT_LEAST = 5;

/** The signs of a page, hidden where they are tiny or its picture shows nothing of them; all, where text clips what is painted after it. */
export async function seenOn(
  page: PDFPageProxy,
  ops: Ops,
  { shown, isClippedByText }: Pick<TextState, 'shown' | 'isClippedByText'>,
): Promise<Glyph[]> {
  const isHidden = ({ hidden, size }: Glyph): boolean => isClippedByText || hidden || size < SMALLEST_POINTS;
  const asked = shown.filter((glyph) => !isHidden(glyph) && glyph.text.trim() !== '');
  const inked = asked.length > 0 ? await inkedOn(page, ops, asked) : new Set<Glyph>();
  const { width, height } = page.getViewport({ scale: 1 });
  const runOver = runOverIn(asked, inked, { left: 0, top: 0, right: width, bottom: height });
  const unseen = new Set(asked.filter((glyph) => !inked.has(glyph) && !runOver.has(glyph)));
  return shown.map((glyph) => ({ ...glyph, hidden: isHidden(glyph) || unseen.has(glyph) }));
}

/** The signs beyond the edge of the paper that go on a line which is seen to run over it. */
function runOverIn(signs: readonly Glyph[], inked: ReadonlySet<Glyph>, paper: Parameters<typeof holds>[0]): Set<Glyph> {
  const over = new Set<Glyph>();
  let seen = 0;
  for (const [at, sign] of signs.entries()) {
    const before = signs[at - 1];
    const goesOn =
      before !== undefined &&
      before.y === sign.y &&
      before.angle === sign.angle &&
      Math.abs(sign.x - before.x - before.width) < sign.size;
    seen = (goesOn ? seen : 0) + (inked.has(sign) ? 1 : 0);
    const isOver = !holds(paper, sign.x + sign.width, sign.y);
    if (goesOn && isOver && seen >= BEFORE_EDGE_AT_LEAST && (inked.has(before) || over.has(before))) over.add(sign);
  }
  return over;
}
