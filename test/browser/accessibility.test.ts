import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PAGES } from '../../api/pages/table.ts';
import { violations } from './support/axe.ts';
import { enterThings, EXAMPLES, NAMES } from './support/examples.ts';
import type { Example, Things } from './support/examples.ts';
import { chineseOn, sideways } from './support/look.ts';
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

const LOOKS = (['zh', 'en'] as const).flatMap((lang) => (['light', 'dark'] as const).map((theme) => ({ lang, theme })));

/** What is wrong with a page, in every look and both widths; nothing is right. */
async function wrongWith(page: Page, address: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const { lang, theme } of LOOKS) {
    await page.context().addCookies([
      { name: 'lang', value: lang, url: stage.portal.url },
      { name: 'theme', value: theme, url: stage.portal.url },
    ]);
    await page.setViewportSize(DESK);
    const answer = await page.goto(address);
    if (answer?.status() !== 200) wrong.push(`${answer?.status()} for ${address}`);
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      const where = `${lang} ${theme} ${size.width}`;
      wrong.push(...(await violations(page)).map((text) => `${where} ${text}`));
      const pixels = await sideways(page);
      if (pixels > 0) wrong.push(`${where} is ${pixels} pixels too wide`);
    }
    if (lang === 'en' && theme === 'light')
      wrong.push(...(await chineseOn(page, NAMES)).map((text) => `not English: ${text}`));
  }
  return wrong;
}

const shown = PAGES.filter(({ method }) => method === 'get').map(({ path }) => path);

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
