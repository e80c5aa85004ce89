import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** All that depends on colours; the rest of a page is the same in either theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds against WCAG 2.2 AA on the page as it stands, one line a rule with the places it was broken at. */
export async function violations(page: Page, about: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
  const found = await page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
      const { violations: broken } = await axe.run({ runOnly, resultTypes: ['violations'] });
      return broken.map(({ id, help, nodes }) => ({
        id,
        help,
        places: nodes
          .slice(0, 3)
          .map(({ html, any, all, none }) => `${html} — ${[...any, ...all, ...none][0]?.message}`),
      }));
    },
    about === 'everything' ? TAGS : COLOUR_RULES,
  );
  return found.map(({ id, help, places }) => `${id}: ${help}\n  ${places.join('\n  ')}`);
}
