import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FontGlyph } from './font.ts';
import type { Glyph } from './glyph.ts';
import { boxOf, matrixOf } from './matrix.ts';
import type { Ops } from './load-pdf.ts';

/** A note or a field of a page as the reader of PDFs describes it. */
interface Note {
  readonly id: string;
  readonly subtype: string;
  readonly annotationFlags: number;
  readonly rect: readonly number[];
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  /** What the page shows of it stands among the page's instructions. */
  readonly hasAppearance?: boolean;
  readonly contentsObj?: { readonly str: string };
}

const HIDDEN_OR_NOT_SHOWN = 2 | 32;
const LARGEST_SIZE = 12;

/** The notes and fields of a page. */
export const listNotes = async (page: PDFPageProxy): Promise<readonly Note[]> =>
  (await page.getAnnotations()) as readonly Note[];

/**
 * The fields whose picture the reader of PDFs has set itself, as a file may ask for, and the instructions it set them with. Where
 * the field's typeface lacks signs of the value it sets their last bytes, which nobody can read; the value says what was meant.
 */
export function setByReader(
  notes: readonly Note[],
  fnArray: readonly number[],
  argsArray: readonly unknown[],
  OPS: Ops,
): { readonly notes: ReadonlySet<Note>; readonly instructions: ReadonlySet<number> } {
  const set = notes.flatMap((note) => {
    const begin = fnArray.findIndex((fn, at) => fn === OPS.beginAnnotation && idOf(argsArray[at]) === note.id);
    const text = begin === -1 ? '' : textIn(note);
    const places = text === '' ? [] : range(begin, fnArray.indexOf(OPS.endAnnotation, begin));
    const codes = places.flatMap((at) => (fnArray[at] === OPS.showText ? codesIn(argsArray[at]) : []));
    return String(codes) === String(bytesOf(text)) && /[^\0-\xff]/.test(text) ? [{ note, places }] : [];
  });
  return {
    notes: new Set(set.map(({ note }) => note)),
    instructions: new Set(set.flatMap(({ places }) => places)),
  };
}

const idOf = (args: unknown): unknown => (args as readonly unknown[])[0];
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const codesIn = (args: unknown): number[] =>
  (args as readonly [readonly (FontGlyph | number)[]])[0].flatMap((glyph) =>
    typeof glyph === 'number' ? [] : [glyph.originalCharCode],
  );
/** A value as a typeface of Latin signs sets it: of each sign the last byte. */
const bytesOf = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);

/** The texts of fields and free notes of which the file holds no picture, as signs at their place. */
export function signsOfNotes(page: PDFPageProxy, notes: readonly Note[], set: ReadonlySet<Note>): Glyph[] {
  const base = matrixOf(page.getViewport({ scale: 1 }).transform);
  return notes.flatMap((note) => {
    const isShown = (!note.hasAppearance || set.has(note)) && (note.annotationFlags & HIDDEN_OR_NOT_SHOWN) === 0;
    const text = isShown ? textIn(note) : '';
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
