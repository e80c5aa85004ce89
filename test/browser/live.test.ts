import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { anOrder, cast } from '../api/support/story.ts';
import type { Cast } from '../api/support/story.ts';
import { equals, eventually } from '../setup/eventually.ts';
import { stageOfSuite } from './support/suite.ts';

let people: Cast;
const stage = stageOfSuite(async ({ portal }) => {
  people = await cast(portal);
});

/** The page once it hears of changes; a mark on it goes with the first reload. */
async function listening(page: Page, address: string): Promise<void> {
  const [events] = await Promise.all([page.waitForResponse('**/events?*'), page.goto(address)]);
  expect(events.status()).toBe(200);
  await page.evaluate(() => void Object.assign(globalThis, { marked: true }));
}
const stillMarked = (page: Page): Promise<boolean> => page.evaluate(() => 'marked' in globalThis);

/** The number that a text holds; 0 when it holds none. */
const numberIn = async (text: Locator): Promise<number> => Number((await text.innerText()).replace(/\D+/g, ''));
const unpaid = (page: Page): Locator => page.getByRole('main').getByRole('link', { name: /^未支付/ });
const bell = (page: Page): Locator => page.locator('#bell');
const badge = (page: Page): Locator => page.locator('#badge-unread');

test('two tabs agree: the list, its counts and the bell follow what others do, and the focus stays where it was', async () => {
  const page = await stage.person('institution');
  const other = await page.context().newPage();
  await listening(page, '/orders?state=unpaid');
  await listening(other, '/orders?state=unpaid');
  const [before, unread] = [await numberIn(unpaid(page)), await numberIn(bell(page))];
  const search = page.getByRole('main').getByRole('searchbox');
  await search.fill('还没打完');
  const { id } = await anOrder(people, 'unpaid');
  for (const each of [page, other]) {
    await each.locator(`a[href="/orders/${id}"]`).first().waitFor();
    await eventually(() => numberIn(unpaid(each)), equals(before + 1));
    await eventually(() => numberIn(bell(each)), equals(unread + 1));
    expect(await numberIn(badge(each))).toBe(unread + 1);
  }
  expect(await search.inputValue()).toBe('还没打完');
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await stillMarked(page)).toBe(true);
});

test('a task that a colleague claims is seen as claimed in the other’s inbox', async () => {
  const { id } = await anOrder(people, 'redemptionReview');
  const page = await stage.person('center-2');
  await listening(page, '/tasks');
  const {
    body: { items },
  } = await people.zhao.get('/api/tasks');
  const task = items.find(({ subject }: { subject: { id: string } }) => subject.id === id);
  await people.zhao.post(`/api/tasks/${task.id}/claim`);
  await page.getByRole('row').filter({ hasText: '赵敏' }).first().waitFor();
  expect(await stillMarked(page)).toBe(true);
});

test('where a proxy lets no events through, pages work as ever', async () => {
  const page = await stage.person('institution');
  await page.route('**/events?*', (route) => route.abort());
  await page.goto('/orders');
  const { id } = await anOrder(people, 'unpaid');
  await page.getByRole('link', { name: '刷新' }).click();
  await page.locator(`a[href="/orders/${id}"]`).first().click();
  await page.waitForURL(`**/orders/${id}*`);
  expect(stage.faults().filter((fault) => !fault.includes('Failed to fetch'))).toEqual([]);
});

test('a claim, a release and a decision of another reach an open desk, and what is typed stays', async () => {
  const order = await anOrder(people, 'redemptionReview');
  const { items } = (await people.zhao.get('/api/tasks?limit=100')).body;
  const { id } = items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id);
  const page = await stage.person('center-2');
  await listening(page, `/tasks/${id}`);
  const amount = page.locator('#approveRedemption-amount');
  await amount.fill('12345.00');
  const approve = page.getByRole('button', { name: '兑付审核通过' });
  await people.zhao.post(`/api/tasks/${id}/claim`);
  await page.getByText('赵敏刚刚认领').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await people.zhao.delete(`/api/tasks/${id}/claim`);
  await eventually(() => approve.isEnabled(), equals(true));
  expect(await amount.inputValue()).toBe('12345.00');
  const { version } = (await people.zhao.get(order.path)).body;
  await people.zhao.post(`${order.path}/redemption/return`, { reason: '缺会议纪要', version });
  await page.getByText(/赵敏.*已办理：退回补正/).waitFor();
  expect(await approve.isDisabled()).toBe(true);
  expect(await stillMarked(page)).toBe(true);
});
