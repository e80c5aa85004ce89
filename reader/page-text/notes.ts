import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Glyph } from './glyph.ts';
import { boxOf, matrixOf } from './matrix.ts';

/** A note or a field of a page as the reader of PDFs describes it. */
interface Note {
  readonly subtype: string;
  readonly annotationFlags: number;
  readonly rect: readonly number[];
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  readonly contentsObj?: { readonly str: string };
}

const HIDDEN_OR_NOT_SHOWN = 2 | 32;
const LARGEST_SIZE = 12;

/** The texts of fields and free notes as signs at their place, whether the file holds a picture of them or not. */
export async function notesOf(page: PDFPageProxy): Promise<Glyph[]> {
  const base = matrixOf(page.getViewport({ scale: 1 }).transform);
  const notes = (await page.getAnnotations()) as readonly Note[];
  return notes.flatMap((note) => {
    const text = (note.annotationFlags & HIDDEN_OR_NOT_SHOWN) === 0 ? textIn(note) : '';
    const [left = 0, bottom = 0, right = 0, top = 0] = note.rect;
    const box = boxOf(base, [left, bottom, right, top]);
    const lines = text.split(/\r\n?|\n/);
    const size = Math.min(LARGEST_SIZE, (box.bottom - box.top) / lines.length);
    const first = lines.length === 1 ? (box.top + box.bottom) / 2 + size / 3 : box.top + size;
    return lines.flatMap((line, index) => signsOf(line, box.left + 2, first + index * size * 1.2, size));
  });
}

function textIn({ subtype, fieldType, fieldValue, password, contentsObj }: Note): string {
  if (subtype === 'FreeText') return contentsObj?.str ?? '';
  const isText = subtype === 'Widget' && (fieldType === 'Tx' || fieldType === 'Ch') && !password;
  const value = Array.isArray(fieldValue) ? fieldValue[0] : fieldValue;
  return isText && typeof value === 'string' ? value : '';
}

function signsOf(line: string, left: number, y: number, size: number): Glyph[] {
  let x = left;
  return Array.from(line, (text) => {
    const width = size * ((text.codePointAt(0) ?? 0) < 0x100 ? 0.5 : 1);
    x += width;
    return { text, x: x - width, y, width, size, angle: 0, hidden: false };
  });
}
