/**
 * Every amount rule at its boundary and one fen beyond.
 *
 * @source L84, L99, L103, L115, L117, L152, L165, L177, D1, D2, D6, D11, D12, D13
 */
import { describe, expect, test } from '@jest/globals';
import {
  exceedsRatio,
  needsSecondPerson,
  orderRedeemableFen,
  outstandingFen,
  redeemableFen,
  selfPaidFen,
  shortfallFen,
} from '../../domain/order/amounts.ts';
import { formatYuan } from '../../domain/fen.ts';
import { chen, sun, wang, zhao } from '../cast.ts';
import { aClaim, aContract, anInvoiceNumber, anOrder, day, RULES, taking, yuan } from '../makers.ts';

test.each([
  // P, O, V, A, ⌊rA⌋, R, V − R: the table of spec section 6
  ['60000.00', '50000.00', '30000.00', '50000.00', '30000.00', '30000.00', '0.00'],
  ['60000.00', '50000.00', '30000.00', '45000.00', '27000.00', '27000.00', '3000.00'],
  ['60000.00', '50000.00', '20000.00', '50000.00', '30000.00', '20000.00', '0.00'],
  ['60000.00', '50000.00', '40000.00', '50000.00', '30000.00', '30000.00', '10000.00'],
  ['600.00', '5.00', '5.00', '5.00', '3.00', '3.00', '2.00'],
  // beside it: a share that is no whole fen is rounded down
  ['600.00', '5.00', '5.00', '0.01', '0.00', '0.00', '5.00'],
  ['600.00', '5.00', '5.00', '0.02', '0.01', '0.01', '4.99'],
  ['600.00', '5.00', '5.00', '0.99', '0.59', '0.59', '4.41'],
])('of P %s, O %s, V %s, A %s: the share is %s, %s is redeemed, %s falls short', (P, O, V, A, share, R, shortfall) => {
  const order = anOrder({ state: 'redemptionReview', listPrice: P, orderAmount: O, voucherAmount: V, actualAmount: A });
  expect(formatYuan(redeemableFen({ voucherAmountFen: yuan('9999999999.99'), actualAmountFen: yuan(A) }, RULES))).toBe(
    share,
  );
  expect(formatYuan(redeemableFen({ voucherAmountFen: yuan(V), actualAmountFen: yuan(A) }, RULES))).toBe(R);
  expect(orderRedeemableFen(order)).toBe(yuan(R));
  expect(shortfallFen({ voucherAmountFen: yuan(V), redemptionFen: yuan(R) })).toBe(yuan(shortfall));
});

test('nothing is redeemable before A, and nothing falls short before R', () => {
  expect(orderRedeemableFen(anOrder({ state: 'paid' }))).toBeNull();
  expect(shortfallFen(anOrder({ state: 'redemptionReview' }))).toBeNull();
  expect(outstandingFen(anOrder({ state: 'redemptionReview' }))).toBe(0);
  expect(outstandingFen(anOrder({ state: 'preRedeemed', paidOut: '12000.00' }))).toBe(yuan('18000.00'));
  expect(selfPaidFen(anOrder({ state: 'paid' }))).toBe(yuan('20000.00'));
});

test('V above r × O is told apart by one fen', () => {
  expect(exceedsRatio(yuan('30000.00'), yuan('50000.00'), RULES)).toBe(false);
  expect(exceedsRatio(yuan('30000.01'), yuan('50000.00'), RULES)).toBe(true);
  expect(exceedsRatio(yuan('0.01'), yuan('0.01'), RULES)).toBe(true);
});

test('two persons are needed from 20 000.00 on', () => {
  expect(needsSecondPerson(anOrder(), yuan('19999.99'))).toBe(false);
  expect(needsSecondPerson(anOrder(), yuan('20000.00'))).toBe(true);
});

describe('confirming a price: 0 < O ≤ P', () => {
  const order = anOrder({ listPrice: '600.00', orderAmount: '600.00' });
  test.each([
    ['0.00', 'order.amount-zero'],
    ['0.01', 'allowed'],
    ['600.00', 'allowed'],
    ['600.01', 'order.above-list-price'],
  ])('%s is %s', (amount, answer) => {
    expect(taking(chen, 'confirmPrice', order, { orderAmountFen: yuan(amount) })).toBe(answer);
  });

  test('is bound by P, not by the O confirmed before', () => {
    expect(
      taking(chen, 'confirmPrice', anOrder({ state: 'paymentRejected', orderAmount: '100.00' }), {
        orderAmountFen: yuan('60000.00'),
      }),
    ).toBe('allowed');
  });
});

describe('paying: 0 < V ≤ O', () => {
  const order = anOrder();
  const pays = (
    voucherAmount: string,
    contract: Parameters<typeof aContract>[2] = {},
    shortfallAccepted = false,
  ): string =>
    taking(wang, 'pay', order, {
      voucherAmountFen: yuan(voucherAmount),
      contract: aContract(yuan('50000.00'), yuan(voucherAmount), contract),
      shortfallAccepted,
    });

  test.each([
    ['0.00', false, 'order.voucher-amount-zero'],
    ['0.01', false, 'allowed'],
    ['30000.00', false, 'allowed'],
    ['30000.01', false, 'order.ratio-not-accepted'],
    ['30000.01', true, 'allowed'],
    ['50000.00', true, 'allowed'],
    ['50000.01', true, 'order.above-order-amount'],
  ])('V %s, shortfall accepted %s: %s', (voucherAmount, accepted, answer) => {
    expect(pays(voucherAmount, {}, accepted)).toBe(answer);
  });

  test('the contract total is O to the fen', () => {
    expect(pays('30000.00', { totalFen: yuan('49999.99') })).toBe('contract.total-differs');
    expect(pays('30000.00', { totalFen: yuan('50000.01') })).toBe('contract.total-differs');
  });

  test('a contract is read as closely where the voucher pays all of O', () => {
    expect(pays('50000.00', { totalFen: yuan('49999.99') }, true)).toBe('contract.total-differs');
    expect(pays('50000.00', { selfPaidFen: yuan('0.01') }, true)).toBe('contract.self-paid-differs');
    expect(pays('50000.00', { signedOn: day('2026-01-14') }, true)).toBe('contract.before-grant');
  });

  test('the self-paid part is O − V to the fen', () => {
    expect(pays('30000.00', { selfPaidFen: yuan('19999.99') })).toBe('contract.self-paid-differs');
    expect(pays('30000.00', { selfPaidFen: yuan('20000.01') })).toBe('contract.self-paid-differs');
    expect(pays('30000.00', { selfPaidFen: yuan('20000.00') })).toBe('allowed');
  });

  test.each([
    ['service content', { clauses: { serviceContent: false, charges: true, shortfall: true } }],
    ['charges', { clauses: { serviceContent: true, charges: false, shortfall: true } }],
    ['shortfall', { clauses: { serviceContent: true, charges: true, shortfall: false } }],
    ['signatures and seals', { signedAndSealed: false }],
  ])('a contract without %s is refused', (_, contract) => {
    expect(pays('30000.00', contract)).toBe('contract.clause-missing');
  });

  test.each([
    ['2026-01-14', 'contract.before-grant'],
    ['2026-01-15', 'allowed'],
    ['2026-11-24', 'allowed'],
    ['2026-11-25', 'contract.in-future'],
  ])('signed on %s, with the grant of 2026-01-15, on 2026-11-24: %s', (signedOn, answer) => {
    expect(pays('30000.00', { signedOn: day(signedOn) })).toBe(answer);
  });
});

describe('asking for redemption: 0 < A ≤ O, invoices that add up', () => {
  const order = anOrder({ state: 'paid' });
  const asks = (claim: ReturnType<typeof aClaim>): string => taking(chen, 'requestRedemption', order, claim);
  const invoice = (amount: string, issuedOn = '2026-11-21') => ({
    attachmentId: 'file-invoice',
    number: anInvoiceNumber(),
    issuedOn: day(issuedOn),
    amountFen: yuan(amount),
  });

  test.each([
    ['0.00', 'redemption.amount-zero'],
    ['0.01', 'allowed'],
    ['50000.00', 'allowed'],
    ['50000.01', 'redemption.above-order-amount'],
  ])('A %s: %s', (amount, answer) => {
    expect(asks(aClaim(yuan(amount)))).toBe(answer);
  });

  test('the invoices add up to A to the fen', () => {
    const three = (last: string) =>
      aClaim(yuan('300.00'), { invoices: [invoice('100.00'), invoice('100.00'), invoice(last)] });
    expect(asks(three('99.99'))).toBe('redemption.invoices-differ');
    expect(asks(three('100.01'))).toBe('redemption.invoices-differ');
    expect(asks(three('100.00'))).toBe('allowed');
    expect(asks(aClaim(yuan('1.00'), { invoices: [] }))).toBe('redemption.invoices-differ');
  });

  test('proof of the self-paid part may be missing only when O = V', () => {
    const attachments = { selfPaidProof: [], results: ['file-result'], process: ['file-process'] };
    expect(asks(aClaim(yuan('50000.00'), { attachments }))).toBe('redemption.self-paid-proof-missing');
    const oneFenSelfPaid = anOrder({ state: 'paid', voucherAmount: '49999.99' });
    expect(taking(chen, 'requestRedemption', oneFenSelfPaid, aClaim(yuan('50000.00'), { attachments }))).toBe(
      'redemption.self-paid-proof-missing',
    );
    const allByVoucher = anOrder({ state: 'paid', voucherAmount: '50000.00' });
    expect(taking(chen, 'requestRedemption', allByVoucher, aClaim(yuan('50000.00'), { attachments }))).toBe('allowed');
  });

  test('no service ends before it starts, and no date lies in the future', () => {
    expect(
      asks(aClaim(yuan('1.00'), { serviceStartedOn: day('2026-11-21'), serviceFinishedOn: day('2026-11-20') })),
    ).toBe('redemption.dates-reversed');
    expect(
      asks(aClaim(yuan('1.00'), { serviceStartedOn: day('2026-11-24'), serviceFinishedOn: day('2026-11-24') })),
    ).toBe('allowed');
    expect(asks(aClaim(yuan('1.00'), { serviceFinishedOn: day('2026-11-25') }))).toBe('redemption.date-in-future');
    expect(asks(aClaim(yuan('1.00'), { invoices: [invoice('1.00', '2026-11-25')] }))).toBe('redemption.date-in-future');
  });

  test('a service that began before the payment was approved is no refusal (D12)', () => {
    expect(asks(aClaim(yuan('1.00'), { serviceStartedOn: day('2026-10-01') }))).toBe('allowed');
  });

  test('a supplement is asked the same', () => {
    const returned = anOrder({ state: 'redemptionReview', returned: true });
    expect(taking(chen, 'supplementRedemption', returned, aClaim(yuan('50000.01')))).toBe(
      'redemption.above-order-amount',
    );
    expect(taking(chen, 'supplementRedemption', returned, aClaim(yuan('0')))).toBe('redemption.amount-zero');
  });
});

describe('approving a redemption: 0 < R ≤ min(V, ⌊r × A⌋)', () => {
  const approves = (amount: string, reason: string | null, sketch: Parameters<typeof anOrder>[0] = {}): string =>
    taking(zhao, 'approveRedemption', anOrder({ state: 'redemptionReview', ...sketch }), {
      amountFen: yuan(amount),
      reason,
    });

  test.each([
    ['0.00', '理由', 'redemption.amount-zero'],
    ['0.01', '理由', 'allowed'],
    ['26999.99', null, 'redemption.reason-required'],
    ['26999.99', '理由', 'allowed'],
    ['27000.00', null, 'allowed'],
    ['27000.01', '理由', 'redemption.above-limit'],
  ])('V 30 000, A 45 000: R %s with reason %s is %s', (amount, reason, answer) => {
    expect(approves(amount, reason, { actualAmount: '45000.00' })).toBe(answer);
  });

  test('V is the limit where it is the smaller one', () => {
    expect(approves('20000.00', null, { voucherAmount: '20000.00' })).toBe('allowed');
    expect(approves('20000.01', null, { voucherAmount: '20000.00' })).toBe('redemption.above-limit');
  });
});

describe('paying out: payouts up to R', () => {
  const order = anOrder({ state: 'preRedeemed', paidOut: '10000.00' }); // R 30 000
  test.each([
    ['0.00', '2026-11-24', 'payout.amount-zero'],
    ['0.01', '2026-11-24', 'allowed'],
    ['20000.00', '2026-11-24', 'allowed'],
    ['20000.01', '2026-11-24', 'payout.above-approved'],
    ['1.00', '2026-11-25', 'payout.date-in-future'],
  ])('%s on %s is %s', (amount, paidOn, answer) => {
    expect(taking(sun, 'recordPayout', order, { amountFen: yuan(amount), paidOn: day(paidOn) })).toBe(answer);
  });
});

describe('changing a contract: O′ ≤ O, V′ ≤ min(V, O′)', () => {
  const order = anOrder({ state: 'paid' }); // O 50 000, V 30 000
  test.each([
    ['50000.00', '30000.00', 'allowed'], // only the content changes
    ['50000.01', '30000.00', 'change.above-order-amount'],
    ['50000.00', '30000.01', 'change.voucher-too-high'],
    ['20000.00', '20000.00', 'allowed'],
    ['20000.00', '20000.01', 'change.voucher-too-high'],
    ['0.00', '0.00', 'change.amount-zero'],
    ['20000.00', '0.00', 'change.amount-zero'],
    ['0.01', '0.01', 'allowed'],
  ])('O′ %s, V′ %s: %s', (orderAmount, voucherAmount, answer) => {
    expect(
      taking(chen, 'proposeChange', order, {
        orderAmountFen: yuan(orderAmount),
        voucherAmountFen: yuan(voucherAmount),
      }),
    ).toBe(answer);
  });
});
