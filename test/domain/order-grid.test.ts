/**
 * Who may take which step in which state: the whole matrix.
 *
 * @source L88, L92, L99, L103, L113, L132, L138, L140, L152, L165, D2, D3, D4, D5, D13, D20, D25
 */
import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES } from '../../domain/order/steps.ts';
import type { Role } from '../../domain/role.ts';
import { CAST } from '../cast.ts';
import { aChange, agreedBy, anOrder, beginning, day, taking } from '../makers.ts';
import type { TakenStep } from '../makers.ts';

/*
 * Who may take which step in which state, written by hand from spec section 6. The nine states in tab order (L92):
 * unpaid paymentReview paymentRejected paid redemptionReview preRedeemed redeemed redemptionRejected closed.
 *
 * x may · . refused by the state · - not one's role there · ! open in this state, but nothing there calls for it ·
 * ? may not know of the order
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

const INSTITUTION = `
  confirmPrice          x . x . . . . . .
  pay                   - - - - - - - - -
  withdraw              - - - - - - - - -
  approvePayment        - - - - - - - - -
  rejectPayment         - - - - - - - - -
  requestRedemption     . . . x . . . x .
  returnRedemption      - - - - - - - - -
  supplementRedemption  . . . . ! . . . .
  approveRedemption     - - - - - - - - -
  rejectRedemption      - - - - - - - - -
  recordPayout          - - - - - - - - -
  failPayout            - - - - - - - - -
  proposeChange         . . . x . . . . .
  acceptChange          - - - - - - - - -
  approveChange         - - - - - - - - -
  rejectChange          - - - - - - - - -
  dropChange            . . . ! . . . . .
  close                 x . x x . . . - .
  dropClosure           . . . ! . . . . .`;

const ENTERPRISE = `
  confirmPrice          - - - - - - - - -
  pay                   x . x . . . . . .
  withdraw              . x . . . . . . .
  approvePayment        - - - - - - - - -
  rejectPayment         - - - - - - - - -
  requestRedemption     - - - - - - - - -
  returnRedemption      - - - - - - - - -
  supplementRedemption  - - - - - - - - -
  approveRedemption     - - - - - - - - -
  rejectRedemption      - - - - - - - - -
  recordPayout          - - - - - - - - -
  failPayout            - - - - - - - - -
  proposeChange         - - - - - - - - -
  acceptChange          . . . ! . . . . .
  approveChange         - - - - - - - - -
  rejectChange          - - - - - - - - -
  dropChange            . . . ! . . . . .
  close                 x . x x . . . - .
  dropClosure           . . . ! . . . . .`;

const PARK = `
  confirmPrice          - - - - - - - - -
  pay                   - - - - - - - - -
  withdraw              - - - - - - - - -
  approvePayment        . x . . . . . . .
  rejectPayment         . x . . . . . . .
  requestRedemption     - - - - - - - - -
  returnRedemption      - - - - - - - - -
  supplementRedemption  - - - - - - - - -
  approveRedemption     - - - - - - - - -
  rejectRedemption      - - - - - - - - -
  recordPayout          - - - - - - - - -
  failPayout            - - - - - - - - -
  proposeChange         - - - - - - - - -
  acceptChange          - - - - - - - - -
  approveChange         . . . ! . . . . .
  rejectChange          . . . ! . . . . .
  dropChange            . . . ! . . . . .
  close                 - - - - - - - - -
  dropClosure           - - - - - - - - -`;

const CENTER = `
  confirmPrice          - - - - - - - - -
  pay                   - - - - - - - - -
  withdraw              - - - - - - - - -
  approvePayment        - - - - - - - - -
  rejectPayment         - - - - - - - - -
  requestRedemption     - - - - - - - - -
  returnRedemption      . . . . x . . . .
  supplementRedemption  - - - - - - - - -
  approveRedemption     . . . . x . . . .
  rejectRedemption      . . . . x . . . .
  recordPayout          - - - - - - - - -
  failPayout            - - - - - - - - -
  proposeChange         - - - - - - - - -
  acceptChange          - - - - - - - - -
  approveChange         - - - - - - - - -
  rejectChange          - - - - - - - - -
  dropChange            - - - - - - - - -
  close                 - . - x . . . x .
  dropClosure           . . . ! . . . . .`;

const FINANCE = `
  confirmPrice          - - - - - - - - -
  pay                   - - - - - - - - -
  withdraw              - - - - - - - - -
  approvePayment        - - - - - - - - -
  rejectPayment         - - - - - - - - -
  requestRedemption     - - - - - - - - -
  returnRedemption      - - - - - - - - -
  supplementRedemption  - - - - - - - - -
  approveRedemption     - - - - - - - - -
  rejectRedemption      - - - - - - - - -
  recordPayout          ? ? ? ? ? x . ? ?
  failPayout            ? ? ? ? ? x . ? ?
  proposeChange         - - - - - - - - -
  acceptChange          - - - - - - - - -
  approveChange         - - - - - - - - -
  rejectChange          - - - - - - - - -
  dropChange            - - - - - - - - -
  close                 - - - - - - - - -
  dropClosure           - - - - - - - - -`;

const ADMIN = `
  confirmPrice          - - - - - - - - -
  pay                   - - - - - - - - -
  withdraw              - - - - - - - - -
  approvePayment        - - - - - - - - -
  rejectPayment         - - - - - - - - -
  requestRedemption     - - - - - - - - -
  returnRedemption      - - - - - - - - -
  supplementRedemption  - - - - - - - - -
  approveRedemption     - - - - - - - - -
  rejectRedemption      - - - - - - - - -
  recordPayout          - - - - - - - - -
  failPayout            - - - - - - - - -
  proposeChange         - - - - - - - - -
  acceptChange          - - - - - - - - -
  approveChange         - - - - - - - - -
  rejectChange          - - - - - - - - -
  dropChange            - - - - - - - - -
  close                 - - - - - - - - -
  dropClosure           - - - - - - - - -`;

const GRIDS: readonly (readonly [Role, string])[] = [
  ['institution', INSTITUTION],
  ['enterprise', ENTERPRISE],
  ['park', PARK],
  ['center', CENTER],
  ['finance', FINANCE],
  ['admin', ADMIN],
];

/** What stands for `!` where an order is as its state alone makes it. */
const NOTHING_CALLS_FOR: Partial<Record<TakenStep, string>> = {
  supplementRedemption: 'order.not-returned',
  acceptChange: 'change.none-open',
  approveChange: 'change.none-open',
  rejectChange: 'change.none-open',
  dropChange: 'change.none-open',
  dropClosure: 'order.no-closing-open',
};

function meant(mark: string, step: TakenStep): string | undefined {
  return {
    x: 'allowed',
    '.': 'order.wrong-state',
    '-': 'order.not-your-step',
    '?': 'order.not-found',
    '!': NOTHING_CALLS_FOR[step],
  }[mark];
}

const rowsOf = (grid: string): [TakenStep, string[]][] =>
  grid
    .trim()
    .split('\n')
    .map((line) => {
      const [step = '', ...marks] = line.trim().split(/\s+/);
      return [step as TakenStep, marks];
    });

test('the grids hold 19 steps, 9 states and 6 roles', () => {
  const cells = GRIDS.flatMap(([, grid]) => rowsOf(grid).flatMap(([, marks]) => marks));
  expect(GRIDS.map(([, grid]) => new Set(rowsOf(grid).map(([step]) => step)).size)).toEqual([19, 19, 19, 19, 19, 19]);
  expect(cells).toHaveLength(19 * 9 * 6);
});

test('each grid holds every step of the table but the one that begins an order', () => {
  const steps = ORDER_STEP_NAMES.filter((step) => step !== 'place').toSorted();
  for (const [role, grid] of GRIDS)
    expect([
      role,
      rowsOf(grid)
        .map(([step]) => step)
        .toSorted(),
    ]).toEqual([role, steps]);
});

describe.each(GRIDS)('the %s', (role, grid) => {
  test.each(rowsOf(grid))('may take %s where the grid says so', (step, marks) => {
    const order = (state: OrderState): Order => anOrder({ state });
    const expected = marks.map((mark, index) => `${STATES[index]}: ${meant(mark, step)}`);
    expect(STATES.map((state) => `${state}: ${beginning(CAST[role], step, order(state))}`)).toEqual(expected);
    expect(STATES.map((state) => `${state}: ${taking(CAST[role], step, order(state))}`)).toEqual(expected);
  });
});

/*
 * The same question where more than the state matters. Columns: institution enterprise park center finance admin. Steps
 * not named are open to nobody. x may, . is refused.
 */
const ROLES: readonly Role[] = ['institution', 'enterprise', 'park', 'center', 'finance', 'admin'];
const STEPS = rowsOf(ADMIN).map(([step]) => step);

const VARIANTS: readonly (readonly [string, Order, string])[] = [
  [
    'unpaid, price not confirmed',
    anOrder({ state: 'unpaid', priceConfirmed: false }),
    `
    confirmPrice          x . . . . .
    close                 x x . . . .`,
  ],
  [
    'unpaid, after useBy',
    anOrder({ state: 'unpaid', useBy: day('2026-11-23') }),
    `
    confirmPrice          x . . . . .
    close                 x x . . . .`,
  ],
  [
    'unpaid, on useBy itself',
    anOrder({ state: 'unpaid', useBy: day('2026-11-24') }),
    `
    confirmPrice          x . . . . .
    pay                   . x . . . .
    close                 x x . . . .`,
  ],
  [
    'rejected payment, after useBy',
    anOrder({ state: 'paymentRejected', useBy: day('2026-11-23') }),
    `
    confirmPrice          x . . . . .
    close                 x x . . . .`,
  ],
  [
    'rejected payment, price not confirmed',
    anOrder({ state: 'paymentRejected', priceConfirmed: false }),
    `
    confirmPrice          x . . . . .
    close                 x x . . . .`,
  ],
  [
    'payment under review, after useBy',
    anOrder({ state: 'paymentReview', useBy: day('2026-11-23') }),
    `
    withdraw              . x . . . .
    approvePayment        . . x . . .
    rejectPayment         . . x . . .`,
  ],
  [
    'paid, after redeemBy',
    anOrder({ state: 'paid', redeemBy: day('2026-11-23') }),
    `
    close                 x x . x . .`,
  ],
  [
    'paid, on redeemBy itself',
    anOrder({ state: 'paid', redeemBy: day('2026-11-24') }),
    `
    requestRedemption     x . . . . .
    proposeChange         x . . . . .
    close                 x x . x . .`,
  ],
  [
    'paid, a change proposed',
    anOrder({ state: 'paid', changes: [aChange('proposed')] }),
    `
    acceptChange          . x . . . .
    dropChange            x x x . . .
    close                 x x . x . .`,
  ],
  [
    'paid, a change accepted',
    anOrder({ state: 'paid', changes: [aChange('accepted')] }),
    `
    approveChange         . . x . . .
    rejectChange          . . x . . .
    dropChange            x x x . . .
    close                 x x . x . .`,
  ],
  [
    'paid, a change settled',
    anOrder({ state: 'paid', changes: [aChange('approved')] }),
    `
    requestRedemption     x . . . . .
    proposeChange         x . . . . .
    close                 x x . x . .`,
  ],
  [
    'paid, the institution agrees to close',
    anOrder({ state: 'paid', closure: agreedBy('institution') }),
    `
    requestRedemption     x . . . . .
    proposeChange         x . . . . .
    close                 . x . x . .
    dropClosure           x x . x . .`,
  ],
  [
    'paid, enterprise and center agree to close',
    anOrder({ state: 'paid', closure: agreedBy('enterprise', 'center') }),
    `
    requestRedemption     x . . . . .
    proposeChange         x . . . . .
    close                 x . . . . .
    dropClosure           x x . x . .`,
  ],
  [
    'paid, after redeemBy, the center has agreed before',
    anOrder({ state: 'paid', redeemBy: day('2026-11-23'), closure: agreedBy('center') }),
    `
    close                 x x . x . .`,
  ],
  [
    'paid, after redeemBy, a change proposed',
    anOrder({ state: 'paid', redeemBy: day('2026-11-23'), changes: [aChange('proposed')] }),
    `
    dropChange            x x x . . .
    close                 x x . x . .`,
  ],
  // The park still decides what it has: the order is the center's to close afterwards.
  [
    'paid, after redeemBy, a change accepted',
    anOrder({ state: 'paid', redeemBy: day('2026-11-23'), changes: [aChange('accepted')] }),
    `
    approveChange         . . x . . .
    rejectChange          . . x . . .
    dropChange            x x x . . .
    close                 x x . x . .`,
  ],
  [
    'redemption returned',
    anOrder({ state: 'redemptionReview', returned: true }),
    `
    supplementRedemption  x . . . . .`,
  ],
  // A decision is refused while returned; a supplement after redeemBy must stay possible, or nobody could ever act again.
  [
    'redemption returned, after redeemBy',
    anOrder({ state: 'redemptionReview', returned: true, redeemBy: day('2026-11-23') }),
    `
    supplementRedemption  x . . . . .`,
  ],
  [
    'redemption rejected, after redeemBy',
    anOrder({ state: 'redemptionRejected', redeemBy: day('2026-11-23') }),
    `
    close                 . . . x . .`,
  ],
];

test.each(VARIANTS)('%s: only those of the grid may act', (_, order, grid) => {
  const open = new Map(rowsOf(grid));
  const line = (step: string, marks: readonly string[]): string => `${step} ${marks.join(' ')}`;
  const expected = STEPS.map((step) => line(step, open.get(step) ?? ROLES.map(() => '.')));
  const mark = (ruling: string): string => (ruling === 'allowed' ? 'x' : '.');
  expect(
    STEPS.map((step) =>
      line(
        step,
        ROLES.map((role) => mark(beginning(CAST[role], step, order))),
      ),
    ),
  ).toEqual(expected);
  expect(
    STEPS.map((step) =>
      line(
        step,
        ROLES.map((role) => mark(taking(CAST[role], step, order))),
      ),
    ),
  ).toEqual(expected);
});
