import { expect, test } from '@jest/globals';
import { anOrder, cast, today } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { sees } from './support/acts.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

test.each([true, false])(
  'finance prepares a batch, exports it for the bank, and marks one line paid and one failed (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const orders = [await anOrder(people, 'preRedeemed'), await anOrder(people, 'preRedeemed')];
    const page = await stage.person('finance', { javaScriptEnabled });
    await page.goto('/payout-batches');
    for (const { id } of orders) await page.locator(`input[name=order][value="${id}"]`).check();
    await page.getByRole('button', { name: '生成批次' }).click();
    await page.waitForURL(/\/payout-batches\/[0-9a-f-]{36}/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出给银行（Excel）' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    if (javaScriptEnabled) {
      await page.getByText('最近导出').waitFor(); // drawn anew, though the form only brought a file
      expect(await page.getByText('尚未提交银行的，可以移出').count()).toBe(0);
      expect(await page.getByText('批次已导出给银行：请先与银行确认该笔未付款').count()).toBe(2);
    }
    const settle = async (id: string) => {
      const row = page.getByRole('row').filter({ has: page.locator(`a[href="/orders/${id}"]`) });
      await row.locator('summary').click();
      return row;
    };
    const [paid, failed] = orders.map(({ id }) => id);
    const paying = (await settle(paid ?? '')).getByRole('form', { name: '已拨付' });
    await paying.getByLabel('拨付日期').fill(today());
    await paying.getByLabel('拨付凭证号').fill('YH-20261124-1');
    await paying.getByRole('button', { name: '登记已拨付' }).click();
    await page.getByRole('status').getByText('已登记为已拨付').waitFor();
    const failing = (await settle(failed ?? '')).getByRole('form', { name: '拨付失败' });
    await failing.getByLabel('失败原因').fill('账号有误');
    await failing.getByRole('button', { name: '登记失败' }).click();
    await page.getByRole('status').getByText('已登记为拨付失败').waitFor();
    await eventually(async () => (await people.sun.get(`/api/orders/${paid}`)).body.state, equals('redeemed'));
    await page.goto(`/orders/${failed}`);
    await sees(page, '预兑付');
  },
  120_000,
);
