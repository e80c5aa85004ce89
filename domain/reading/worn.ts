import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import { formatYuan } from '../fen.ts';
import type { Found } from './found.ts';
import { letters } from './signs.ts';

/**
 * Whether what was read in a picture is the entered value with signs missing: 5,000.00 of 50,000.00, 1月2日 of 11月2日. Whoever reads
 * pictures may drop a sign, and is not less sure of the others then.
 */
export function isWorn(entered: Fen | Day | string, { value, scan, disputed }: Found<Fen | Day | string>): boolean {
  if (!scan || disputed) return false;
  const [whole, read] = [writingOf(entered), writingOf(value)];
  return read.length < whole.length && isWithin(read, whole);
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
