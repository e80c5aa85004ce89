import { expect, test } from '@jest/globals';
import type { OrderJson } from '../../../api/actions/order-json.ts';
import { listChangedFacts, readFacts } from '../../../api/pages/order/desk/snapshot.ts';

const amount = (yuan: string) => ({ amount: yuan, currency: 'CNY' });

/** What a desk remembers of an order with so many invoices and approvals. */
const orderWith = (count: number): OrderJson =>
  ({
    state: 'redemptionReview',
    orderAmount: amount('50000.00'),
    voucherAmount: amount('30000.00'),
    contract: null,
    actualAmount: amount('45000.00'),
    redemption: {
      serviceStartedOn: '2026-11-01',
      serviceFinishedOn: '2026-11-20',
      invoices: Array.from({ length: count }, (_, at) => ({
        number: `2500000${at}`,
        code: null,
        amount: amount('100.00'),
      })),
      attachments: {},
    },
    approvals: Array.from({ length: count }, (_, at) => ({ by: { name: `Zhou ${at}` }, amount: amount('100.00') })),
    paidOutAmount: amount('0.00'),
  }) as unknown as OrderJson;

test.each([
  ['zh', '25000000 100.00、25000001 100.00', 'Zhou 0 100.00、Zhou 1 100.00'],
  ['en', '25000000 100.00, 25000001 100.00', 'Zhou 0 100.00, Zhou 1 100.00'],
] as const)('what has changed is listed with the comma of %s', (language, invoices, approvals) => {
  const seen = JSON.stringify(readFacts(orderWith(1)));
  const changed = listChangedFacts(seen, orderWith(2), language);
  expect(changed.map(({ isNow }) => isNow)).toEqual([invoices, approvals]);
});
