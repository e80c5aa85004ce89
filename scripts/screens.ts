import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import '../test/setup/quiet.ts';
import { startServers } from '../test/setup/servers.ts';
import { EXAMPLES } from '../test/browser/support/examples.ts';
import { enterThings } from '../test/browser/support/things.ts';
import type { Things } from '../test/browser/support/things.ts';
import { aStage, DESK, PHONE } from '../test/browser/support/stage.ts';
import type { Stage } from '../test/browser/support/stage.ts';

/** `npm run screens`: a picture of every page that the browser tests look at, on a desk and a phone, into `docs/screens/`. */

const FOLDER = fileURLToPath(new URL('../docs/screens', import.meta.url));
/** Pages that are shown in dark too. */
const DARK = ['orders', 'orders-id', 'vouchers'];

const servers = await startServers();
try {
  const stage = await aStage();
  try {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const things = await enterThings(stage.portal);
    for (const [path, examples] of Object.entries(EXAMPLES)) await picture(stage, things, path, examples);
  } finally {
    await stage.close();
  }
} finally {
  await servers.stop();
}

/** The first example is the page's own picture; further ones are numbered. */
async function picture(stage: Stage, things: Things, path: string, examples: (typeof EXAMPLES)[string]): Promise<void> {
  for (const [index, { by, at }] of examples.entries()) {
    const name = `${nameOf(path)}${index === 0 ? '' : `-${index + 1}`}`;
    for (const theme of DARK.includes(name) ? (['light', 'dark'] as const) : (['light'] as const)) {
      const page = await (by === null ? stage.visitor({ theme }) : stage.person(by, { theme }));
      await page.goto(at(things));
      for (const size of [DESK, PHONE])
        await shoot(page, size, `${name}-${size.width}${theme === 'dark' ? '-dark' : ''}.png`);
      await page.context().close();
    }
  }
}

async function shoot(page: Page, size: typeof DESK, file: string): Promise<void> {
  await page.setViewportSize(size);
  writeFileSync(join(FOLDER, file), await page.screenshot({ fullPage: true, animations: 'disabled' }));
  console.log(file);
}

/** `/orders/:id/price` → `orders-id-price` */
function nameOf(path: string): string {
  return path.split('/').filter(Boolean).join('-').replaceAll(':', '') || 'home';
}
