/**
 * The check characters of a credit code.
 *
 * @source L12
 */
import { expect, test } from '@jest/globals';
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
