import { openSync } from 'fontkit';
import { TYPEFACE } from '../../typeface.ts';

let known: ReadonlySet<number> | undefined;

/** The characters the typeface has: 30 890 of them; 𠮷 is not one. */
function coverage(): ReadonlySet<number> {
  if (known) return known;
  const font = openSync(TYPEFACE.normal);
  known = new Set('characterSet' in font ? font.characterSet : []);
  return known;
}

/** Signs without a picture of their own: joiners, variation selectors, marks of direction, control characters. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Variation_Selector}]/u;

/** Texts of characters that the typeface has, and those it lacks. */
export interface SettableText<T> {
  readonly texts: T;
  readonly missing: readonly string[];
}

/** A character by its number, where it cannot be drawn: 𠮷 → 〔U+20BB7〕. */
const numbered = (sign: string): string =>
  `〔U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;

/**
 * Writes the characters that the typeface lacks as their Unicode numbers, in every text of a value: none is left out, none
 * becomes an empty box.
 */
export function replaceMissing<T>(value: T): SettableText<T> {
  const has = coverage();
  const missing = new Set<string>();
  const setText = (text: string): string => {
    let set = '';
    for (const sign of text.normalize('NFC')) {
      if (sign === '\n' || has.has(sign.codePointAt(0) ?? 0)) set += sign;
      else if (!INVISIBLE.test(sign)) {
        missing.add(numbered(sign));
        set += numbered(sign);
      }
    }
    return set;
  };
  const set = (part: unknown): unknown => {
    if (typeof part === 'string') return setText(part);
    if (Array.isArray(part)) return part.map(set);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, set(inner)]));
  };
  return { texts: set(value) as T, missing: [...missing] };
}
