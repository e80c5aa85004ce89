import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { formatYuan } from '../fen.ts';
import type { Found } from './found.ts';
import { letters } from './signs.ts';

/** So many signs of what stands beside a text may be taken along before it: those of a label that runs down the edge. */
const BESIDE_AT_MOST = 2;

/**
 * Whether what was read in a picture is the entered value with signs missing, as 5,000.00 of 50,000.00 or 1月2日 of 11月2日, or a text
 * with a sign of its neighbor before it. Whoever reads pictures may drop a sign or take one along, and is not less sure of the others.
 */
export function isWorn(entered: Fen | Day | string, { value, scan, disputed }: Found<Fen | Day | string>): boolean {
  if (!scan || disputed) return false;
  const [whole, read] = [writingOf(entered), writingOf(value)];
  if (read.length < whole.length) return isWithin(read, whole);
  return typeof value === 'string' && read.endsWith(whole) && read.length - whole.length <= BESIDE_AT_MOST;
}

/** A value as a paper writes it, without fill. */
function writingOf(value: Fen | Day | string): string {
  if (typeof value === 'number') return formatYuan(value).replace(/\.?0+$/, '');
  return letters(value)
    .toUpperCase()
    .replaceAll(/(?<=^\d{4}-(?:\d{2}-)?)0/g, '');
}

/** Whether the signs of one text stand in another in the same order. */
function isWithin(signs: string, text: string): boolean {
  let next = 0;
  for (const sign of text) if (sign === signs.charAt(next)) next += 1;
  return next === signs.length;
}
