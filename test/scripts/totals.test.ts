import { expect, test } from '@jest/globals';
import { failures, jestTotals, sum, totalsLine } from '../../scripts/checks/totals.ts';

const report = (numbers: object) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...numbers,
});

test('a good run counts its passed tests', () => {
  expect(jestTotals(report({ numPassedTests: 7 }), 0)).toEqual({ passed: 7, failed: 0 });
});

test('failed tests and files that could not be loaded both count as failed', () => {
  expect(jestTotals(report({ numPassedTests: 7, numFailedTests: 2, numRuntimeErrorTestSuites: 1 }), 1)).toEqual({
    passed: 7,
    failed: 3,
  });
});

test.each([
  ['no report at all', undefined, 1],
  ['no report though jest was content', undefined, 0],
  ['no test run', report({}), 0],
  ['only skipped tests', report({ numPendingTests: 3 }), 0],
])('%s is a failure', (_case, found, exitCode) => {
  expect(jestTotals(found, exitCode)).toEqual({ passed: 0, failed: 1 });
});

test('an exit code that no failed test explains is a failure beside the passed ones', () => {
  expect(jestTotals(report({ numPassedTests: 7 }), 1)).toEqual({ passed: 7, failed: 1 });
});

test('each failed test is named with its file, and a file that could not be loaded by itself', () => {
  const testResults = [
    {
      name: 'test/a.test.ts',
      message: '1 failed',
      assertionResults: [
        { fullName: 'holds', status: 'passed' },
        { fullName: 'breaks', status: 'failed' },
      ],
    },
    { name: 'test/b.test.ts', message: 'SyntaxError', assertionResults: [] },
  ];
  expect(failures(report({ testResults }))).toEqual([
    '✗ test/a.test.ts: breaks',
    '✗ test/b.test.ts: could not be loaded',
  ]);
});

test('the last line adds everything up', () => {
  expect(
    totalsLine(
      sum([
        { passed: 1, failed: 0 },
        { passed: 0, failed: 1 },
        { passed: 40, failed: 2 },
      ]),
    ),
  ).toBe('41 passed, 3 failed');
});
