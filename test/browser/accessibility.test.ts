import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PAGES } from '../../api/pages/table.ts';
import { violations } from './support/axe.ts';
import { EXAMPLES, NAMES, PARTS } from './support/examples.ts';
import type { Example } from './support/examples.ts';
import { enterThings } from './support/things.ts';
import type { Things } from './support/things.ts';
import { chineseOn, inLargeText, inTheme, sideways } from './support/look.ts';
import { aStage, DESK, PHONE } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

let stage: Stage;
let things: Things;
const windows = new Map<string | null, Promise<Page>>();

beforeAll(async () => {
  stage = await aStage();
  things = await enterThings(stage.portal);
}, 120_000);
afterEach(() => expect(stage.faults()).toEqual([]));
afterAll(() => stage?.close());

/** Everybody's one window, signed in once. */
function windowOf(by: string | null): Promise<Page> {
  const opened = windows.get(by) ?? (by === null ? stage.visitor() : stage.person(by));
  windows.set(by, opened);
  return opened;
}

/** What is wrong with a page, in both languages, widths and themes; nothing is right. */
async function wrongWith(page: Page, address: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const lang of ['zh', 'en']) {
    await page.context().addCookies([{ name: 'lang', value: lang, url: stage.portal.url }]);
    await page.setViewportSize(DESK);
    const answer = await page.goto(address);
    if (answer?.status() !== 200) wrong.push(`${answer?.status()} for ${address}`);
    if (lang === 'en') wrong.push(...(await chineseOn(page, NAMES)).map((text) => `not English: ${text}`));
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      wrong.push(...(await sideways(page)).map((text) => `${lang} ${size.width} ${text}`));
      const large = await inLargeText(page, () => sideways(page));
      wrong.push(...large.map((text) => `${lang} ${size.width} in large text ${text}`));
      for (const theme of ['light', 'dark'] as const) {
        await inTheme(page, theme);
        const found = await violations(page, theme === 'light' ? 'everything' : 'colours');
        wrong.push(...found.map((text) => `${lang} ${size.width} ${theme} ${text}`));
      }
    }
  }
  return wrong;
}

test('what is wrong would be found: by axe in either theme, by the width, by the words, and by the watch', async () => {
  const page = await stage.visitor();
  await page.context().addCookies([{ name: 'lang', value: 'en', url: stage.portal.url }]);
  await page.goto('/sign-in');
  await page.evaluate(() => {
    const pale = Object.assign(document.createElement('p'), { textContent: '看不清', className: 'pale' });
    pale.style.color = '#888888';
    pale.style.width = '3000px';
    const script = Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' });
    const image = Object.assign(document.createElement('img'), { src: 'https://elsewhere.test/x.png' });
    document.querySelector('main')?.append(pale, script, image);
  });
  expect(await violations(page)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^color-contrast/), expect.stringMatching(/^image-alt/)]),
  );
  expect(await sideways(page)).toEqual([expect.stringContaining('p.pale')]);
  expect(await chineseOn(page, NAMES)).toEqual(['看不清']);
  const faults = stage.faults().join('\n');
  for (const fault of ['content policy: script-src', 'content policy: img-src', 'console: '])
    expect(faults).toContain(fault);
  await page.context().close();
});

const shown = PAGES.filter(({ method, download }) => method === 'get' && !download)
  .map(({ path }) => path)
  .filter((path) => !PARTS.includes(path));

test('every page of the table has an example, and every example a page', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual([...new Set(shown)].toSorted());
});

describe.each(shown.map((path) => ({ path, examples: EXAMPLES[path] ?? [] })))('$path', ({ examples }) => {
  test.each(examples.map((example, index) => ({ nth: index + 1, by: example.by ?? 'a visitor', example })))(
    'shows $by example $nth accessibly, in either language and theme, on a desk and a phone',
    async ({ example }: { example: Example }) => {
      const address = example.at(things);
      expect(await wrongWith(await windowOf(example.by), address)).toEqual([]);
    },
    120_000,
  );
});
