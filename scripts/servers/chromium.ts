import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isExecutable } from './postgres-binaries.ts';
import { onPath } from './temporal-binary.ts';

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
  if (fromDebian(say)) return installed() ?? missing();
  return (await downloaded(say)) ?? missing();
}

const installed = (): string | undefined => NAMES.map(onPath).find((path) => path !== undefined);

async function ofPlaywright(): Promise<string | undefined> {
  const { chromium: browser } = await import('playwright-core');
  const path = browser.executablePath();
  return isExecutable(path) ? path : undefined;
}

function fromDebian(say: (line: string) => void): boolean {
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) return false;
  say('Chromium: installing the Debian package …');
  return (
    attempted(apt, ['update', '-q']) &&
    attempted(apt, ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  );
}

async function downloaded(say: (line: string) => void): Promise<string | undefined> {
  say("Chromium: trying Playwright's download …");
  const packaged = dirname(createRequire(import.meta.url).resolve('playwright-core'));
  attempted(process.execPath, [join(packaged, 'cli.js'), 'install', 'chromium']);
  return ofPlaywright();
}

/** Its output is shown; that it failed is no error yet, the next way is tried. */
function attempted(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    return true;
  } catch {
    return false;
  }
}

function missing(): never {
  throw new Error(
    'Chromium is needed by the browser tests: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH',
  );
}
