import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { getCalendar } from '../../db/reads/calendar.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import { listUnbalancedLines } from '../../db/reads/reconciliation.ts';
import { orders } from '../../db/schema/order.ts';
import { ledgerEntries, voucherLines } from '../../db/schema/voucher.ts';
import { roadTo } from '../roads/order.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aRecorder } from '../setup/recorder.ts';
import type { Recorder } from '../setup/recorder.ts';
import { aScheme, one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let recorder: Recorder;
beforeAll(async () => {
  database = await testDatabase(20);
  recorder = aRecorder(database.db, await getCalendar(database.db));
});
afterAll(() => database.drop());

const lineOf = ({ line }: Scheme) => one(database.db.select().from(voucherLines).where(eq(voucherLines.id, line.id)));

/** What the entries of a line add up to, account by account. The contra account gives what the others have. */
async function sumsOf({ line }: Scheme): Promise<Record<string, number>> {
  const entries = await database.db.select().from(ledgerEntries).where(eq(ledgerEntries.lineId, line.id));
  const sums: Record<string, number> = { granted: 0, available: 0, held: 0, committed: 0, redeemed: 0, lapsed: 0 };
  for (const { fromAccount, toAccount, amountFen } of entries) {
    sums[fromAccount] = (sums[fromAccount] ?? 0) - amountFen;
    sums[toAccount] = (sums[toAccount] ?? 0) + amountFen;
  }
  return sums;
}

test('of 400 payments racing for a line good for 100, exactly 100 hold', async () => {
  const scheme = await aScheme(database.db, { lineFen: 10_000 }); // 100 payments of 1.00
  const ask = requests(database.db, scheme);
  const each = async <T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> => {
    const results: R[] = [];
    const queue = [...all];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await work(next));
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return results;
  };
  const priced = roadTo('priced', { place: { expectedAmount: '10.00' }, confirmPrice: { orderAmount: '10.00' } });
  const orderIds = await each(
    Array.from({ length: 400 }, (_, index) => index),
    () => recorder.anOrder(scheme, priced),
  );
  const codes = await each(orderIds, (id) => recorder.take(id, scheme.wang, ask.pay('1.00', '10.00')));
  expect(codes.filter((code) => code === null).length).toBe(100);
  expect(codes.filter((code) => code === 'voucher.balance-too-low').length).toBe(300);
  expect(await lineOf(scheme)).toMatchObject({ grantedFen: 10_000, availableFen: 0, heldFen: 10_000 });
  expect(
    await database.db.$count(
      orders,
      sql`${orders.state} = 'paymentReview' and ${orders.voucherLineId} = ${scheme.line.id}`,
    ),
  ).toBe(100);
}, 120_000);

/** What someone may try next; most tries are refused, which is part of the test. */
function triesOf(scheme: Scheme): Record<string, (id: string) => Promise<string | null>> {
  const ask = requests(database.db, scheme);
  const { chen, wang, li, zhao, zhou, sun } = scheme;
  return {
    price: (id) => recorder.take(id, chen, ask.confirmPrice('50000.00')),
    pay: (id) => recorder.take(id, wang, ask.pay('30000.00')),
    payLess: (id) => recorder.take(id, wang, ask.pay('10000.00')),
    withdraw: (id) => recorder.take(id, wang, { step: 'withdraw', body: {} }),
    approve: (id) => recorder.take(id, li, ask.approvePayment()),
    reject: (id) => recorder.take(id, li, { step: 'rejectPayment', body: { reason: '不一致' } }),
    redeem: (id) => recorder.take(id, chen, ask.requestRedemption('50000.00')),
    back: (id) => recorder.take(id, zhao, { step: 'returnRedemption', body: { reason: '补' } }),
    supplement: (id) => recorder.take(id, chen, ask.supplementRedemption('40000.00')),
    first: (id) => recorder.take(id, zhao, ask.approveRedemption('9000.00', '核减')),
    refuse: (id) => recorder.take(id, zhou, { step: 'rejectRedemption', body: { reason: '不符', final: false } }),
    refuseForGood: (id) => recorder.take(id, zhou, { step: 'rejectRedemption', body: { reason: '不符', final: true } }),
    payout: (id) => recorder.take(id, sun, ask.recordPayout('4500.00')),
    close: (id) => recorder.take(id, wang, { step: 'close', body: { reason: '不做了' } }),
  };
}

const TRIES = [
  'price',
  'pay',
  'payLess',
  'withdraw',
  'approve',
  'reject',
  'redeem',
  'back',
  'supplement',
  'first',
  'refuse',
  'refuseForGood',
  'payout',
  'close',
];

test('random interleavings of three orders on one line keep its equation, and its entries, at every end', async () => {
  const move = fc.record({ order: fc.nat({ max: 2 }), name: fc.constantFrom(...TRIES) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(move, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 10 }),
      async (rounds) => {
        const scheme = await aScheme(database.db, { lineFen: 6_000_000 }); // two of the three payments fit
        const tries = triesOf(scheme);
        const attempt = async (name: string, id: string): Promise<string | null | undefined> => tries[name]?.(id);
        const ids = await Promise.all([1, 2, 3].map(() => recorder.anOrder(scheme, roadTo('priced'))));
        for (const round of rounds) await Promise.all(round.map(({ order, name }) => attempt(name, ids[order] ?? '')));
        const line = await lineOf(scheme);
        expect(line.grantedFen).toBe(
          line.availableFen + line.heldFen + line.committedFen + line.redeemedFen + line.lapsedFen,
        );
        expect(await sumsOf(scheme)).toEqual({
          granted: 0 - line.grantedFen,
          available: line.availableFen,
          held: line.heldFen,
          committed: line.committedFen,
          redeemed: line.redeemedFen,
          lapsed: line.lapsedFen,
        });
        expect(await listUnbalancedLines(database.db, [scheme.line.id])).toEqual([]);
        for (const id of ids) {
          const file = await findOrderRecord(database.db, id);
          if (file)
            expect(
              file.order.listPriceFen >= file.order.orderAmountFen &&
                file.order.orderAmountFen >= file.order.voucherAmountFen,
            ).toBe(true);
        }
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
}, 90_000);
