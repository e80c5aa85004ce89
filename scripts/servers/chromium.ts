import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { attempted, installedFromDebian } from './debian.ts';
import { isExecutable, onPath } from './on-path.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium to drive: `CHROMIUM_PATH`, PATH, Playwright's own, the Debian package when root, Playwright's download, in this order.
 *
 * @throws Error that says what to install, when there is none and none can be had
 */
export async function chromium(say: (line: string) => void = () => undefined): Promise<string> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (!isExecutable(CHROMIUM_PATH)) throw new Error(`CHROMIUM_PATH names no program: ${CHROMIUM_PATH}`);
    return CHROMIUM_PATH;
  }
  const found = installed() ?? (await ofPlaywright());
  if (found) return found;
  if (installedFromDebian(['chromium', 'fonts-noto-cjk'], say)) return installed() ?? missing();
  return (await downloaded(say)) ?? missing();
}

const installed = (): string | undefined => NAMES.map(onPath).find((path) => path !== undefined);

async function ofPlaywright(): Promise<string | undefined> {
  const { chromium: browser } = await import('playwright-core');
  const path = browser.executablePath();
  return isExecutable(path) ? path : undefined;
}

async function downloaded(say: (line: string) => void): Promise<string | undefined> {
  say("Chromium: trying Playwright's download …");
  const packaged = dirname(createRequire(import.meta.url).resolve('playwright-core'));
  attempted(process.execPath, [join(packaged, 'cli.js'), 'install', 'chromium']);
  return ofPlaywright();
}

function missing(): never {
  throw new Error(
    'Chromium is needed by the browser tests: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH',
  );
}
