import { expect, test } from '@jest/globals';
import { formatReport } from '../../scripts/start/report.ts';

const QUIET = { openOrders: 0, broughtBack: [], resent: [], differences: [] };

test('a reconciliation that finds nothing says so', () => {
  expect(formatReport(QUIET)).toEqual(['0 open orders compared with Temporal and the ledger.', 'No differences.']);
});

test('what was mended is told and is no difference', () => {
  const lines = formatReport({ ...QUIET, openOrders: 1, broughtBack: ['a'], resent: ['b'] });
  expect(lines).toEqual([
    '1 open order compared with Temporal and the ledger.',
    'Brought back: order a had no execution and runs again.',
    'Sent again: command b, which nobody had answered.',
    'No differences.',
  ]);
});

test('each difference is a line, and the last one says what to do', () => {
  const lines = formatReport({ ...QUIET, differences: ['one', 'two'] });
  expect(lines.slice(1)).toEqual([
    'Difference: one.',
    'Difference: two.',
    '2 differences; what to do is in docs/runbook.md.',
  ]);
});
