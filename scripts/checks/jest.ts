import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failures, jestTotals } from './totals.ts';
import type { JestReport, Totals } from './totals.ts';

/** Runs the test suites, output shown as it comes; `filters` go to jest as they are. */
export async function jest(root: string, filters: readonly string[]): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-report-'));
  const file = join(folder, 'jest.json');
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...filters];
  const env = {
    ...process.env,
    NODE_OPTIONS:
      `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  try {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.once('SIGTERM', forward);
    const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
    process.off('SIGTERM', forward);
    const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestReport) : undefined;
    const skipped = report ? report.numPendingTests + report.numTodoTests : 0;
    if (skipped > 0) console.log(`${skipped} tests were skipped.`);
    for (const failure of report ? failures(report) : []) console.log(failure.replace(`${root}/`, ''));
    return jestTotals(report, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
