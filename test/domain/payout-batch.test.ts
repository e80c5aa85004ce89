/**
 * What may stand in a batch of payouts, and what may be said of its lines.
 *
 * @source D2, D6
 */
import { describe, expect, test } from '@jest/globals';
import { numberOf } from '../../domain/number.ts';
import { mayPrepare, mayRemoveLine, maySettleLine } from '../../domain/payout-batch.ts';
import type { BatchLineState } from '../../domain/payout-batch.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { Role } from '../../domain/role.ts';
import type { Ruling } from '../../domain/ruling.ts';
import { being, CAST, ENTERPRISE_CODE, INSTITUTION_CODE, sun } from '../cast.ts';
import { anOrder, day, TODAY, yuan } from '../makers.ts';

const codeOf = (ruling: Ruling): string => (ruling.allowed ? 'x' : ruling.code);

/*
 * Who may put the payout of an order into a batch, in the nine states in tab order: x may · . refused by the state ·
 * - not one's role · ? may not know of the order
 */
const STATES: readonly OrderState[] = [
  'unpaid',
  'paymentReview',
  'paymentRejected',
  'paid',
  'redemptionReview',
  'preRedeemed',
  'redeemed',
  'redemptionRejected',
  'closed',
];
const GRID = `
  institution  - - - - - - - - -
  enterprise   - - - - - - - - -
  park         - - - - - - - - -
  center       - - - - - - - - -
  finance      ? ? ? ? ? x . ? ?
  admin        - - - - - - - - -`;
const CODES: Readonly<Record<string, string>> = {
  x: 'x',
  '.': 'order.wrong-state',
  '-': 'order.not-your-step',
  '?': 'order.not-found',
};

test.each(
  GRID.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/)),
)('%s prepares payouts as the grid says', (role, ...cells) => {
  const answers = STATES.map((state) =>
    codeOf(
      mayPrepare(
        { order: anOrder({ state }), task: null },
        CAST[role as Role],
        { amountFen: yuan('100.00'), waiting: false },
        { today: TODAY },
      ),
    ),
  );
  expect(answers).toEqual(cells.map((cell) => CODES[cell]));
});

describe('the amount of a line', () => {
  test.each([
    // R, paid out, line: worked out by hand
    ['30000.00', '0.00', '30000.00', 'x'],
    ['30000.00', '0.00', '30000.01', 'payout.above-approved'],
    ['30000.00', '0.00', '0.01', 'x'],
    ['30000.00', '0.00', '0.00', 'payout.amount-zero'],
    ['30000.00', '10000.00', '20000.00', 'x'],
    ['30000.00', '10000.00', '20000.01', 'payout.above-approved'],
    ['30000.00', '29999.99', '0.01', 'x'],
    ['30000.00', '29999.99', '0.02', 'payout.above-approved'],
  ])('of R %s with %s paid out, a line of %s: %s', (redemption, paidOut, amount, answer) => {
    const order = anOrder({ state: 'preRedeemed', redemption, paidOut });
    const line = { amountFen: yuan(amount), waiting: false };
    expect(codeOf(mayPrepare({ order, task: null }, sun, line, { today: TODAY }))).toBe(answer);
  });
});

describe('a line is refused', () => {
  const order = anOrder({ state: 'preRedeemed' });
  const line = { amountFen: yuan('1.00'), waiting: false };
  const moment = { today: TODAY };

  test('while another of the order waits, before its amount is looked at', () => {
    const waiting = { amountFen: yuan('99999.00'), waiting: true };
    expect(codeOf(mayPrepare({ order, task: null }, sun, waiting, moment))).toBe('payout.line-waiting');
  });

  test.each([INSTITUTION_CODE, ENTERPRISE_CODE])('to whoever has declared %s', (code) => {
    const declared = being(sun, { declaredCreditCodes: [code] });
    expect(codeOf(mayPrepare({ order, task: null }, declared, line, moment))).toBe('order.declared-company');
  });

  test('while somebody else has claimed the payout', () => {
    const task = (claimedBy: string) => ({ id: 'task-1', kind: 'payout' as const, claimedBy });
    expect(codeOf(mayPrepare({ order, task: task('other') }, sun, line, moment))).toBe('task.claimed-by-another');
    expect(codeOf(mayPrepare({ order, task: task('sun') }, sun, line, moment))).toBe('x');
  });
});

test.each([
  ['waiting', 'x'],
  ['paid', 'payout.line-settled'],
  ['failed', 'payout.line-settled'],
  ['removed', 'payout.line-settled'],
] as const)('what became of a line that is %s: %s', (state: BatchLineState, answer) => {
  expect(codeOf(maySettleLine({ state }))).toBe(answer);
});

test.each([
  ['waiting', null, null, 'x'],
  ['waiting', null, '金额有误', 'x'],
  ['waiting', '2026-11-24T01:00:00.000Z', null, 'payout.removal-reason-required'],
  ['waiting', '2026-11-24T01:00:00.000Z', '金额有误', 'x'],
  ['paid', '2026-11-24T01:00:00.000Z', null, 'payout.line-settled'],
  ['removed', null, '金额有误', 'payout.line-settled'],
] as const)('a line that is %s, exported %s, is taken out for %j: %s', (state, exportedAt, reason, answer) => {
  expect(codeOf(mayRemoveLine({ state, exportedAt }, reason))).toBe(answer);
});

test.each([
  [1, 'BF20261124-001'],
  [42, 'BF20261124-042'],
  [1000, 'BF20261124-1000'],
])('batch %i of the day has the number %s', (count, number) => {
  expect(numberOf('payoutBatch', day('2026-11-24'), count)).toBe(number);
});
