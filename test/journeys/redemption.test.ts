import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { tasks } from '../../db/schema/task.ts';
import { accounts } from '../../db/schema/organization.ts';
import { aWorld, moved } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** From 申请兑付 to 已兑付. @source L152, L165, D2, D5, D6 */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

test('R is fixed by two persons, paid out in parts, and what is not redeemed goes back', async () => {
  const before = await world.balance();
  const id = await world.anOrder('paid');
  await world.must(id, world.chen, world.ask.requestRedemption('45000.00')); // ⌊60 % × 45 000⌋ = 27 000
  expect(await world.temporal.click(id, world.zhao.id, world.ask.approveRedemption('27000.01'))).toBe(
    'redemption.above-limit',
  );
  await world.must(id, world.zhao, world.ask.approveRedemption('27000.00'));
  expect(await world.stateOf(id)).toBe('redemptionReview');
  await world.must(id, world.zhou, world.ask.approveRedemption('27000.00'));
  expect((await world.fileOf(id)).order).toMatchObject({
    state: 'preRedeemed',
    redemptionFen: 2_700_000,
    paidOutFen: 0,
  });

  await world.must(id, world.sun, world.ask.recordPayout('20000.00', 'T-1'));
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'preRedeemed', paidOutFen: 2_000_000 });
  expect(moved(before, await world.balance())).toMatchObject({ committed: 10_000, redeemed: 20_000 });
  expect(await world.temporal.click(id, world.sun.id, world.ask.recordPayout('7000.01', 'T-2'))).toBe(
    'payout.above-approved',
  );
  await world.must(id, world.sun, world.ask.recordPayout('7000.00', 'T-2'));
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'redeemed', paidOutFen: 2_700_000 });
  expect(moved(before, await world.balance())).toEqual({
    available: -27_000,
    held: 0,
    committed: 0,
    redeemed: 27_000,
    lapsed: 0,
  });
});

test('below the threshold one person decides, and less than the limit needs a reason', async () => {
  const id = await world.anOrder('redemptionReview');
  expect(await world.temporal.click(id, world.zhao.id, world.ask.approveRedemption('19999.99'))).toBe(
    'redemption.reason-required',
  );
  await world.must(id, world.zhao, world.ask.approveRedemption('19999.99', '部分服务未交付'));
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'preRedeemed', remark: '部分服务未交付' });
});

test('whoever approved the payment is never the only one to approve the redemption', async () => {
  const id = await world.anOrder('redemptionReview');
  await world.db
    .update(accounts)
    .set({ roles: ['park', 'center'] })
    .where(eq(accounts.id, world.li.id));
  expect(await world.temporal.click(id, world.li.id, world.ask.approveRedemption('10000.00', '核减'))).toBe(
    'redemption.payment-approver',
  );
  await world.must(id, world.li, world.ask.approveRedemption('30000.00'));
  await world.must(id, world.zhou, world.ask.approveRedemption('30000.00'));
  expect(await world.stateOf(id)).toBe('preRedeemed');
  await world.db
    .update(accounts)
    .set({ roles: ['park'] })
    .where(eq(accounts.id, world.li.id));
});

test('a declared company is decided by someone else', async () => {
  const id = await world.anOrder('redemptionReview');
  await world.db
    .update(accounts)
    .set({ declaredCreditCodes: [world.enterprise.creditCode] })
    .where(eq(accounts.id, world.zhao.id));
  expect(await world.temporal.click(id, world.zhao.id, world.ask.approveRedemption())).toBe('order.declared-company');
  await world.must(id, world.zhou, world.ask.approveRedemption('10000.00', '部分服务未交付'));
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'preRedeemed', approvals: [{ by: world.zhou.id }] });
  await world.db.update(accounts).set({ declaredCreditCodes: [] }).where(eq(accounts.id, world.zhao.id));
});

test('退回补正 stops decisions, goes to the institution, and comes back to the same reviewer with the first approval gone', async () => {
  const id = await world.anOrder('redemptionReview');
  await world.must(id, world.zhou, world.ask.approveRedemption());
  await world.must(id, world.zhao, { step: 'returnRedemption', body: { reason: '请补充过程材料' } });
  expect(await world.fileOf(id)).toMatchObject({
    order: { returned: true, approvals: [], remark: '请补充过程材料' },
    task: { kind: 'supplement' },
  });
  expect(await world.temporal.click(id, world.zhao.id, world.ask.approveRedemption())).toBe('order.returned');
  await world.must(id, world.chen, world.ask.supplementRedemption('50000.00'));
  expect(await world.fileOf(id)).toMatchObject({
    order: { returned: false, state: 'redemptionReview' },
    task: { kind: 'redemptionReview', claimedBy: world.zhao.id },
  });
  expect(await world.temporal.click(id, world.zhou.id, world.ask.approveRedemption())).toBe('task.claimed-by-another');
  await world.must(id, world.zhao, world.ask.approveRedemption());
  await world.must(id, world.zhou, world.ask.approveRedemption());
  const history = await world.db
    .select({ kind: tasks.kind, state: tasks.state })
    .from(tasks)
    .where(eq(tasks.subjectId, id))
    .orderBy(tasks.openedSeq);
  expect(history).toEqual([
    { kind: 'paymentReview', state: 'done' },
    { kind: 'redemptionReview', state: 'done' },
    { kind: 'supplement', state: 'done' },
    { kind: 'redemptionReview', state: 'done' },
    { kind: 'payout', state: 'open' },
  ]);
});

test('a refused redemption keeps the money committed and can be asked again', async () => {
  const before = await world.balance();
  const id = await world.anOrder('redemptionReview');
  await world.must(id, world.zhao, { step: 'rejectRedemption', body: { reason: '发票不符', final: false } });
  expect((await world.fileOf(id)).order).toMatchObject({
    state: 'redemptionRejected',
    voucherAmountFen: 3_000_000,
    remark: '发票不符',
  });
  expect(Number((await world.balance()).committed) - Number(before.committed)).toBe(30_000);
  await world.must(id, world.chen, world.ask.requestRedemption());
  expect(await world.stateOf(id)).toBe('redemptionReview');
});
