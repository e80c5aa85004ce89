import { expect, test } from '@jest/globals';
import { pastFlags, redFlags } from '../../domain/order/flags.ts';
import { aClaim, aContract, at, day, yuan } from '../makers.ts';

const claimed = aClaim(yuan('50000.00'));
const signed = aContract(yuan('50000.00'), yuan('30000.00'));
const paymentApprovedAt = at('2026-11-10 16:00');

test('a service that began before the payment was approved is flagged, on the day itself it is not (L175)', () => {
  const begun = (serviceStartedOn: string) =>
    redFlags({ claim: { ...claimed, serviceStartedOn: day(serviceStartedOn) }, contract: null, paymentApprovedAt });
  expect(begun('2026-11-09')).toEqual(['service-before-paid']);
  expect(begun('2026-11-10')).toEqual([]);
});

test('an invoice older than its contract is flagged', () => {
  const [invoice] = claimed.invoices;
  if (!invoice) throw new Error('a claim has an invoice');
  const claim = {
    ...claimed,
    serviceStartedOn: day('2026-11-12'),
    invoices: [{ ...invoice, issuedOn: day('2026-11-01') }],
  };
  expect(redFlags({ claim, contract: { ...signed, signedOn: day('2026-11-02') }, paymentApprovedAt })).toEqual([
    'invoice-before-contract',
  ]);
});

test('nothing is flagged before redemption is asked for', () => {
  expect(redFlags({ claim: null, contract: signed, paymentApprovedAt })).toEqual([]);
});

test('a flag that an earlier request raised stays, with its days, whatever the last one says', () => {
  const begun = (...days: readonly string[]) => days.map((one) => ({ ...claimed, serviceStartedOn: day(one) }));
  const order = (now: string) => ({
    claim: { ...claimed, serviceStartedOn: day(now) },
    contract: { ...signed, signedOn: day('2026-11-02') },
    paymentApprovedAt,
  });
  expect(pastFlags(order('2026-11-11'), begun('2026-11-09', '2026-11-08', '2026-11-09'))).toEqual([
    { flag: 'service-before-paid', days: ['2026-11-08', '2026-11-09'] },
  ]);
  expect(pastFlags(order('2026-11-07'), begun('2026-11-09'))).toEqual([]); // it is raised now
  expect(pastFlags(order('2026-11-11'), begun('2026-11-12'))).toEqual([]);
});
