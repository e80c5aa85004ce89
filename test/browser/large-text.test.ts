import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inLargeText, sideways } from './support/look.ts';
import { DESK, PHONE } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';
import { enterThings } from './support/things.ts';
import type { Things } from './support/things.ts';

let things: Things;
const stage = stageOfSuite(async ({ portal }) => {
  things = await enterThings(portal);
});

/** What is not drawn as large text asks, in words; nothing is right. */
const wrongWith = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wrong: string[] = [];
    const size = Number.parseFloat(getComputedStyle(document.body).fontSize);
    if (size < 20) wrong.push(`letters of ${size} px`);
    for (const row of document.querySelectorAll('.data-cards > tbody > tr'))
      if (getComputedStyle(row).display !== 'grid') wrong.push(`no card: ${row.textContent?.trim().slice(0, 40)}`);
    for (const cell of document.querySelectorAll('.data-cards > tbody > tr > td')) {
      if (cell.scrollWidth > cell.clientWidth) wrong.push(`cut: ${cell.textContent?.trim()}`);
    }
    const controls = [...document.querySelectorAll('.filters :is(input, select, button, .btn)')]
      .filter((control) => control.checkVisibility()) // what is folded away lies over nothing
      .map((control) => ({ box: control.getBoundingClientRect(), name: control.getAttribute('name') }))
      .filter(({ box }) => box.width > 1);
    for (const [index, { box, name }] of controls.entries())
      for (const other of controls.slice(index + 1)) {
        const [across, down] = [other.box.left < box.right && box.left < other.box.right, other.box.top < box.bottom];
        if (across && down && box.top < other.box.bottom) wrong.push(`${name} lies over ${other.name}`);
      }
    return wrong;
  });

test.each([
  { by: 'institution', at: () => ['/orders', `/orders/${things.paid}/redemption`, '/vouchers'] },
  { by: 'enterprise', at: () => ['/orders', `/orders/${things.priced}`, `/vouchers/${things.voucher}`] },
  { by: 'center', at: () => ['/tasks', '/tasks/decided', `/tasks/${things.tasks.center}`] },
  {
    by: 'finance',
    at: () => ['/tasks', '/payout-batches', `/payout-batches/${things.batch}`, `/tasks/${things.tasks.finance}`],
  },
])(
  'in large text $by reads letters of 20 px, lists as cards, and nothing cut, on a desk and a phone',
  async ({ by, at }) => {
    const page = await stage.person(by);
    const wrong: string[] = [];
    for (const address of at()) {
      const answer = await page.goto(address);
      expect([address, answer?.status()]).toEqual([address, 200]);
      for (const size of [DESK, PHONE]) {
        await page.setViewportSize(size);
        const seen = await inLargeText(page, async () => [...(await sideways(page)), ...(await wrongWith(page))]);
        wrong.push(...seen.map((text) => `${address} ${size.width}: ${text}`));
      }
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test('beside large text, a desk keeps its tables and the size of its letters', async () => {
  const page = await stage.person('institution');
  await page.goto('/orders');
  const drawn = () =>
    page.evaluate(() => {
      const row = document.querySelector('.orders > tbody > tr');
      return [getComputedStyle(document.body).fontSize, row && getComputedStyle(row).display];
    });
  expect(await drawn()).toEqual(['14px', 'table-row']);
  await page.setViewportSize(PHONE);
  expect(await drawn()).toEqual(['14px', 'grid']);
});
