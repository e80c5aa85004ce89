import { expect, test } from '@jest/globals';
import {
  failedSuites,
  failures,
  jestTotals,
  sum,
  totalsLine,
  unsteady,
  withRepeated,
} from '../../scripts/checks/totals.ts';

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

const suite = (name: string, statuses: Record<string, string>, message = '') => ({
  name,
  message,
  assertionResults: Object.entries(statuses).map(([fullName, status]) => ({ fullName, status })),
});

test('suites that ran again count as they then were, and what passed then is named', () => {
  const first = report({
    testResults: [
      suite('a', { holds: 'passed' }),
      suite('b', { late: 'failed', holds: 'passed' }),
      suite('c', { breaks: 'failed', later: 'pending' }),
      suite('d', {}, 'SyntaxError'),
    ],
  });
  expect(failedSuites(first)).toEqual(['b', 'c', 'd']);
  const second = report({
    testResults: [
      suite('b', { late: 'passed', holds: 'passed' }),
      suite('c', { breaks: 'failed', later: 'pending' }),
      suite('d', {}, 'SyntaxError'),
    ],
  });
  const repeated = withRepeated(first, second);
  expect(jestTotals(repeated, 1)).toEqual({ passed: 3, failed: 2 });
  expect(repeated.numPendingTests).toBe(1);
  expect(failures(repeated)).toEqual(['✗ c: breaks', '✗ d: could not be loaded']);
  expect(unsteady(first, repeated)).toEqual(['~ unsteady: b: late']);
});

test('a suite that ran again and has no result fails as before', () => {
  const first = report({ testResults: [suite('b', { late: 'failed' })] });
  expect(jestTotals(withRepeated(first, report({})), 1)).toEqual({ passed: 0, failed: 1 });
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
