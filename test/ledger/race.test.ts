import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { orderActivities } from '../../activities/order.ts';
import { calendarOf } from '../../db/reads/calendar.ts';
import { orderFile } from '../../db/reads/order.ts';
import { unbalancedLines } from '../../db/reads/reconciliation.ts';
import { commands, orders } from '../../db/schema/order.ts';
import { ledgerEntries, voucherLines } from '../../db/schema/voucher.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { OrderActivities } from '../../workflows/messages/order.ts';
import { requests } from '../setup/bodies.ts';
import { testDatabase } from '../setup/database.ts';
import type { TestDatabase } from '../setup/database.ts';
import { aScheme, one } from '../setup/scheme.ts';
import type { Scheme } from '../setup/scheme.ts';

let database: TestDatabase;
let activities: OrderActivities;
beforeAll(async () => {
  database = await testDatabase(20);
  const calendar = await calendarOf(database.db);
  activities = orderActivities({ db: database.db, calendar: () => Promise.resolve(calendar) });
});
afterAll(() => database.drop());

/** Records a person's step; answers the refusal, or null. */
async function taken(
  orderId: string,
  who: { id: string },
  asked: OrderRequest | Promise<OrderRequest>,
): Promise<string | null> {
  const { step, body } = await asked;
  const commandId = randomUUID();
  await database.db.insert(commands).values({ id: commandId, accountId: who.id, orderId, step, body });
  const { seq } = await activities.loadOrder(orderId);
  await activities.recordOrder({
    orderId,
    command: { commandId, step, actorId: who.id, version: null },
    seq,
    ruling: { allowed: true },
    now: new Date().toISOString(),
  });
  return (await one(database.db.select({ code: commands.code }).from(commands).where(eq(commands.id, commandId)))).code;
}

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
  const orderIds = Array.from({ length: 400 }, () => randomUUID());
  const each = async <T>(work: (orderId: string) => Promise<T>): Promise<T[]> => {
    const results: T[] = [];
    const queue = [...orderIds];
    const lane = async (): Promise<void> => {
      for (let id = queue.shift(); id; id = queue.shift()) results.push(await work(id));
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return results;
  };
  await each(async (id) => {
    await taken(id, scheme.wang, ask.place('10.00'));
    await taken(id, scheme.chen, ask.confirmPrice('10.00'));
  });
  const codes = await each((id) => taken(id, scheme.wang, ask.pay('1.00', '10.00')));
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
    price: (id) => taken(id, chen, ask.confirmPrice('50000.00')),
    pay: (id) => taken(id, wang, ask.pay('30000.00')),
    payLess: (id) => taken(id, wang, ask.pay('10000.00')),
    withdraw: (id) => taken(id, wang, { step: 'withdraw', body: {} }),
    approve: (id) => taken(id, li, { step: 'approvePayment', body: { comment: null } }),
    reject: (id) => taken(id, li, { step: 'rejectPayment', body: { reason: '不一致' } }),
    redeem: (id) => taken(id, chen, ask.requestRedemption('50000.00')),
    back: (id) => taken(id, zhao, { step: 'returnRedemption', body: { reason: '补' } }),
    supplement: (id) => taken(id, chen, ask.supplementRedemption('40000.00')),
    first: (id) => taken(id, zhao, ask.approveRedemption('9000.00', '核减')),
    refuse: (id) => taken(id, zhou, { step: 'rejectRedemption', body: { reason: '不符', final: false } }),
    refuseForGood: (id) => taken(id, zhou, { step: 'rejectRedemption', body: { reason: '不符', final: true } }),
    payout: (id) => taken(id, sun, ask.recordPayout('4500.00')),
    close: (id) => taken(id, wang, { step: 'close', body: { reason: '不做了' } }),
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
        const ids = [randomUUID(), randomUUID(), randomUUID()];
        const scheme = await aScheme(database.db, { lineFen: 6_000_000 }); // two of the three payments fit
        const tries = triesOf(scheme);
        const attempt = async (name: string, id: string): Promise<string | null | undefined> => tries[name]?.(id);
        await Promise.all(ids.map((id) => taken(id, scheme.wang, requests(database.db, scheme).place())));
        await Promise.all(ids.map((id) => attempt('price', id)));
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
        expect(await unbalancedLines(database.db, [scheme.line.id])).toEqual([]);
        for (const id of ids) {
          const file = await orderFile(database.db, id);
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
