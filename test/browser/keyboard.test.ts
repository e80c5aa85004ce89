import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { readyReasons } from '../../domain/process/ready-reasons.ts';
import { agreeingText, saidByContract } from '../api/support/contract-text.ts';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

const TASKS = 10;
/** Which of them has a contract whose text could not be read. */
const UNREAD = 5;

/** A payment under review, whose contract says what was entered. */
async function aPayment(agrees: boolean): Promise<void> {
  const order = await anOrder(people, 'paymentReview');
  const { body } = await people.li.get(order.path);
  if (agrees) await saidByContract(stage.portal, body.contract.attachmentId, agreeingText(body));
}

const openTasks = async (): Promise<number> => (await people.li.get('/api/tasks')).body.items.length;

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement?.textContent ?? '').trim().replaceAll(/\s+/g, ' '));

test('a reviewer decides ten tasks without a mouse: nine are approved, one is rejected with a ready reason', async () => {
  for (let count = 0; count < TASKS; count += 1) await aPayment(count !== UNREAD);
  const page = await stage.person('park');
  await page.goto('/tasks');
  await heedsKeys(page);
  await page.keyboard.press('j');
  const presses: number[] = [];
  for (let left = TASKS; left > 0; left -= 1) {
    await page.keyboard.press(left === TASKS ? 'a' : 'o');
    await page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { name: '作出决定' }).waitFor();
    await heedsKeys(page);
    if (left === 8) await brushesMouse(page);
    if (left === 4) await rejects(page);
    else presses.push(await approves(page));
    await page.getByRole('status').getByText('已办理').waitFor();
    await heedsKeys(page);
  }
  await eventually(openTasks, equals(0));
  expect(presses.toSorted((one, other) => one - other)).toEqual([...Array(TASKS - 2).fill(1), 3]); // past the comparison and the tick
  const { body } = await people.li.get('/api/orders?state=paymentRejected');
  expect(body.items.map(({ remark }: { remark: string }) => remark)).toEqual([
    readyReasons(ORDER_STEPS.rejectPayment)[0]?.zh,
  ]);
}, 180_000);

/** The hint at the end of a page shows once its keys work. */
const heedsKeys = (page: Page): Promise<void> => page.locator('.keys').first().waitFor();

/** A hand that brushes the mouse beside the file brings up no viewer, which would take the keys; going to the file does. */
async function brushesMouse(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.mouse.move(2, 2);
  expect(await page.locator('iframe[name=document]').count()).toBe(0);
}

/** Approves by keys; how often `a` was pressed. What must be compared by eye is ticked on the way. */
async function approves(page: Page): Promise<number> {
  for (let presses = 1; presses < 6; presses += 1) {
    const before = await place(page);
    const isThere = (await focused(page)) === '支付审核通过'; // by the `a` in the list
    if (!isThere) {
      await page.keyboard.press('a');
      await eventually(
        () => place(page),
        (now) => now !== before,
      );
    }
    if ((await focused(page)) === '支付审核通过') {
      await page.keyboard.press('Enter');
      return presses;
    }
    if ((await place(page)).endsWith('confirmed')) await page.keyboard.press('Space');
  }
  throw new Error('the keys lead to no approval');
}

/** Where the focus is. */
const place = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { tagName = '', id = '' } = document.activeElement ?? {};
    return `${tagName} ${id}`;
  });

async function rejects(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await page.keyboard.press('Space');
  for (let step = 0; step < 5 && (await focused(page)) !== '支付审核拒绝'; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

test('a file whose viewer takes the focus gives the keys back', async () => {
  await aPayment(true);
  const page = await stage.person('park');
  const [task] = (await people.li.get('/api/tasks')).body.items;
  await page.addInitScript(() => {
    addEventListener('blur', () => {
      document.documentElement.dataset['lost'] = '1';
    });
  });
  await page.goto(`/tasks/${task.id}`); // the stage's files are none that a viewer can draw: its message takes the focus
  await heedsKeys(page);
  await page.locator('html[data-lost="1"]').waitFor();
  await eventually(async () => {
    await page.keyboard.press('a');
    return focused(page);
  }, equals('支付审核通过'));
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('已办理').waitFor();
});
