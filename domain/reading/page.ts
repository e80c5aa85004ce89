import { letters } from './signs.ts';

/** A rectangle of a page as it stands upright, in thousandths of its width and height: left, top, width, height. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** A line that was read in a picture. */
export interface ScanLine {
  readonly text: string;
  /** 0 … 1, of its least sure sign. */
  readonly confidence: number;
  readonly box: Box;
  /** How sure each sign of its text is, in percent; absent: as the whole line. */
  readonly signs?: readonly number[];
}

/** Why a page could not be read: reading it wants networks that are not there, or too much, or it does not open. The first may pass. */
export const PAGE_UNREAD = ['noModels', 'heavy', 'broken'] as const;

/** A page as it was read. */
export interface PageRead {
  readonly text: string;
  /** Present when it could not be read; its text is empty then. */
  readonly unread?: (typeof PAGE_UNREAD)[number];
  /** How often it has broken the program that was reading it, when it has. */
  readonly breaks?: number;
  /** The beginning of what stands on it that nobody sees. */
  readonly unseen?: string;
  /** It holds more signs than are read of a page. */
  readonly cut?: true;
  /** Present when a picture was read: its lines in the order of the text. */
  readonly scan?: {
    readonly lines: readonly ScanLine[];
    readonly turned: 0 | 90 | 180 | 270;
    /** Of the upright picture, in thousandths of its width. */
    readonly height?: number;
  };
}

/** The picture of a page that a file was read by, upright, as it is kept for people to look at. */
export interface PagePicture {
  /** From 1. */
  readonly page: number;
  /** In thousandths of its width. */
  readonly height: number;
}

/** Where a value stands in a picture, and how surely it was read. */
export interface Scan {
  /** 0 … 1, of the least sure of its signs. */
  readonly confidence: number;
  readonly box: Box;
}

/** Places in a text, from and to. */
export type Span = readonly [from: number, to: number];

/**
 * Read unsurely more often than any figure, and hardly for another sign: a comma between thousands, without which an amount is
 * none, and brackets, whose kinds say the same.
 */
const SEPARATORS: ReadonlySet<string> = new Set(',，()（）[]［］〔〕【】');

/**
 * How surely a span of a page was read, and where it stands; undefined on a page of text. The text that was searched is that of
 * the page in another form: the letters of the two are the same, their blanks are not.
 */
export function scansIn({ scan }: PageRead, searched: string): ((span: Span) => Scan) | undefined {
  if (!scan) return undefined;
  const owners: { line: ScanLine; confidence: number }[] = scan.lines.flatMap((line) =>
    Array.from(line.text).flatMap((sign, at) => {
      const confidence = SEPARATORS.has(sign) ? 1 : line.signs ? (line.signs[at] ?? 0) / 100 : line.confidence;
      return Array.from({ length: letters(sign).length }, () => ({ line, confidence }));
    }),
  );
  const lettersUntil = [0];
  for (const sign of searched)
    for (let unit = 0; unit < sign.length; unit += 1)
      lettersUntil.push((lettersUntil.at(-1) ?? 0) + (unit === 0 ? letters(sign).length : 0));
  return (span) => {
    const [from = 0, to = 0] = span.map((place) => lettersUntil[place] ?? 0);
    const held = owners.slice(from, to);
    if (held.length < to - from || held.length === 0) return { confidence: 0, box: around(scan.lines) };
    return {
      confidence: Math.min(...held.map(({ confidence }) => confidence)),
      box: around(held.map(({ line }) => line)),
    };
  };
}

/** The rectangle around lines. */
function around(lines: readonly ScanLine[]): Box {
  const boxes = lines.map(({ box }) => box);
  const [left, top] = [Math.min(...boxes.map(([x]) => x)), Math.min(...boxes.map(([, y]) => y))];
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}

/** How far a file that is being read has come. */
export interface Progress {
  /** The page that is being read, from 1. */
  readonly page: number;
  /** As many as are read of it. */
  readonly pages: number;
}

/** More than any contract has. */
const PAGES_AT_MOST = 80;

/** How many pages are read of a file with so many. */
export const pagesReadOf = (pagesInAll: number): number => Math.min(pagesInAll, PAGES_AT_MOST);
