const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const weighted = (text: string, alphabet: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0);

/** What comes along when a code is copied: spaces and breaks of every kind, and characters that are not seen. */
const UNSEEN = /[\p{Z}\p{C}\p{M}\s]/gu;

/** As printed: full-width characters as plain ones, in capitals, without what is not seen. Every code is cleaned before it is judged. */
export const normalizedCreditCode = (text: string): string =>
  text.normalize('NFKC').replaceAll(UNSEEN, '').toUpperCase();

/** Whether one of these codes is among those, however either was written. @source D6 */
export function shareCreditCode(these: readonly string[], those: readonly string[]): boolean {
  const known = new Set(those.map(normalizedCreditCode));
  return these.some((code) => known.has(normalizedCreditCode(code)));
}

/**
 * Whether a 统一社会信用代码 is well-formed: 18 characters, the check character of GB 32100-2015, and that of the
 * organization code (GB 11714) in characters 9–17.
 *
 * @source L12
 */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false;
  const check = (31 - (weighted(text, ALPHABET, WEIGHTS) % 31)) % 31;
  if (text.charAt(17) !== ALPHABET.charAt(check)) return false;
  const bodyCheck = 11 - (weighted(text.slice(8, 16), BODY_ALPHABET, BODY_WEIGHTS) % 11);
  return text.charAt(16) === (bodyCheck === 10 ? 'X' : String(bodyCheck % 11));
}
