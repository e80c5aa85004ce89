import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anOffer, anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import {
  approvesChange,
  approvesPayment,
  approvesRedemption,
  confirmsPrice,
  CONTRACT,
  pays,
  rejectsPayment,
  returnsRedemption,
  sees,
  supplements,
} from './support/acts.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

interface Voucher {
  readonly lines: readonly { readonly id: string; readonly available: { readonly amount: string } }[];
}

/** What wang may still spend on the product of the stories. */
async function available(): Promise<string | undefined> {
  const { voucherLineId } = await anOffer(people.wang);
  const items: readonly Voucher[] = (await people.wang.get('/api/vouchers')).body.items;
  return items.flatMap(({ lines }) => lines).find(({ id }) => id === voucherLineId)?.available.amount;
}

test('a rejected payment shows its reason, frees the voucher, and is paid again after the price was confirmed anew', async () => {
  const before = await available();
  const { id } = await anOrder(people, 'paymentReview');
  expect(await available()).not.toBe(before);
  const reason = '订单金额与合同金额不一致';
  const park = await stage.person('park');
  await rejectsPayment(park, id, reason);
  const enterprise = await stage.person('enterprise');
  await enterprise.goto('/orders?state=paymentRejected');
  await enterprise.locator(`#o-${id}`).getByText(reason).waitFor();
  const { body } = await people.wang.get(`/api/orders/${id}`);
  expect(body.voucherAmount.amount).toBe('0.00');
  expect(await available()).toBe(before);
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
  const { body } = await people.zhao.get(`/api/orders/${id}`);
  const row = center.getByRole('row').filter({ hasText: body.number });
  await row.locator('.t-who').getByText('您', { exact: true }).waitFor();
  await approvesRedemption(center, id);
  await approvesRedemption(await stage.person('center-2'), id);
  await institution.goto(`/orders/${id}`);
  await sees(institution, '预兑付');
}, 120_000);

test('a contract change is proposed with its agreement, accepted by the enterprise and approved by the park', async () => {
  const { id } = await anOrder(people, 'paid');
  const institution = await stage.person('institution');
  await institution.goto(`/orders/${id}/change`);
  await institution.locator('input[type=file]').setInputFiles({ ...CONTRACT, name: '补充协议书.pdf' });
  await institution.getByLabel('变更后订单金额').fill('45000.00');
  await institution.getByLabel('变更后支付创新券金额').fill('25000.00');
  await institution.getByLabel('变更说明').fill('减少一项服务');
  await institution.getByRole('checkbox', { name: '我已核对，仍要提交' }).check(); // the file is a contract over other amounts
  await institution.getByRole('button', { name: '提出补充协议' }).click();
  await institution.getByText('补充协议书.pdf').first().waitFor();
  await takes(await stage.person('enterprise'), id, '同意变更');
  await approvesChange(await stage.person('park'), id);
  await eventually(
    async () => {
      const { body } = await people.chen.get(`/api/orders/${id}`);
      return [body.orderAmount.amount, body.voucherAmount.amount];
    },
    equals(['45000.00', '25000.00']),
  );
}, 120_000);

test('three sides agree to close a paid order, and the voucher gets its money back', async () => {
  const before = await available();
  const { id } = await anOrder(people, 'paid');
  expect(await available()).not.toBe(before);
  await takes(await stage.person('institution'), id, '提出关闭', '双方协商终止');
  for (const name of ['enterprise', 'center']) await takes(await stage.person(name), id, '同意关闭', '双方协商终止');
  const page = await stage.person('enterprise');
  await page.goto(`/orders/${id}`);
  await sees(page, '已关闭');
  expect(await available()).toBe(before);
}, 120_000);

/** Takes a step by its form on the order's page. */
async function takes(page: Page, id: string, label: string, reason?: string): Promise<void> {
  await page.goto(`/orders/${id}`);
  const summary = page.locator('summary').filter({ hasText: new RegExp(`^${label}$`) });
  await summary.click();
  const form = page.locator('details[open]').filter({ has: summary }).locator('form');
  if (reason !== undefined) await form.getByLabel('理由').fill(reason);
  await form.getByRole('button', { name: label }).click();
  await page.waitForURL(/\?done=/);
}
