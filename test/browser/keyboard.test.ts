import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { readyReasons } from '../../domain/process/ready-reasons.ts';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

const TASKS = 10;

const openTasks = async (): Promise<number> => (await people.li.get('/api/tasks')).body.items.length;

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement?.textContent ?? '').trim().replaceAll(/\s+/g, ' '));

test('a reviewer decides ten tasks without a mouse: nine are approved, one is rejected with a ready reason', async () => {
  for (let count = 0; count < TASKS; count += 1) await anOrder(people, 'paymentReview');
  const page = await stage.person('park');
  await page.goto('/tasks');
  await heedsKeys(page);
  await page.keyboard.press('j');
  for (let left = TASKS; left > 0; left -= 1) {
    await page.keyboard.press(left === TASKS ? 'a' : 'o');
    await page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { name: '作出决定' }).waitFor();
    await heedsKeys(page);
    if (left === 8) await showsFile(page);
    if (left === 4) await rejects(page);
    else await approves(page);
    await page.getByRole('status').getByText('已办理').waitFor();
    await heedsKeys(page);
  }
  await eventually(openTasks, equals(0));
  const { body } = await people.li.get('/api/orders?state=paymentRejected');
  expect(body.items.map(({ remark }: { remark: string }) => remark)).toEqual([
    readyReasons(ORDER_STEPS.rejectPayment)[0]?.zh,
  ]);
}, 180_000);

/** The hint at the end of a page shows once its keys work. */
const heedsKeys = (page: Page): Promise<void> => page.locator('.keys').first().waitFor();

/** A hand that brushes the mouse brings up the file, whose viewer would take the keys. */
async function showsFile(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.locator('iframe[name=document]').waitFor();
}

async function approves(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await eventually(() => focused(page), equals('支付审核通过'));
  await page.keyboard.press('Enter');
}

async function rejects(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.keyboard.press('Space');
  for (let step = 0; step < 5 && (await focused(page)) !== '支付审核拒绝'; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}
