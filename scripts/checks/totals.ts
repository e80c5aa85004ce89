/** What a check found, counted. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** The numbers of jest's JSON report that say how a run went. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not even be loaded: they have no failed tests of their own. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly SuiteReport[];
}

interface SuiteReport {
  /** The file's path. */
  readonly name: string;
  /** What kept the file from being loaded, if anything did. */
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

/**
 * Counts a jest run. No report, no test run, or an exit code that no failed test explains: each is a failure.
 *
 * @param exitCode 0 when jest was content
 */
export function jestTotals(report: JestReport | undefined, exitCode: number): Totals {
  if (!report) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (exitCode !== 0 || report.numPassedTests === 0);
  return { passed: report.numPassedTests, failed: unexplained ? 1 : failed };
}

/** Names each failed test, with the file it is in: a long output is often kept by its last lines alone. */
export const failures = (report: JestReport): string[] =>
  report.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (assertionResults.length === 0 && message) return [`✗ ${name}: could not be loaded`];
    return failed.map(({ fullName }) => `✗ ${name}: ${fullName}`);
  });

const isFailed = ({ message, assertionResults }: SuiteReport): boolean =>
  assertionResults.length === 0 ? message !== '' : assertionResults.some(({ status }) => status === 'failed');

/** The files of the suites that failed. */
export const failedSuites = (report: JestReport): string[] =>
  report.testResults.filter(isFailed).map(({ name }) => name);

/** A run with those of its suites that ran again in the place of what they were. */
export function withRepeated(first: JestReport, second: JestReport): JestReport {
  const again = new Map(second.testResults.map((suite) => [suite.name, suite]));
  const testResults = first.testResults.map((suite) => again.get(suite.name) ?? suite);
  const count = (status: string): number =>
    testResults.flatMap(({ assertionResults }) => assertionResults).filter((one) => one.status === status).length;
  return {
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    numRuntimeErrorTestSuites: testResults.filter((suite) => isFailed(suite) && suite.assertionResults.length === 0)
      .length,
  };
}

/** Names each test that failed and then passed. */
export function unsteady(first: JestReport, repeated: JestReport): string[] {
  const failedStill = new Set(failures(repeated));
  return failures(first)
    .filter((line) => !failedStill.has(line))
    .map((line) => line.replace('✗', '~ unsteady:'));
}

export const sum = (all: readonly Totals[]): Totals => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
});

/** The last line of `npm test`. */
export const totalsLine = ({ passed, failed }: Totals): string => `${passed} passed, ${failed} failed`;
