/**
 * What an order may be placed on.
 *
 * @source L58, L78, D7, D10, D22, D24
 */
import { describe, expect, test } from '@jest/globals';
import { mayPlace } from '../../domain/order/place.ts';
import type { Offer } from '../../domain/order/place.ts';
import type { Actor } from '../../domain/role.ts';
import { chen, ENTERPRISE_CODE, zheng, INSTITUTION_CODE, li, qian, sun, wang, zhao } from '../cast.ts';
import { day, TODAY, word, yuan } from '../makers.ts';

const product = {
  live: true,
  priceFen: yuan('600.00'),
  subcategoryId: 'trademark',
  institutionActive: true,
  institutionCreditCode: INSTITUTION_CODE,
};
const line = {
  enterpriseId: 'enterprise-1',
  enterpriseCreditCode: ENTERPRISE_CODE,
  subcategoryId: 'trademark',
  availableFen: yuan('0.01'),
  useBy: TODAY,
};

const placing = (actor: Actor, offer: Offer = { product, line }, expected: string | null = null): string =>
  word(
    mayPlace(
      offer,
      actor,
      {
        productId: 'product-1',
        voucherLineId: 'line-1',
        expectedAmountFen: expected === null ? null : yuan(expected),
        note: null,
      },
      { today: TODAY },
    ),
  );

describe('placing an order', () => {
  test('is the enterprise’s', () => {
    expect(placing(wang)).toBe('allowed');
    expect([chen, li, zhao, sun, zheng].map((actor) => placing(actor))).toEqual(
      Array.from({ length: 5 }, () => 'order.not-your-step'),
    );
  });

  test.each<[string, Offer, string]>([
    ['an unknown product', { product: null, line }, 'product.not-live'],
    ['a product that is not live', { product: { ...product, live: false }, line }, 'product.not-live'],
    ['a suspended institution', { product: { ...product, institutionActive: false }, line }, 'institution.suspended'],
    ['an unknown line', { product, line: null }, 'voucher.line-unknown'],
    [
      'a line of another enterprise',
      { product, line: { ...line, enterpriseId: 'enterprise-2' } },
      'voucher.line-unknown',
    ],
    [
      'a product of the same company',
      { product: { ...product, institutionCreditCode: ENTERPRISE_CODE }, line },
      'order.same-company',
    ],
    ['a line of another direction', { product, line: { ...line, subcategoryId: 'patent' } }, 'voucher.other-direction'],
    ['an empty line', { product, line: { ...line, availableFen: yuan('0') } }, 'voucher.nothing-left'],
    ['a line after useBy', { product, line: { ...line, useBy: day('2026-11-23') } }, 'voucher.past-use-by'],
  ])('on %s is refused', (_, offer, code) => {
    expect(placing(wang, offer)).toBe(code);
  });

  test('a line is not known to another enterprise', () => {
    expect(placing(qian)).toBe('voucher.line-unknown');
  });

  test.each([
    ['0.00', 'order.expected-amount-invalid'],
    ['0.01', 'allowed'],
    ['600.00', 'allowed'],
    ['600.01', 'order.expected-amount-invalid'],
  ])('with %s expected of P 600.00: %s', (expected, answer) => {
    expect(placing(wang, { product, line }, expected)).toBe(answer);
  });
});
