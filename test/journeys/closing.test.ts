import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { vouchers } from '../../db/schema/voucher.ts';
import { addDays } from '../../domain/day.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { aWorld } from '../setup/world.ts';
import type { World } from '../setup/world.ts';

/** Every way into 已关闭, and the contract change. @source D3, D13 */

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const closing = (reason: string): OrderRequest => ({ step: 'close', body: { reason } });

test('either side closes an unpaid order alone; the center does not', async () => {
  const [byInstitution, byEnterprise] = [await world.anOrder('unpaid'), await world.anOrder('priced')];
  expect(await world.temporal.click(byEnterprise, world.zhao.id, closing('清理'))).toBe('order.not-your-step');
  await world.must(byInstitution, world.chen, closing('企业不再需要'));
  await world.must(byEnterprise, world.wang, closing('下错单'));
  expect((await world.fileOf(byInstitution)).order).toMatchObject({
    state: 'closed',
    voucherAmountFen: 0,
    remark: '企业不再需要',
  });
  expect(await world.stateOf(byEnterprise)).toBe('closed');
});

test('a paid order is closed by all three, in any order, and its money goes back', async () => {
  const before = await world.balance();
  for (const order of [
    ['chen', 'wang', 'zhao'],
    ['zhao', 'chen', 'wang'],
  ] as const) {
    const id = await world.anOrder('paid');
    await world.must(id, world[order[0]], closing('协商一致'));
    expect(await world.temporal.click(id, world[order[0]].id, closing('再点一次'))).toBe('order.already-agreed');
    await world.must(id, world[order[1]], closing('同意'));
    expect((await world.fileOf(id)).order).toMatchObject({
      state: 'paid',
      closure: { agreedBy: [expect.anything(), expect.anything()] },
    });
    await world.must(id, world[order[2]], closing('同意'));
    expect((await world.fileOf(id)).order).toMatchObject({ state: 'closed', voucherAmountFen: 0 });
  }
  expect(await world.balance()).toEqual(before);
});

test('asking for redemption ends what had been agreed', async () => {
  const id = await world.anOrder('paid');
  await world.must(id, world.wang, closing('协商'));
  await world.must(id, world.chen, world.ask.requestRedemption());
  expect((await world.fileOf(id)).order.closure).toBeNull();
});

test('a final rejection closes, a refused redemption is closed by the center alone', async () => {
  const before = await world.balance();
  const final = await world.anOrder('redemptionReview');
  await world.must(final, world.zhao, { step: 'rejectRedemption', body: { reason: '虚假材料', final: true } });
  expect((await world.fileOf(final)).order).toMatchObject({ state: 'closed', voucherAmountFen: 0, remark: '虚假材料' });
  const refused = await world.anOrder('redemptionReview');
  await world.must(refused, world.zhao, { step: 'rejectRedemption', body: { reason: '不符', final: false } });
  expect(await world.temporal.click(refused, world.wang.id, closing('不做了'))).toBe('order.not-your-step');
  await world.must(refused, world.zhao, closing('逾期不再兑付'));
  expect(await world.balance()).toEqual(before);
});

test('after redeemBy the center closes a paid order alone, redemption comes too late, and the money lapses after useBy', async () => {
  const id = await world.anOrder('paid');
  const before = await world.balance();
  const yesterday = addDays(world.today, -1);
  await world.db
    .update(vouchers)
    .set({ useBy: yesterday, redeemBy: yesterday })
    .where(eq(vouchers.id, world.voucher.id));
  expect(await world.temporal.click(id, world.chen.id, world.ask.requestRedemption())).toBe(
    'order.redemption-too-late',
  );
  await world.must(id, world.zhao, closing('已过兑付截止'));
  expect(await world.stateOf(id)).toBe('closed');
  expect(await world.balance()).toMatchObject({ available: before.available, lapsed: '30000.00' });
  await world.db
    .update(vouchers)
    .set({ useBy: world.voucher.useBy, redeemBy: world.voucher.redeemBy })
    .where(eq(vouchers.id, world.voucher.id));
});

test('a contract change is proposed, accepted, approved: O and V go down, the difference goes back, redemption waits', async () => {
  const id = await world.anOrder('paid');
  const before = await world.balance();
  await world.must(id, world.chen, world.ask.proposeChange('40000.00', '24000.00'));
  const changeId = (await world.fileOf(id)).order.changes[0]?.id ?? '';
  expect(await world.temporal.click(id, world.chen.id, world.ask.requestRedemption())).toBe('order.change-open');
  expect(await world.temporal.click(id, world.chen.id, world.ask.proposeChange('30000.00', '10000.00'))).toBe(
    'change.one-at-a-time',
  );
  expect(await world.temporal.click(id, world.li.id, { step: 'approveChange', body: { changeId } })).toBe(
    'change.not-accepted',
  );
  await world.must(id, world.wang, { step: 'acceptChange', body: { changeId } });
  expect((await world.fileOf(id)).task).toMatchObject({ kind: 'contractChange' });
  await world.must(id, world.li, { step: 'approveChange', body: { changeId } });
  expect((await world.fileOf(id)).order).toMatchObject({
    state: 'paid',
    orderAmountFen: 4_000_000,
    voucherAmountFen: 2_400_000,
  });
  expect(Number((await world.balance()).available) - Number(before.available)).toBe(6_000);

  await world.must(id, world.chen, world.ask.proposeChange('40000.00', '20000.00'));
  const second = (await world.fileOf(id)).order.changes[1]?.id ?? '';
  await world.must(id, world.wang, { step: 'dropChange', body: { changeId: second } });
  await world.must(id, world.chen, world.ask.proposeChange('40000.00', '20000.00'));
  const third = (await world.fileOf(id)).order.changes[2]?.id ?? '';
  await world.must(id, world.wang, { step: 'acceptChange', body: { changeId: third } });
  await world.must(id, world.li, { step: 'rejectChange', body: { changeId: third, reason: '附件不清晰' } });
  expect((await world.fileOf(id)).order).toMatchObject({
    orderAmountFen: 4_000_000,
    voucherAmountFen: 2_400_000,
    remark: '附件不清晰',
  });
  await world.must(id, world.chen, world.ask.requestRedemption('40000.00'));
});
