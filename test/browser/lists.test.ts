import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anOrder, cast } from '../api/support/story.ts';
import { DESK, PHONE } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';

const stage = stageOfSuite(async ({ portal }) => {
  const people = await cast(portal);
  await anOrder(people, 'unpaid');
  await anOrder(people, 'redemptionReview');
});

const day = (page: Page) => page.locator('input[name=from]');

test.each(['/orders', '/tasks/decided'])(
  'on a phone the filters of %s are folded until one is set, without a script too; beside a desk they are in sight',
  async (path) => {
    const phone = await stage.person('park', { viewport: PHONE, javaScriptEnabled: false });
    await phone.goto(path);
    expect(await day(phone).isVisible()).toBe(false);
    await phone.getByText('更多条件').click();
    expect(await day(phone).isVisible()).toBe(true);
    await phone.goto(`${path}?from=2026-01-01`);
    expect(await day(phone).isVisible()).toBe(true);
    const desk = await stage.person('park', { viewport: DESK });
    await desk.goto(path);
    expect(await day(desk).isVisible()).toBe(true);
    expect(await desk.getByText('更多条件').isVisible()).toBe(false);
  },
);

test('no tab of the order list is cut beside the menu, in the longer language and in print', async () => {
  const page = await stage.person('center', { lang: 'en', viewport: DESK });
  await page.context().addCookies([{ name: 'lang', value: 'en', url: stage.portal.url }]);
  await page.goto('/orders');
  const cut = (): Promise<string[]> =>
    page.evaluate(() => {
      const frame = document.querySelector('.state-tabs')?.getBoundingClientRect().right ?? 0;
      return [...document.querySelectorAll('.state-tabs a')]
        .filter((tab) => tab.getBoundingClientRect().right > frame)
        .map((tab) => tab.textContent ?? '');
    });
  expect(await page.locator('.state-tabs a').count()).toBe(10);
  expect(await page.locator('.state-tabs a').first().textContent()).toContain('All');
  expect(await cut()).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 695, height: 900 }); // A4 within its margins
  expect(await cut()).toEqual([]);
});

test('every head of the order list stands over its cells, and the invoices of a desk fit a phone', async () => {
  const desk = await stage.person('center', { viewport: DESK });
  await desk.goto('/orders');
  const textStarts = (row: string) =>
    desk.locator(row).evaluateAll((cells) =>
      cells.map((cell) => {
        const { paddingLeft, paddingRight } = getComputedStyle(cell);
        return [paddingLeft, paddingRight];
      }),
    );
  const heads = await textStarts('.orders thead th');
  expect(heads.length).toBeGreaterThan(8);
  expect(await textStarts('.orders tbody tr:first-child > *')).toEqual(heads);
  const phone = await stage.person('center', { viewport: PHONE });
  await phone.goto('/tasks');
  await phone.locator('a[data-row]').first().click();
  const table = phone.locator('.desk-invoices');
  expect(await table.evaluate(({ parentElement: around }) => around && around.scrollWidth - around.clientWidth)).toBe(
    0,
  );
  expect(await table.locator('tbody a').evaluateAll((all) => all.map((one) => one.getClientRects().length))).toEqual([
    1,
  ]);
});
