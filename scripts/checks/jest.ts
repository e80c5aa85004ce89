import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedSuites, failures, jestTotals, unsteady, withRepeated } from './totals.ts';
import type { JestReport, Totals } from './totals.ts';

/** More suites than this do not fail by chance. */
const REPEATED_AT_MOST = 4;

interface Run {
  /** Absent when jest ended before it could write one. */
  readonly report: JestReport | undefined;
  readonly exitCode: number;
}

/**
 * Runs the test suites, output shown as it comes; `filters` go to jest as they are. In a whole run a few suites that failed run once
 * more by themselves, and what then passes is named as unsteady: hours of work on two busy cores meet one late answer, and
 * a fault of the product fails again.
 */
export async function jest(root: string, filters: readonly string[]): Promise<Totals> {
  const first = await run(root, filters);
  for (const line of first.report ? failures(first.report) : []) console.log(line.replace(`${root}/`, ''));
  const failed = first.report && filters.length === 0 ? failedSuites(first.report) : [];
  if (!first.report || failed.length === 0 || failed.length > REPEATED_AT_MOST) return totalsOf(first);
  console.log(`Once more: ${failed.length} of ${first.report.testResults.length} suites.`);
  const second = await run(root, ['--runInBand', '--runTestsByPath', ...failed]);
  const report = second.report && withRepeated(first.report, second.report);
  for (const line of report ? failures(report) : []) console.log(line.replace(`${root}/`, ''));
  for (const line of report ? unsteady(first.report, report) : []) console.log(line.replace(`${root}/`, ''));
  return totalsOf({ report, exitCode: second.exitCode });
}

function totalsOf({ report, exitCode }: Run): Totals {
  const skipped = report ? report.numPendingTests + report.numTodoTests : 0;
  if (skipped > 0) console.log(`${skipped} tests were skipped.`);
  return jestTotals(report, exitCode);
}

async function run(root: string, args: readonly string[]): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'quanliu-report-'));
  const file = join(folder, 'jest.json');
  const command = [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...args];
  const env = {
    ...process.env,
    NODE_OPTIONS:
      `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  try {
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.once('SIGTERM', forward);
    const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
    process.off('SIGTERM', forward);
    const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JestReport) : undefined;
    return { report, exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
