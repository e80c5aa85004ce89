import { expect, test } from '@jest/globals';
import { anOrder, cast, contract } from '../api/support/story.ts';
import { aScanOf } from '../documents/corpus/scans.ts';
import { eventually } from '../setup/eventually.ts';
import { violations } from './support/axe.ts';
import { NAMES } from './support/examples.ts';
import { chineseOn, inLargeText, inTheme, sideways } from './support/look.ts';
import { DESK, PHONE } from './support/stage.ts';
import { stageOfSuite } from './support/suite.ts';
import { PAPERS, signedContract } from './support/things.ts';

/** The place of each value of a scan, as the desk shows it. */

let desk: string;
const stage = stageOfSuite(async ({ portal }) => {
  const people = await cast(portal);
  const order = await anOrder(people, 'priced');
  const content = await aScanOf(await signedContract(), { stamped: true, skew: 1.4, dotsAnInch: 150 });
  const { body } = await people.wang.upload('contract', { content, name: PAPERS['contract'] ?? '' });
  await people.wang.post(`${order.path}/payment`, {
    voucherAmount: '30000.00',
    contract: { ...contract(body.id), number: 'HT-2026-001' },
  });
  const { client: sql } = portal.database;
  const isRead = () => sql`select 1 from attachment_readings where attachment_id = ${body.id}`;
  await eventually(isRead, (rows) => rows.length === 1, { withinMs: 50_000 });
  const { items } = (await people.li.get('/api/tasks')).body;
  desk = `/tasks/${items.find(({ subject }: { subject: { id: string } }) => subject.id === order.id).id}`;
});

test('each value of a scan is shown in its line, marked, and opens to the whole page', async () => {
  const page = await stage.person('park');
  await page.goto(desk);
  const lines = page.locator('.place');
  expect(await lines.count()).toBe(7);
  for (const line of await lines.all()) {
    const shown = line.getByRole('img', { name: /原件第 [12] 页中“.+”所在的一行，已标出/ });
    const [crop, mark] = [await shown.boundingBox(), await shown.locator('rect').boundingBox()];
    if (!crop || !mark) throw new Error('not drawn');
    expect([mark.x >= crop.x, mark.x + mark.width <= crop.x + crop.width]).toEqual([true, true]);
    expect([mark.y > crop.y, mark.y + mark.height < crop.y + crop.height, mark.height > 8]).toEqual([true, true, true]);
  }
  const href = await lines.first().locator('image').first().getAttribute('href');
  const size = await page.evaluate(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address ?? '')).blob());
    return [picture.width, picture.height];
  }, href);
  expect(size).toEqual([1100, 1555]);
  await lines.first().locator('summary').focus();
  await page.keyboard.press('Enter');
  const whole = lines.first().getByRole('region', { name: /原件第 1 页，可左右滚动/ });
  expect((await whole.boundingBox())?.height).toBeGreaterThan(600);
}, 60_000);

test('the link to a page sends an open viewer there, also a second time', async () => {
  const page = await stage.person('park');
  await page.goto(desk);
  await page.locator('file-viewer').hover();
  const link = page.locator('a[target=document]').filter({ hasText: '第 2 页' }).first();
  for (const _ of [1, 2]) {
    const loaded = page.waitForResponse((response) => new URL(response.url()).search === '?page=2');
    await link.click();
    expect((await loaded).status()).toBe(200);
  }
  expect(await link.getAttribute('href')).toMatch(/\?page=2#page=2&navpanes=0&view=FitH$/);
}, 60_000);

test('the places of a scan are drawn well in both languages, widths and themes', async () => {
  const page = await stage.person('park');
  const wrong: string[] = [];
  for (const lang of ['zh', 'en']) {
    await page.goto(`${desk}?lang=${lang}`);
    await page.locator('.place > summary').nth(1).click();
    if (lang === 'en') wrong.push(...(await chineseOn(page, NAMES)));
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      wrong.push(...(await sideways(page)), ...(await inLargeText(page, () => sideways(page))));
      wrong.push(...(await violations(page)));
      await inTheme(page, 'dark');
      wrong.push(...(await violations(page, 'colours')));
      await inTheme(page, 'light');
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);
