import { fileURLToPath } from 'node:url';
import { jest } from './checks/jest.ts';
import { checked, staticChecks } from './checks/run.ts';
import { sum, totalsLine } from './checks/totals.ts';
import type { Totals } from './checks/totals.ts';
import { chromium } from './servers/chromium.ts';
import { temporalBinary } from './servers/temporal-binary.ts';
import { timeSkippingServer } from './servers/time-skipping.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string): void => console.log(line);

/** What the suites drive is fetched here, where it can be seen, and not within some test's time limit. */
async function prepareOnce(): Promise<Totals> {
  try {
    await temporalBinary(say);
    await timeSkippingServer(say);
    await chromium(say);
    say('✓ servers and browser');
    return { passed: 1, failed: 0 };
  } catch (error) {
    say(`✗ servers and browser\n${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

const totals: Totals[] = [];
for (const check of staticChecks(root)) totals.push(await checked(check, root));
totals.push(await prepareOnce());
totals.push(await jest(root, process.argv.slice(2)));

const all = sum(totals);
console.log(totalsLine(all));
process.exitCode = all.failed === 0 ? 0 : 1;
