/**
 * What the clock does by itself, on a calendar made by hand.
 *
 * @source L134, D5, D20, D23
 */
import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { deadlinesOf, nextDeadline, taskDueAt } from '../../domain/process/deadlines.ts';
import { clockTurn } from '../../domain/process/task-changes.ts';
import { startedAt } from '../../domain/process/wait.ts';
import { CALENDAR } from '../calendar.ts';
import { chen, li, zhao, zhou } from '../cast.ts';
import { aChange, aClock, anApproval, anOrder, at, day, RULES } from '../makers.ts';

/** `name step time in Shanghai`, earliest first. */
const plan = (order: Order): string[] =>
  deadlinesOf(ORDER_PROCESS, order, CALENDAR).map(
    ({ name, step, at: instant }) =>
      `${name} ${step} ${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`,
  );

describe('a review', () => {
  test('of a payment: 3 working days, over the holiday', () => {
    const order = anOrder({ state: 'paymentReview', clock: aClock(at('2026-09-28 10:00')) });
    expect(plan(order)).toEqual([
      'remind remind 2026-09-30 17:30',
      'overdue overdue 2026-10-08 17:30',
      'escalate escalate 2026-10-10 17:30',
    ]);
    expect(taskDueAt(ORDER_PROCESS, order, CALENDAR)).toBe(at('2026-10-08 17:30'));
  });

  test('of a redemption: 10 working days, make-up days counted', () => {
    const order = anOrder({ state: 'redemptionReview', clock: aClock(at('2026-09-18 16:00')) });
    expect(plan(order)).toEqual([
      'remind remind 2026-09-24 17:30',
      'overdue overdue 2026-10-09 17:30',
      'escalate escalate 2026-10-15 17:30',
    ]);
    expect(taskDueAt(ORDER_PROCESS, order, CALENDAR)).toBe(at('2026-10-09 17:30'));
  });

  test('of a payout: 10 working days', () => {
    const order = anOrder({ state: 'preRedeemed', clock: aClock(at('2026-09-18 16:00')) });
    expect(plan(order)).toEqual([
      'remind remind 2026-09-24 17:30',
      'overdue overdue 2026-10-09 17:30',
      'escalate escalate 2026-10-15 17:30',
    ]);
  });

  test.each([
    // n, ⌈n/2⌉-th, n-th, ⌈1.5 n⌉-th working day after Friday 18 September
    [1, '09-20', '09-20', '09-21'],
    [2, '09-20', '09-21', '09-22'],
    [3, '09-21', '09-22', '09-24'],
    [5, '09-22', '09-24', '09-30'],
  ])('of %d working days is reminded on %s, due on %s, escalated on %s', (n, half, due, more) => {
    const rules = { ...RULES, taskWorkingDays: { ...RULES.taskWorkingDays, paymentReview: n } };
    const order = anOrder({ state: 'paymentReview', rules, clock: aClock(at('2026-09-18 16:00')) });
    expect(plan(order)).toEqual([
      `remind remind 2026-${half} 17:30`,
      `overdue overdue 2026-${due} 17:30`,
      `escalate escalate 2026-${more} 17:30`,
    ]);
  });

  test('of a contract change keeps the reminders before redeemBy', () => {
    const order = anOrder({
      state: 'paid',
      changes: [aChange('accepted')],
      redeemBy: day('2026-10-09'),
      clock: aClock(at('2026-09-28 10:00')),
    });
    expect(plan(order)).toEqual([
      'remind remind 2026-09-30 17:30',
      'redeemBy-7 remind 2026-10-02 09:00',
      'redeemBy-1 remind 2026-10-08 09:00',
      'overdue overdue 2026-10-08 17:30',
      'escalate escalate 2026-10-10 17:30',
    ]);
  });

  test('of a contract change tells its own deadlines from those of the parties', () => {
    const order = anOrder({
      state: 'paid',
      changes: [aChange('accepted')],
      redeemBy: day('2026-10-09'),
      clock: aClock(at('2026-09-28 10:00')),
    });
    expect(deadlinesOf(ORDER_PROCESS, order, CALENDAR).map(({ name, of }) => `${name} of ${of}`)).toEqual([
      'remind of task',
      'redeemBy-7 of parties',
      'redeemBy-1 of parties',
      'overdue of task',
      'escalate of task',
    ]);
  });

  test('has nothing more to do once all has fired', () => {
    const order = anOrder({ state: 'paymentReview', clock: aClock(at('2026-09-28 10:00')) });
    const after = (...fired: string[]): string | undefined =>
      nextDeadline(ORDER_PROCESS, { ...order, clock: { ...order.clock, fired } }, CALENDAR)?.name;
    expect([after(), after('remind'), after('remind', 'overdue'), after('remind', 'overdue', 'escalate')]).toEqual([
      'remind',
      'overdue',
      'escalate',
      undefined,
    ]);
  });
});

describe('a supplement', () => {
  test('has 5 working days and is only reminded of', () => {
    const order = anOrder({ state: 'redemptionReview', returned: true, clock: aClock(at('2026-09-21 11:00')) });
    expect(plan(order)).toEqual(['remind remind 2026-09-24 17:30']);
    expect(taskDueAt(ORDER_PROCESS, order, CALENDAR)).toBe(at('2026-09-29 17:30'));
  });
});

describe('the clock of a review', () => {
  const submitted = anOrder({ state: 'redemptionReview', clock: aClock(at('2026-09-18 16:00')) });
  const returnedAt = at('2026-09-21 11:00'); // two working days used: the 20th and the 21st
  const returned: Order = { ...submitted, returned: true };

  test('stands still while the institution supplements, and keeps whole working days', () => {
    const pausing = clockTurn(
      ORDER_PROCESS,
      submitted,
      returned,
      'returnRedemption',
      { actor: zhao, now: returnedAt },
      CALENDAR,
    );
    expect(pausing).toEqual({
      since: returnedAt,
      usedWorkingDays: 0,
      fired: [],
      paused: { usedWorkingDays: 2, fired: [], reviewer: 'zhao' },
    });
    const goingOn = clockTurn(
      ORDER_PROCESS,
      { ...returned, clock: pausing },
      submitted,
      'supplementRedemption',
      { actor: chen, now: at('2026-10-08 10:00') },
      CALENDAR,
    );
    expect(goingOn).toEqual({ since: at('2026-10-08 10:00'), usedWorkingDays: 2, fired: [], paused: null });
    // eight working days are left: 9 10 12 13 14 15 16 19 October
    expect(plan({ ...submitted, clock: goingOn })).toEqual([
      'remind remind 2026-10-12 17:30',
      'overdue overdue 2026-10-19 17:30',
      'escalate escalate 2026-10-26 17:30',
    ]);
    expect(taskDueAt(ORDER_PROCESS, { ...submitted, clock: goingOn }, CALENDAR)).toBe(at('2026-10-19 17:30'));
  });

  test('adds up over two pauses, and remembers what has fired', () => {
    const second: Order = {
      ...submitted,
      clock: aClock(at('2026-10-08 10:00'), { usedWorkingDays: 5, fired: ['remind'] }),
    };
    const pausing = clockTurn(
      ORDER_PROCESS,
      second,
      returned,
      'returnRedemption',
      { actor: zhou, now: at('2026-10-12 09:00') },
      CALENDAR,
    );
    expect(pausing.paused).toEqual({ usedWorkingDays: 8, fired: ['remind'], reviewer: 'zhou' });
    const goingOn = clockTurn(
      ORDER_PROCESS,
      { ...returned, clock: pausing },
      submitted,
      'supplementRedemption',
      { actor: chen, now: at('2026-10-14 09:00') },
      CALENDAR,
    );
    expect(goingOn.fired).toEqual(['remind']);
    expect(taskDueAt(ORDER_PROCESS, { ...submitted, clock: goingOn }, CALENDAR)).toBe(at('2026-10-16 17:30'));
  });

  test('is due at once when its days were used up before the pause', () => {
    const goingOn = aClock(at('2026-10-14 09:00'), { usedWorkingDays: 12, fired: ['remind', 'overdue'] });
    expect(taskDueAt(ORDER_PROCESS, { ...submitted, clock: goingOn }, CALENDAR)).toBe(at('2026-10-14 09:00'));
    expect(nextDeadline(ORDER_PROCESS, { ...submitted, clock: goingOn }, CALENDAR)).toEqual({
      name: 'escalate',
      step: 'escalate',
      of: 'task',
      at: at('2026-10-19 17:30'),
    });
  });

  test('is due at once when exactly its days were used up, not at the end of that day', () => {
    const goingOn = aClock(at('2026-10-14 09:00'), { usedWorkingDays: 10, fired: ['remind'] });
    expect(taskDueAt(ORDER_PROCESS, { ...submitted, clock: goingOn }, CALENDAR)).toBe(at('2026-10-14 09:00'));
    const oneLeft = aClock(at('2026-10-14 09:00'), { usedWorkingDays: 9, fired: ['remind'] });
    expect(taskDueAt(ORDER_PROCESS, { ...submitted, clock: oneLeft }, CALENDAR)).toBe(at('2026-10-15 17:30'));
  });

  test('runs on under a first approval and a part paid out', () => {
    const first: Order = { ...submitted, approvals: [anApproval('zhao', '30000.00')] };
    expect(
      clockTurn(
        ORDER_PROCESS,
        submitted,
        first,
        'approveRedemption',
        { actor: zhao, now: at('2026-09-22 10:00') },
        CALENDAR,
      ),
    ).toBe(submitted.clock);
    const paying = anOrder({ state: 'preRedeemed', clock: aClock(at('2026-09-18 16:00'), { fired: ['remind'] }) });
    expect(
      clockTurn(
        ORDER_PROCESS,
        paying,
        { ...paying, paidOutFen: paying.voucherAmountFen },
        'recordPayout',
        { actor: chen, now: at('2026-09-22 10:00') },
        CALENDAR,
      ),
    ).toBe(paying.clock);
  });

  test('starts anew with a new wait', () => {
    const now = at('2026-09-22 10:00');
    const before = anOrder({ state: 'paymentReview', clock: aClock(at('2026-09-18 16:00'), { fired: ['remind'] }) });
    expect(
      clockTurn(ORDER_PROCESS, before, anOrder({ state: 'paid' }), 'approvePayment', { actor: li, now }, CALENDAR),
    ).toEqual(startedAt(now));
    const paid = anOrder({ state: 'paid', changes: [aChange('proposed')] });
    expect(
      clockTurn(
        ORDER_PROCESS,
        paid,
        anOrder({ state: 'paid', changes: [aChange('accepted')] }),
        'acceptChange',
        { actor: chen, now },
        CALENDAR,
      ),
    ).toEqual(startedAt(now));
  });
});

describe('an unpaid order', () => {
  const since = at('2026-09-18 16:00');
  const unpaid = (rules = RULES): Order => anOrder({ clock: aClock(since), useBy: day('2028-12-31'), rules });

  test('is reminded of at 90 days and never closes while the setting is off', () => {
    expect(plan(unpaid()).slice(0, 1)).toEqual(['unpaid remind 2026-12-17 17:30']);
    expect(plan(unpaid()).filter((row) => row.includes('expire'))).toEqual([]);
  });

  test('closes at 180 days where the setting is on', () => {
    expect(plan(unpaid({ ...RULES, unpaidCloseDays: 180 })).slice(0, 2)).toEqual([
      'unpaid remind 2026-12-17 17:30',
      'unpaidClose expire 2027-03-17 17:30',
    ]);
  });

  test.each(['unpaid', 'paymentRejected'] as const)(
    'that is %s is reminded of 30, 7 and 1 days before useBy',
    (state) => {
      const order = anOrder({ state, clock: aClock(since), useBy: day('2026-11-24') });
      expect(plan(order)).toEqual([
        'useBy-30 remind 2026-10-25 09:00',
        'useBy-7 remind 2026-11-17 09:00',
        'useBy-1 remind 2026-11-23 09:00',
        'endTurn endTurn 2026-11-25 00:00',
        'unpaid remind 2026-12-17 17:30',
      ]);
    },
  );

  test('is not reminded of what lay before the wait', () => {
    const names = (clock: string): string[] =>
      plan(anOrder({ clock: aClock(at(clock)), useBy: day('2026-11-24') })).map((row) => row.split(' ')[0] ?? '');
    expect(names('2026-11-01 10:00')).toEqual(['useBy-7', 'useBy-1', 'endTurn', 'unpaid']);
    expect(names('2026-11-17 08:59')).toEqual(['useBy-7', 'useBy-1', 'endTurn', 'unpaid']);
    expect(names('2026-11-17 09:00')).toEqual(['useBy-1', 'endTurn', 'unpaid']);
    expect(names('2026-11-24 10:00')).toEqual(['endTurn', 'unpaid']);
  });
});

test.each(['paid', 'redemptionRejected'] as const)(
  'an order that is %s is reminded of 30, 7 and 1 days before redeemBy',
  (state) => {
    const order = anOrder({ state, clock: aClock(at('2026-09-18 16:00')), redeemBy: day('2026-11-24') });
    expect(plan(order)).toEqual([
      'redeemBy-30 remind 2026-10-25 09:00',
      'redeemBy-7 remind 2026-11-17 09:00',
      'redeemBy-1 remind 2026-11-23 09:00',
      'endTurn endTurn 2026-11-25 00:00',
    ]);
  },
);

test.each(['redeemed', 'closed'] as const)('the clock leaves an order that is %s alone', (state) => {
  expect(plan(anOrder({ state }))).toEqual([]);
  expect(nextDeadline(ORDER_PROCESS, anOrder({ state }), CALENDAR)).toBeNull();
  expect(taskDueAt(ORDER_PROCESS, anOrder({ state }), CALENDAR)).toBeNull();
});

test('a plan in milliseconds takes the place of the scheme’s own deadlines, wait by wait', () => {
  const order = anOrder({ state: 'redemptionReview', clock: aClock(at('2026-09-18 16:00')) });
  const given = {
    redemptionReview: [
      { step: 'remind', afterMs: 50 },
      { step: 'overdue', afterMs: 90 },
    ],
    returned: [{ step: 'remind', afterMs: 20 }],
  } as const;
  expect(deadlinesOf(ORDER_PROCESS, order, CALENDAR, given)).toEqual([
    { name: 'remind-50', step: 'remind', of: 'task', at: '2026-09-18T08:00:00.050Z' },
    { name: 'overdue-90', step: 'overdue', of: 'task', at: '2026-09-18T08:00:00.090Z' },
  ]);
  expect(deadlinesOf(ORDER_PROCESS, { ...order, returned: true }, CALENDAR, given).map(({ name }) => name)).toEqual([
    'remind-20',
  ]);
  expect(
    deadlinesOf(ORDER_PROCESS, { ...order, state: 'preRedeemed' as const }, CALENDAR, given).map(({ name }) => name),
  ).toEqual(['remind', 'overdue', 'escalate']);
});
