import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aWorld, moved } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** Payment, refusal and payment again. @source L132, L140, L149, L161, D4, D25 */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

test('a rejected payment frees the held money, keeps its reason until approved, and can be priced and paid again', async () => {
  const before = await world.balance();
  const id = await world.anOrder('paymentReview');
  expect(moved(before, await world.balance())).toMatchObject({ available: -30_000, held: 30_000 });
  await world.must(id, world.li, { step: 'rejectPayment', body: { reason: '订单金额与合同金额不一致' } });
  expect(await world.balance()).toEqual(before);
  expect((await world.fileOf(id)).order).toMatchObject({
    state: 'paymentRejected',
    voucherAmountFen: 0,
    priceConfirmed: true,
    remark: '订单金额与合同金额不一致',
  });

  await world.must(id, world.chen, world.ask.confirmPrice('40000.00'));
  expect((await world.fileOf(id)).order).toMatchObject({
    state: 'unpaid',
    orderAmountFen: 4_000_000,
    remark: '订单金额与合同金额不一致',
  });
  await world.must(id, world.wang, world.ask.pay('24000.00', '40000.00'));
  await world.must(id, world.li, world.ask.approvePayment());
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'paid', voucherAmountFen: 2_400_000, remark: null });
  expect(moved(before, await world.balance())).toMatchObject({ available: -24_000, held: 0, committed: 24_000 });

  const rounds = (await world.eventsOf(id)).filter(({ step }) => step === 'pay').map(({ body }) => body);
  expect(rounds).toEqual([
    expect.objectContaining({ voucherAmountFen: 3_000_000 }),
    expect.objectContaining({ voucherAmountFen: 2_400_000 }),
  ]);
});

test('the enterprise takes back a payment nobody has claimed', async () => {
  const before = await world.balance();
  const id = await world.anOrder('paymentReview');
  await world.must(id, world.wang, { step: 'withdraw', body: {} });
  expect((await world.fileOf(id)).order).toMatchObject({ state: 'unpaid', voucherAmountFen: 0, contract: null });
  expect((await world.fileOf(id)).task).toBeNull();
  expect(await world.balance()).toEqual(before);
  await world.must(id, world.wang, world.ask.pay());
});
