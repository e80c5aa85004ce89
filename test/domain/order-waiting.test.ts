/**
 * Who must act next, and which task stands for it.
 *
 * @source L132, L136, L138, L165, D2, D5, D6, D7, D13
 */
import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { dueAtOf, storedWait } from '../../domain/process/deadlines.ts';
import { taskTurn } from '../../domain/process/task-changes.ts';
import { storedTurn } from '../../domain/process/wait.ts';
import { partyDueAt, waitingFor } from '../../domain/order/waiting.ts';
import { aChange, aClock, anApproval, anOrder, day, NOW } from '../makers.ts';
import type { TakenStep } from '../makers.ts';
import { CALENDAR } from '../calendar.ts';

const proposed = { changes: [aChange('proposed')] };
const accepted = { changes: [aChange('accepted')] };

test.each([
  // state and what matters, who must act, group, step, task
  ['ordered at P', anOrder(), 'enterprise', null, 'pay', null],
  ['price not confirmed', anOrder({ priceConfirmed: false }), 'institution', null, 'confirmPrice', null],
  ['rejected, price confirmed', anOrder({ state: 'paymentRejected' }), 'enterprise', null, 'pay', null],
  [
    'payment under review',
    anOrder({ state: 'paymentReview' }),
    'park',
    'park:park-1',
    'approvePayment',
    'paymentReview',
  ],
  ['paid', anOrder({ state: 'paid' }), 'institution', null, 'requestRedemption', null],
  ['change proposed', anOrder({ state: 'paid', ...proposed }), 'enterprise', null, 'acceptChange', null],
  [
    'change accepted',
    anOrder({ state: 'paid', ...accepted }),
    'park',
    'park:park-1',
    'approveChange',
    'contractChange',
  ],
  [
    'change settled',
    anOrder({ state: 'paid', changes: [aChange('rejected')] }),
    'institution',
    null,
    'requestRedemption',
    null,
  ],
  [
    'redemption under review',
    anOrder({ state: 'redemptionReview' }),
    'center',
    'center',
    'approveRedemption',
    'redemptionReview',
  ],
  [
    'redemption returned',
    anOrder({ state: 'redemptionReview', returned: true }),
    'institution',
    'institution:institution-1',
    'supplementRedemption',
    'supplement',
  ],
  ['pre-redeemed', anOrder({ state: 'preRedeemed' }), 'finance', 'finance', 'recordPayout', 'payout'],
  ['redemption rejected', anOrder({ state: 'redemptionRejected' }), 'institution', null, 'requestRedemption', null],
])('%s: someone must act', (_, order, role, group, step, task) => {
  expect(waitingFor(order)).toEqual({ role, group, step, task });
});

test.each(['redeemed', 'closed'] as const)('%s waits for nobody', (state) => {
  expect(waitingFor(anOrder({ state }))).toBeNull();
});

test('a party has time until the end of useBy or redeemBy, in Shanghai', () => {
  const dueOf = (order: Order): string | null => {
    const waiting = waitingFor(order);
    return waiting && partyDueAt(order);
  };
  const dates = { useBy: day('2027-06-30'), redeemBy: day('2027-09-30') };
  expect(dueOf(anOrder({ ...dates }))).toBe('2027-06-30T15:59:59.000Z');
  expect(dueOf(anOrder({ state: 'paid', ...dates }))).toBe('2027-09-30T15:59:59.000Z');
  expect(dueOf(anOrder({ state: 'redemptionRejected', ...dates }))).toBe('2027-09-30T15:59:59.000Z');
  expect(dueOf(anOrder({ priceConfirmed: false }))).toBeNull();
  expect(dueOf(anOrder({ state: 'closed' }))).toBeNull();
});

describe('the tasks of an order', () => {
  const nothing = { close: null, release: false, open: null };
  const opens = (kind: string, group: string) => ({
    close: null,
    release: false,
    open: { kind, group, claimedBy: null },
  });
  const ends = (close: 'done' | 'withdrawn') => ({ close, release: false, open: null });
  const first = { approvals: [anApproval('zhao', '30000.00')] };
  const paused = { clock: aClock(NOW, { paused: { usedWorkingDays: 2, fired: [], reviewer: 'zhao' } }) };

  test.each<[string, TakenStep, Order, Order, unknown]>([
    ['placing to a price', 'confirmPrice', anOrder({ priceConfirmed: false }), anOrder(), nothing],
    ['a payment', 'pay', anOrder(), anOrder({ state: 'paymentReview' }), opens('paymentReview', 'park:park-1')],
    ['a withdrawal', 'withdraw', anOrder({ state: 'paymentReview' }), anOrder(), ends('withdrawn')],
    [
      'an approved payment',
      'approvePayment',
      anOrder({ state: 'paymentReview' }),
      anOrder({ state: 'paid' }),
      ends('done'),
    ],
    [
      'a rejected payment',
      'rejectPayment',
      anOrder({ state: 'paymentReview' }),
      anOrder({ state: 'paymentRejected' }),
      ends('done'),
    ],
    [
      'a request',
      'requestRedemption',
      anOrder({ state: 'paid' }),
      anOrder({ state: 'redemptionReview' }),
      opens('redemptionReview', 'center'),
    ],
    [
      'a first approval',
      'approveRedemption',
      anOrder({ state: 'redemptionReview' }),
      anOrder({ state: 'redemptionReview', ...first }),
      { close: null, release: true, open: null },
    ],
    [
      'the second approval',
      'approveRedemption',
      anOrder({ state: 'redemptionReview', ...first }),
      anOrder({ state: 'preRedeemed' }),
      { ...opens('payout', 'finance'), close: 'done' },
    ],
    [
      'a rejected redemption',
      'rejectRedemption',
      anOrder({ state: 'redemptionReview' }),
      anOrder({ state: 'redemptionRejected' }),
      ends('done'),
    ],
    [
      'a final rejection',
      'rejectRedemption',
      anOrder({ state: 'redemptionReview' }),
      anOrder({ state: 'closed' }),
      ends('done'),
    ],
    [
      'a return',
      'returnRedemption',
      anOrder({ state: 'redemptionReview' }),
      anOrder({ state: 'redemptionReview', returned: true }),
      { ...opens('supplement', 'institution:institution-1'), close: 'done' },
    ],
    [
      'a supplement',
      'supplementRedemption',
      anOrder({ state: 'redemptionReview', returned: true, ...paused }),
      anOrder({ state: 'redemptionReview' }),
      { close: 'done', release: false, open: { kind: 'redemptionReview', group: 'center', claimedBy: 'zhao' } },
    ],
    [
      'a part paid out',
      'recordPayout',
      anOrder({ state: 'preRedeemed' }),
      anOrder({ state: 'preRedeemed', paidOut: '1.00' }),
      nothing,
    ],
    [
      'the last payout',
      'recordPayout',
      anOrder({ state: 'preRedeemed' }),
      anOrder({ state: 'redeemed' }),
      ends('done'),
    ],
    [
      'a proposed change',
      'proposeChange',
      anOrder({ state: 'paid' }),
      anOrder({ state: 'paid', ...proposed }),
      nothing,
    ],
    [
      'an accepted change',
      'acceptChange',
      anOrder({ state: 'paid', ...proposed }),
      anOrder({ state: 'paid', ...accepted }),
      opens('contractChange', 'park:park-1'),
    ],
    [
      'an approved change',
      'approveChange',
      anOrder({ state: 'paid', ...accepted }),
      anOrder({ state: 'paid', changes: [aChange('approved')] }),
      ends('done'),
    ],
    [
      'a rejected change',
      'rejectChange',
      anOrder({ state: 'paid', ...accepted }),
      anOrder({ state: 'paid', changes: [aChange('rejected')] }),
      ends('done'),
    ],
    [
      'a dropped change',
      'dropChange',
      anOrder({ state: 'paid', ...accepted }),
      anOrder({ state: 'paid', changes: [aChange('dropped')] }),
      ends('withdrawn'),
    ],
    [
      'one of three agreements',
      'close',
      anOrder({ state: 'paid', ...accepted }),
      anOrder({ state: 'paid', ...accepted }),
      nothing,
    ],
    [
      'a closing under a change',
      'close',
      anOrder({ state: 'paid', ...accepted }),
      anOrder({ state: 'closed' }),
      ends('withdrawn'),
    ],
    ['a closing', 'close', anOrder(), anOrder({ state: 'closed' }), nothing],
  ])('turn with %s', (_, step, before, after, turn) => {
    expect(taskTurn(ORDER_PROCESS, before, after, step, waitingFor(before)?.task ?? null)).toEqual(turn);
  });

  test('begin with none when the order is placed', () => {
    expect(taskTurn(ORDER_PROCESS, null, anOrder(), 'place', null)).toMatchObject({ close: null, open: null });
  });
});

test('a wait that stands for a task has a group (a task without one cannot exist)', () => {
  const waits = [
    anOrder({ state: 'paymentReview' }),
    anOrder({ state: 'paid', ...accepted }),
    anOrder({ state: 'redemptionReview' }),
    anOrder({ state: 'redemptionReview', returned: true }),
    anOrder({ state: 'preRedeemed' }),
  ];
  expect(waits.map((order) => waitingFor(order)?.group)).toEqual([
    'park:park-1',
    'park:park-1',
    'center',
    'institution:institution-1',
    'finance',
  ]);
});

test.each([
  ['a party must act', anOrder(), ['enterprise', 'pay', null]],
  ['a group must decide', anOrder({ state: 'paymentReview' }), ['park', 'approvePayment', null]],
  ['nothing can happen any more', anOrder({ state: 'closed' }), [null, null, null]],
  [
    'two sides must act',
    anOrder({ state: 'unpaid', clock: aClock(NOW, { ended: true }) }),
    ['enterprise', 'close', 'institution'],
  ],
] as const)('where %s, a row stores whose turn it is', (_, order, [waitingRole, waitingStep, waitingAlso]) => {
  expect(storedTurn(waitingFor(order))).toEqual({ waitingRole, waitingStep, waitingAlso });
});

test('a wait keeps the date of the task that goes on, and has its own else', () => {
  const order = anOrder({ state: 'paymentReview' });
  expect(storedWait(ORDER_PROCESS, order, CALENDAR, NOW).dueAt).toBe(NOW);
  expect(storedWait(ORDER_PROCESS, order, CALENDAR, null).dueAt).toBe(dueAtOf(ORDER_PROCESS, order, CALENDAR));
});
