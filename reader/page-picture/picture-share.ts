import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { boxOf, compose, matrixOf } from '../page-text/matrix.ts';
import type { Matrix } from '../page-text/matrix.ts';
import type { Ops } from '../page-text/load-pdf.ts';

/** What a page shows beside signs. */
interface Painted {
  /** How much of it pictures cover, 0 … 1. */
  readonly share: number;
  /** Lines and areas. */
  readonly paths: number;
}

/** What a page shows beside signs: a scan is a picture, and signs that were made outlines are paths. */
export async function paintedOn(page: PDFPageProxy, ops: Ops): Promise<Painted> {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  const viewport = page.getViewport({ scale: 1 });
  const pictures = new Set([
    ops.paintImageXObject,
    ops.paintImageMaskXObject,
    ops.paintInlineImageXObject,
    ops.paintImageXObjectRepeat,
    ops.paintImageMaskXObjectRepeat,
    ops.paintSolidColorImageMask,
  ]);
  const saved: Matrix[] = [];
  let [now, area, paths] = [matrixOf(viewport.transform), 0, 0];
  for (const [order, fn] of fnArray.entries()) {
    const args = (argsArray[order] ?? []) as readonly unknown[];
    if (fn === ops.save || fn === ops.paintFormXObjectBegin) saved.push(now);
    if (fn === ops.restore || fn === ops.paintFormXObjectEnd) now = saved.pop() ?? now;
    if (fn === ops.transform) now = compose(now, matrixOf(args));
    if (fn === ops.paintFormXObjectBegin && args[0]) now = compose(now, matrixOf(args[0]));
    if (fn === ops.constructPath) paths += 1;
    if (pictures.has(fn)) area += areaOn(now, viewport);
    if (fn === ops.paintInlineImageXObjectGroup || fn === ops.paintImageMaskXObjectGroup) area = Infinity;
  }
  return { share: Math.min(1, area / (viewport.width * viewport.height)), paths };
}

/** How much of a page a picture covers. */
function areaOn(matrix: Matrix, { width, height }: { width: number; height: number }): number {
  const { left, top, right, bottom } = boxOf(matrix, [0, 0, 1, 1]);
  const wide = Math.min(right, width) - Math.max(left, 0);
  const high = Math.min(bottom, height) - Math.max(top, 0);
  return Math.max(0, wide) * Math.max(0, high);
}
