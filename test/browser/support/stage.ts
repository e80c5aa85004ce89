import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Language } from '../../../domain/language.ts';
import { chromium as chromiumPath } from '../../../scripts/servers/chromium.ts';
import { PASSWORD } from '../../../scripts/seed/scheme.ts';
import { aPortal } from '../../api/support/portal.ts';
import type { TestPortal } from '../../api/support/portal.ts';
import { watch } from './watch.ts';
import type { Watch } from './watch.ts';

/** A portal, a worker and a browser of the test file's own. */
export interface Stage {
  readonly portal: TestPortal;
  /** A window of `demo-<name>`, signed in by the page. */
  readonly person: (name: string, wishes?: Wishes) => Promise<Page>;
  /** A window of nobody. */
  readonly visitor: (wishes?: Wishes) => Promise<Page>;
  /** What no page may do and one did, since the last call; for `afterEach`. */
  readonly faults: () => string[];
  /** Closes all windows; for `afterEach`, so that nobody meets the last test's people. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Wishes extends BrowserContextOptions {
  readonly lang?: Language;
  readonly theme?: 'light' | 'dark';
}

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Long enough for two processors that do other things too; a test waits for what it sees, and no longer. */
const PATIENCE_MS = 20_000;

/** Opens a stage. */
export async function aStage(options: Parameters<typeof aPortal>[0] = {}): Promise<Stage> {
  const portal = await aPortal(options);
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: FLAGS });
  const watches: Watch[] = [];
  const visitor = async (wishes: Wishes = {}): Promise<Page> => {
    const { page, watched } = await aWindow(browser, portal.url, wishes);
    watches.push(watched);
    return page;
  };
  const clear = async (): Promise<void> => {
    watches.length = 0;
    await Promise.all(browser.contexts().map((context) => context.close()));
  };
  return {
    portal,
    visitor,
    person: async (name, wishes) => {
      const page = await visitor(wishes);
      await signIn(page, name);
      return page;
    },
    faults: () => watches.flatMap((each) => each.taken()),
    clear,
    close: async () => {
      await browser.close();
      await portal.stop();
    },
  };
}

async function aWindow(browser: Browser, url: string, { lang = 'zh', theme = 'light', ...wishes }: Wishes) {
  const context = await browser.newContext({
    viewport: DESK,
    locale: lang === 'zh' ? 'zh-CN' : 'en',
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    baseURL: url,
    ...wishes,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const watched = await watch(context, url);
  return { page: await context.newPage(), watched };
}

/** Signs in by the page, where it is already shown by the one that is, whatever page that leads to. */
export async function signIn(page: Page, name: string): Promise<void> {
  const username = page.locator('#username');
  if ((await username.count()) === 0) await page.goto('/sign-in');
  await username.fill(`demo-${name}`);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form[action="/sign-in"] [type=submit]').click();
  await username.waitFor({ state: 'detached' });
}
