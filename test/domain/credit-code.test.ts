/**
 * The check characters of a credit code.
 *
 * @source L12
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCreditCode, normalizedCreditCode } from '../../domain/credit-code.ts';

test.each(['91350100M000100Y43', '91440300708461136T'])('%s is a credit code', (code) => {
  expect(isCreditCode(code)).toBe(true);
});

test.each([
  ['a wrong check character', '91440300708461136S'],
  ['two digits exchanged', '91440300708461163T'],
  ['a letter that is never used', '91350100M000100I43'],
  ['too few characters', '91440300708461136'],
  ['too many characters', '91440300708461136TT'],
  ['small letters', '91440300708461136t'],
  ['spaces', '91440300 708461136T'],
  ['full-width digits', '９１440300708461136T'],
  ['nothing', ''],
])('a code with %s is none', (_, code) => {
  expect(isCreditCode(code)).toBe(false);
});

test('no other last character makes the code valid', () => {
  const others = '0123456789ABCDEFGHJKLMNPQRUWXY'.split('').filter((last) => isCreditCode(`91440300708461136${last}`));
  expect(others).toEqual([]);
});

test('a code is read without spaces and in capitals', () => {
  expect(normalizedCreditCode(' 9144 0300 7084 6113 6t ')).toBe('91440300708461136T');
  expect(normalizedCreditCode('91350100m000100y43')).toBe('91350100M000100Y43');
});

test.each([
  ['full width', '９１４４０３００７０８４６１１３６Ｔ'],
  ['small full-width letters', '91440300708461136ｔ'],
  [
    'a zero-width space, a soft hyphen, a mark of direction and a byte-order mark',
    '\uFEFF9144\u200B0300\u00AD7084\u202C61136T',
  ],
  ['no-break and ideographic spaces', '9144\u00A00300\u30007084\u202F61136T'],
  ['a tab, line breaks and a variation selector', '9144\t0300\r\n70846\u20281136T\uFE0F'],
])('%s are cleaned away', (_, typed) => {
  expect(normalizedCreditCode(typed)).toBe('91440300708461136T');
});

test('however a code is copied, it is the same code, and cleaning twice is cleaning once', () => {
  const unseen = fc.constantFrom(
    '',
    ' ',
    '\u00A0',
    '\u200B',
    '\u200D',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\u202E',
    '\u3000',
    '\n',
  );
  const wide = (char: string) => String.fromCharCode(char.charCodeAt(0) + 0xfee0);
  const looks = fc.constantFrom(
    (char: string) => char,
    (char: string) => char.toLowerCase(),
    wide,
    (char: string) => wide(char.toLowerCase()),
  );
  const code = '91350100M000100Y43';
  fc.assert(
    fc.property(fc.array(fc.tuple(unseen, looks), { minLength: 18, maxLength: 18 }), (parts) => {
      const typed = parts.map(([between, look], index) => between + look(code.charAt(index))).join('');
      return normalizedCreditCode(typed) === code && normalizedCreditCode(normalizedCreditCode(typed)) === code;
    }),
  );
});
