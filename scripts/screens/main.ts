import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import '../../test/setup/quiet.ts';
import { startServers } from '../../test/setup/servers.ts';
import { EXAMPLES } from '../../test/browser/support/examples.ts';
import type { Example } from '../../test/browser/support/examples.ts';
import { enterThings } from '../../test/browser/support/things.ts';
import { aStage, DESK, PHONE } from '../../test/browser/support/stage.ts';
import type { Stage } from '../../test/browser/support/stage.ts';
import { inPalette } from './palette.ts';

/** `npm run screens`: a picture of every page that the browser tests look at, on a desk and a phone, into `docs/screens/`. */

const FOLDER = fileURLToPath(new URL('../../docs/screens', import.meta.url));
/** Shown in dark too. */
const IN_DARK = ['orders-enterprise', 'orders-id-institution', 'tasks-id-park'];

/** The browser's viewer says to nobody that it has drawn a document. */
const VIEWER_MS = 3_000;

const servers = await startServers();
try {
  const stage = await aStage();
  try {
    const things = await enterThings(stage.portal);
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const [path, examples] of Object.entries(EXAMPLES))
      for (const example of firstOfEach(examples)) await draw(stage, path, { ...example, address: example.at(things) });
  } finally {
    await stage.close();
  }
} finally {
  await servers.stop();
}

/** What each person sees first. */
function firstOfEach(examples: readonly Example[]): Example[] {
  return examples.filter(
    ({ by, of }, at) => examples.findIndex((example) => example.by === by && example.of === of) === at,
  );
}

async function draw(
  stage: Stage,
  path: string,
  { by, of, address }: Example & { readonly address: string },
): Promise<void> {
  const name = nameOf(path, by, of);
  for (const theme of IN_DARK.includes(name) ? (['light', 'dark'] as const) : (['light'] as const)) {
    const page = await (by === null ? stage.visitor({ theme }) : stage.person(by, { theme }));
    await page.goto(address);
    // An address that leads on to another page has no picture of its own.
    if (page.url() === new URL(address, stage.portal.url).href)
      for (const size of [DESK, PHONE])
        await shoot(page, size, `${name}-${size.width}${theme === 'dark' ? '-dark' : ''}`);
    await page.context().close();
  }
}

async function shoot(page: Page, size: typeof DESK, name: string): Promise<void> {
  await page.setViewportSize(size);
  await page.mouse.move(1, 1); // a file is shown once the pointer moves
  if ((await page.locator('iframe, object, embed').count()) > 0) await pause(VIEWER_MS);
  const picture = inPalette(await page.screenshot({ fullPage: true, animations: 'disabled' }));
  writeFileSync(join(FOLDER, `${name}.png`), picture);
  console.log(`${name}.png  ${Math.ceil(picture.length / 1024)} KiB`);
}

/** `/orders/:id/price` of an institution → `orders-id-price-institution` */
function nameOf(path: string, by: string | null, of?: string): string {
  const words = path.split('/').filter(Boolean).join('-').replaceAll(':', '');
  return [words || 'home', by ?? 'visitor', of].filter(Boolean).join('-');
}
