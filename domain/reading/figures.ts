import { fen, MAX_FEN } from '../fen.ts';
import type { Fen } from '../fen.ts';

/** Each digit apart, as in forms and justified lines: 5 0,0 0 0.0 0. */
const SPACED = String.raw`\d(?: \d)+(?:[,，]\d \d \d)*(?:\.\d(?: \d)?)?|\d(?:[,，]\d \d \d)+(?:\.\d(?: \d)?)?`;
/** With thousands apart, a line end in one of them at most: 50,000.00, 50,0 00.00. */
const GROUPED = String.raw`\d{1,3}(?:,\d ?\d ?\d)+(?:\.\d{1,2})?|\d{1,3}(?:，\d{3})+(?:\.\d{1,2})?`;
/** With blanks for the thousands: 50 000.00. */
const BLANKED = String.raw`\d{1,3}(?: \d{3})+(?:\.\d{1,2})?`;
const BARE = String.raw`(?:0|[1-9]\d{0,9})(?:\.\d{1,6})?`;

/** Figures as contracts set them. */
export const FIGURES = `(?:${SPACED}|${GROUPED}|${BLANKED}|${BARE})`;

/** What is counted, so that the thousands before it are no part of an amount: 50,000,180日. */
export const COUNTED = /^ ?(?:个|日(?!期)|天(?!津)|周(?!口)|工作日|%)/u;

const WITH_CENTS = /^\d{1,3}(?:[,，]\d{3})+\.\d{2}$/;
const BLANKS = new RegExp(`^${BLANKED}$`);
const LETTERED = /^\d(?: ?[\d.,，])*$/;

/** What is known of figures besides themselves. */
export interface Standing {
  /** A sign of money before them, or a unit after them, or in the name of what they are. */
  readonly marked: boolean;
  /** A unit after them: digits in boxes of their own, without it or a point, may be yuan or fen. */
  readonly followed: boolean;
  /** Yuan in one of the unit: 1, or 10,000 of 万元. */
  readonly unit: number;
}

/**
 * Figures as an amount; bare ones are none, unless they have thousands and two decimals.
 *
 * @returns undefined for what is no amount, is more than {@link MAX_FEN}, has parts of a fen, or can be read in two ways
 */
export function parseFigures(figures: string, { marked, followed, unit }: Standing): Fen | undefined {
  if (!marked && !WITH_CENTS.test(figures)) return undefined;
  if (
    figures.includes(' ') &&
    !BLANKS.test(figures) &&
    !(LETTERED.test(figures) && (followed || figures.includes('.')))
  )
    return undefined;
  const [yuan = '', decimals = ''] = figures.replaceAll(/[,， ]/g, '').split('.');
  const places = Math.round(Math.log10(unit)) + 2;
  if (decimals.length > places) return undefined;
  const amount = Number(yuan) * 10 ** places + Number(decimals.padEnd(places, '0'));
  return amount <= MAX_FEN ? fen(amount) : undefined;
}
