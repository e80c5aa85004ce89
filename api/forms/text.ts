/** What text may hold, and how long it is. */

/** Controls other than tab and line feed, and halves of surrogate pairs: PostgreSQL or readers stumble over them. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Surrogate}/u;
const LINE_BREAK = /[\n\u2028\u2029]/;
const characters = new Intl.Segmenter('zh');
/** More UTF-16 units than this a character, on average, are not counted but refused. */
const UNITS_A_CHARACTER = 8;

/** Whether the text holds characters that no field takes, or line breaks where there may be none. */
export const hasForbidden = (text: string, lines: boolean): boolean =>
  FORBIDDEN.test(text) || (!lines && LINE_BREAK.test(text));

/** Whether the text has more than `most` characters, as people count them: 👩‍👩‍👧 is one. */
export function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) return false;
  if (text.length > most * UNITS_A_CHARACTER) return true;
  const segments = characters.segment(text)[Symbol.iterator]();
  for (let count = 0; count <= most; count += 1) if (segments.next().done) return false;
  return true;
}
