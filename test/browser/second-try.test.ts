import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import {
  approvesPayment,
  approvesRedemption,
  confirmsPrice,
  pays,
  rejectsPayment,
  returnsRedemption,
  sees,
  supplements,
} from './support/acts.ts';
import { aStage } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

let stage: Stage;
let people: Cast;

beforeAll(async () => {
  stage = await aStage();
  people = await cast(stage.portal);
}, 60_000);
afterEach(async () => {
  expect(stage.faults()).toEqual([]);
  await stage.clear();
});
afterAll(() => stage?.close());

test('a rejected payment shows its reason, frees the voucher, and is paid again after the price was confirmed anew', async () => {
  const { id } = await anOrder(people, 'paymentReview');
  const reason = '订单金额与合同金额不一致';
  const park = await stage.person('park');
  await rejectsPayment(park, id, reason);
  const enterprise = await stage.person('enterprise');
  await enterprise.goto('/orders?state=paymentRejected');
  await enterprise.locator(`#o-${id}`).getByText(reason).waitFor();
  const { body } = await people.wang.get(`/api/orders/${id}`);
  expect(body.voucherAmount.amount).toBe('0.00');
  await confirmsPrice(await stage.person('institution'), id, '48000.00');
  await pays(enterprise, id, '28000.00', '48000.00');
  await approvesPayment(park, id);
  await enterprise.goto(`/orders/${id}`);
  await sees(enterprise, '已支付');
  await enterprise.getByText(reason).first().waitFor({ state: 'attached' });
}, 120_000);

test('a returned redemption is supplemented with what was there before, and goes back to the same reviewer', async () => {
  const { id } = await anOrder(people, 'redemptionReview');
  const reason = '服务过程性材料不完整';
  const center = await stage.person('center');
  await returnsRedemption(center, id, reason);
  const institution = await stage.person('institution');
  await institution.goto(`/orders/${id}`);
  await institution.getByText(reason).first().waitFor();
  await supplements(institution, id, '补充的启动会记录.pdf');
  await institution.getByText('补充的启动会记录.pdf').first().waitFor();
  await center.goto('/tasks');
  await center.getByRole('row').filter({ hasText: '你' }).first().waitFor();
  await approvesRedemption(center, id);
  await approvesRedemption(await stage.person('center-2'), id);
  await institution.goto(`/orders/${id}`);
  await sees(institution, '预兑付');
}, 120_000);
