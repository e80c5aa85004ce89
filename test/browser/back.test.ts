import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { today } from '../api/support/story.ts';
import { eventually } from '../setup/eventually.ts';
import { CONTRACT } from './support/acts.ts';
import { EXAMPLES } from './support/examples.ts';
import { stageOfSuite } from './support/suite.ts';
import { enterThings } from './support/things.ts';
import type { Things } from './support/things.ts';

let things: Things;
const stage = stageOfSuite();
beforeAll(async () => {
  things = await enterThings(stage.portal);
}, 120_000);

/** What people type, by the kind of the field; a password is typed again. */
const TYPED = 'main form[method=post] :is(input:not([type=hidden], [type=file], [type=password]), textarea, select)';

/** Fills every field of the page's forms that are sent; false when there is none. */
async function fills(page: Page): Promise<boolean> {
  await page.evaluate(() => {
    for (const closed of document.querySelectorAll('main details')) closed.setAttribute('open', '');
  });
  const fields = page.locator(TYPED).filter({ visible: true });
  for (const field of await fields.all()) {
    const [type, isDecimal, isFixed] = await field.evaluate((one) => [
      one.getAttribute('type') ?? one.tagName,
      one.getAttribute('inputmode') === 'decimal',
      one.matches(':disabled, [readonly]'),
    ]);
    if (isFixed) continue;
    if (type === 'radio' || type === 'checkbox') await field.setChecked(true);
    else if (isDecimal) await field.fill('1234.5');
    else if (type === 'date') await field.fill(today());
    else if (type === 'email') await field.fill('someone@example.com');
    else if (type === 'SELECT') await field.selectOption({ index: 1 });
    else await field.fill('还没发送');
  }
  return (await fields.count()) > 0;
}

/** What stands in the page's forms: texts, and what is ticked; a draft's files are copies, with ids of their own. */
const standing = (page: Page): Promise<string[]> =>
  page.locator(TYPED).evaluateAll((all) =>
    all.flatMap((field) => {
      const { name, type, value, checked } = field as HTMLInputElement;
      const isTick = type === 'radio' || type === 'checkbox';
      if (isTick) return checked ? [`${name} ${/^[0-9a-f-]{36}$/.test(value) ? 'a file' : value}`] : [];
      return [`${name} ${value}`];
    }),
  );

const FORMS: readonly (readonly [string, string | null, number])[] = Object.entries(EXAMPLES).flatMap(([path, looks]) =>
  looks.map(({ by }, at) => [path, by, at] as const),
);

test('every form that is left by a link still holds what was typed when one comes back', async () => {
  const windows = new Map<string | null, Page>();
  const lost: string[] = [];
  let forms = 0;
  for (const [path, by, at] of FORMS) {
    const page = windows.get(by) ?? (by === null ? await stage.visitor() : await stage.person(by));
    windows.set(by, page);
    const address = EXAMPLES[path]?.[at]?.at(things) ?? '';
    await page.goto(address);
    if (!(await fills(page))) continue;
    forms += 1;
    const typed = await standing(page);
    const isDraft = (await page.locator('#draft-form').count()) > 0;
    await page.goto('/products');
    if (isDraft)
      await eventually(
        async () => (await page.request.get(address)).text(),
        (text) => text.includes('1234.5'),
      );
    await page.goBack();
    await page.locator(TYPED).first().waitFor({ state: 'attached' });
    const found = await standing(page);
    const missing = typed.filter((each) => !found.includes(each));
    lost.push(...missing.map((each) => `${by} ${path}: ${each}`));
  }
  expect(lost).toEqual([]);
  expect(forms).toBeGreaterThan(10);
}, 240_000);

test('a file that was uploaded is chosen again, and what is decided meanwhile is not offered once more', async () => {
  const page = await stage.person('institution');
  await page.goto(`/orders/${things.paid}/change`);
  await page.locator('input[type=file]').setInputFiles(CONTRACT);
  const chosen = page.locator('input[name=agreement]:checked');
  await chosen.waitFor();
  const file = await chosen.inputValue();
  await page.goto('/products');
  await page.goBack();
  await chosen.waitFor();
  expect(await chosen.inputValue()).toBe(file);
  const finance = await stage.person('finance');
  await finance.goto(`/tasks/${things.tasks.finance}`);
  const amount = finance.getByLabel('拨付金额（元）');
  await amount.fill('100');
  await finance.getByLabel('拨付日期').fill(today());
  await finance.getByLabel('拨付凭证号').fill('YH-2026-0100');
  await finance.getByRole('button', { name: '登记拨付' }).click();
  await finance
    .getByRole('status')
    .getByText(/^已办理/)
    .waitFor();
  await finance.goBack();
  await amount.waitFor();
  expect(await amount.inputValue()).not.toBe('100');
}, 60_000);
