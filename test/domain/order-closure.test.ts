/**
 * Whose turn an order is while sides agree on closing it, and after the last day of the parties: over every state, every set of
 * sides that have agreed, and before and after useBy and redeemBy.
 *
 * @source L132, L165, D3, D13, D20
 */
import { describe, expect, test } from '@jest/globals';
import { closingOf, listMissingConsents } from '../../domain/order/closure.ts';
import { clockAgain } from '../../domain/order/deadlines.ts';
import { effectOf } from '../../domain/order/effects.ts';
import { orderNoticeFacts, orderNoticeOf } from '../../domain/order/notice-facts.ts';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { mayBegin } from '../../domain/order/permissions.ts';
import { waitingFor } from '../../domain/order/waiting.ts';
import { noticeTextOf } from '../../domain/notice.ts';
import { deadlinesOf, dueAtOf } from '../../domain/process/deadlines.ts';
import { rowAfter } from '../../domain/process/effect.ts';
import { clockOfTurn, clockTurn, endedClock, renewedTurn, taskTurn } from '../../domain/process/task-changes.ts';
import type { Role } from '../../domain/role.ts';
import { CALENDAR } from '../calendar.ts';
import { CAST, chen, wang, zhao, zhou } from '../cast.ts';
import { aChange, aClock, agreedBy, anOrder, at, day, NOW, TODAY, word } from '../makers.ts';
import type { TakenStep } from '../makers.ts';

const ended = { clock: aClock(NOW, { ended: true }) };

/** `role+also step task` of what the order waits for. */
const turnOf = (order: Order): string => {
  const waiting = waitingFor(order);
  return waiting ? `${waiting.role}${waiting.also ? `+${waiting.also}` : ''} ${waiting.step} ${waiting.task}` : '-';
};

test.each<[readonly Role[], string, string, string, string]>([
  // who has agreed · nothing else · a change proposed · a change accepted · after redeemBy
  [
    [],
    'institution requestRedemption null',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['institution'],
    'center+enterprise close closure',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['enterprise'],
    'center+institution close closure',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['center'],
    'institution+enterprise close null',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['institution', 'enterprise'],
    'center close closure',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['center', 'institution'],
    'enterprise close null',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
  [
    ['enterprise', 'center'],
    'institution close null',
    'enterprise acceptChange null',
    'park approveChange contractChange',
    'center close closure',
  ],
])('a paid order on which %p have agreed waits for the others', (roles, plain, proposed, accepted, late) => {
  const order = (more: Partial<Order>) =>
    anOrder({ state: 'paid', closure: roles.length > 0 ? agreedBy(...roles) : null, ...more });
  expect([
    turnOf(order({})),
    turnOf(order({ changes: [aChange('proposed')] })),
    turnOf(order({ changes: [aChange('accepted')] })),
    turnOf(order(ended)),
  ]).toEqual([plain, proposed, accepted, late]);
});

test.each<[Partial<Order>, string]>([
  // what is open when redeemBy has passed · whose turn it is then
  [{}, 'center close closure'],
  [{ changes: [aChange('proposed')] }, 'center close closure'],
  [{ changes: [aChange('proposed')], closure: agreedBy('enterprise') }, 'center close closure'],
  [{ changes: [aChange('accepted')] }, 'park approveChange contractChange'],
  [{ changes: [aChange('dropped')] }, 'center close closure'],
])('a paid order after redeemBy, %p: %s', (more, turn) => {
  expect(turnOf(anOrder({ state: 'paid', ...more, ...ended }))).toBe(turn);
});

test('every open order is somebody’s turn, and after its last day somebody’s who has no day any more or a task', () => {
  const states = Object.keys(ORDER_PROCESS.states) as Order['state'][];
  const changes = [[], ...(['proposed', 'accepted', 'dropped'] as const).map((state) => [aChange(state)])];
  for (const state of states.filter((one) => one !== 'redeemed' && one !== 'closed'))
    for (const more of state === 'paid' ? changes.map((one) => ({ changes: one })) : [{}])
      for (const clock of [aClock(NOW), ended.clock]) {
        const order = anOrder({ state, ...more, clock });
        const waiting = waitingFor(order);
        const ends = deadlinesOf(ORDER_PROCESS, order, CALENDAR).some(({ step }) => step === 'endTurn');
        const isWatched = waiting?.task !== null || ends || clock.ended === true;
        expect([state, more, clock.ended, isWatched]).toEqual([state, more, clock.ended, true]);
      }
});

test.each<[Order['state'], Partial<Order>, string | null]>([
  // until when those have time who must act without a task
  ['unpaid', {}, '2027-06-30'],
  ['unpaid', { priceConfirmed: false }, null],
  ['unpaid', ended, null],
  ['paid', {}, '2027-09-30'],
  ['paid', { changes: [aChange('proposed')] }, '2027-09-30'],
  ['paid', { closure: agreedBy('center') }, '2027-09-30'],
  ['paid', { closure: agreedBy('center', 'enterprise') }, '2027-09-30'],
  ['redemptionRejected', {}, '2027-09-30'],
  ['closed', {}, null],
])('%s %p has time until %s', (state, more, last) => {
  expect(dueAtOf(ORDER_PROCESS, anOrder({ state, ...more }), CALENDAR)).toBe(last && `${last}T15:59:59.000Z`);
});

test.each<[Order['state'], Partial<Order>, string]>([
  ['paid', {}, 'redeemBy-7 redeemBy-1 endTurn'],
  ['redemptionRejected', {}, 'redeemBy-7 redeemBy-1 endTurn'],
  ['unpaid', {}, 'useBy-7 useBy-1 endTurn'],
])('%s: a last day put off after it had passed gives the parties time again', (state, more, left) => {
  const putOff = { useBy: day('2026-12-04'), redeemBy: day('2026-12-04') };
  const clock = aClock(at('2026-08-20 09:00'), { ended: true, fired: ['useBy-30', 'redeemBy-30', 'endTurn'] });
  const order = anOrder({ state, ...more, ...putOff, clock });
  const again = clockAgain(order, NOW);
  expect(again).not.toHaveProperty('ended');
  const next = { ...order, clock: again ?? clock };
  expect(turnOf(next)).toBe(turnOf(anOrder({ state, ...more })));
  const names = deadlinesOf(ORDER_PROCESS, next, CALENDAR).flatMap(({ name }) =>
    next.clock.fired.includes(name) ? [] : [name],
  );
  expect(names.join(' ')).toBe(left);
});

test.each<[string, Partial<Order>]>([
  ['the turn has not ended', { clock: aClock(NOW) }],
  ['the last day has passed', { ...ended, redeemBy: day('2026-11-23') }],
  ['the order is under review', { ...ended, state: 'redemptionReview' }],
])('the clock stays as it is when %s', (_, more) => {
  expect(clockAgain(anOrder({ state: 'paid', ...more }), NOW)).toBeNull();
});

test.each<[Order['state'], typeof chen, string, string]>([
  // asked on the last day, recorded on the next
  ['paid', zhao, '2026-11-23', 'order.closes-alone-now'],
  ['paid', zhao, '2026-11-24', 'allowed'],
  ['paid', chen, '2026-11-23', 'allowed'],
  ['redemptionRejected', zhao, '2026-11-23', 'allowed'],
])('%s: a consent asked for on %p’s day %s does not close the order alone', (state, actor, askedOn, expected) => {
  const order = anOrder({ state, redeemBy: day('2026-11-23') });
  const ruling = mayBegin({ order, task: null }, actor, 'close', { today: TODAY, askedOn: day(askedOn) });
  expect(word(ruling)).toBe(expected);
});

test.each<[Order['state'], Partial<Order>, string, string]>([
  // state, what matters · in time · after the last day
  ['unpaid', {}, 'enterprise pay null', 'enterprise+institution close null'],
  ['unpaid', { priceConfirmed: false }, 'institution confirmPrice null', 'enterprise+institution close null'],
  ['paymentRejected', {}, 'enterprise pay null', 'enterprise+institution close null'],
  ['paymentReview', {}, 'park approvePayment paymentReview', 'park approvePayment paymentReview'],
  ['redemptionRejected', {}, 'institution requestRedemption null', 'center close closure'],
  ['redemptionReview', {}, 'center approveRedemption redemptionReview', 'center approveRedemption redemptionReview'],
  ['preRedeemed', {}, 'finance recordPayout payout', 'finance recordPayout payout'],
  ['redeemed', {}, '-', '-'],
  ['closed', {}, '-', '-'],
])('%s %p: a party whose last day has passed is not waited for', (state, more, inTime, afterwards) => {
  expect([turnOf(anOrder({ state, ...more })), turnOf(anOrder({ state, ...more, ...ended }))]).toEqual([
    inTime,
    afterwards,
  ]);
});

test('who is waited for with a step may take it, as far as it depends on no claim', () => {
  const past = day('2027-10-01');
  const states = Object.keys(ORDER_PROCESS.states) as Order['state'][];
  const sides = [[], ['institution'], ['center'], ['center', 'enterprise']] as readonly (readonly Role[])[];
  for (const state of states)
    for (const roles of sides)
      for (const isLate of [false, true]) {
        const order = anOrder({
          state,
          closure: state === 'paid' && roles.length > 0 ? agreedBy(...roles) : null,
          ...(isLate && ended),
        });
        const waiting = waitingFor(order);
        for (const role of waiting ? [waiting.role, ...(waiting.also ? [waiting.also] : [])] : []) {
          const actor = Object.values(CAST).find(
            (one) => one.roles.includes(role) && mayBegin({ order, task: null }, one, 'close', { today: past }).allowed,
          );
          if (waiting?.step === 'close') expect([state, roles, isLate, role, actor !== undefined]).toContain(true);
        }
      }
});

test.each<[readonly Role[], Role, 'asks' | 'agrees' | 'closes', string, string]>([
  // who has agreed, who reads · what the step means in time, after redeemBy
  [[], 'institution', 'asks', 'asks', 'institution'],
  [['institution'], 'enterprise', 'agrees', 'agrees', 'enterprise'],
  [['institution'], 'center', 'agrees', 'closes', 'center'],
  [[], 'center', 'asks', 'closes', 'center'],
])('with %p agreed, %s %s', (roles, role, inTime, late) => {
  const order = anOrder({ state: 'paid', closure: roles.length > 0 ? agreedBy(...roles) : null });
  expect([closingOf(order, role, TODAY), closingOf(order, role, day('2027-10-01'))]).toEqual([inTime, late]);
  expect(closingOf(anOrder(), role, TODAY)).toBe('closes');
});

describe('the task of a closing', () => {
  const paid = (more: Partial<Order> = {}) => anOrder({ state: 'paid', ...more });
  const open = { kind: 'closure', group: 'center', claimedBy: null };
  test.each<[string, TakenStep, Order, Order, object]>([
    ['opens when a party asks', 'close', paid(), paid({ closure: agreedBy('institution') }), { close: null, open }],
    [
      'stays when the other party agrees',
      'close',
      paid({ closure: agreedBy('institution') }),
      paid({ closure: agreedBy('institution', 'enterprise') }),
      { close: null, open: null },
    ],
    [
      'is done when the center agrees',
      'close',
      paid({ closure: agreedBy('institution') }),
      paid({ closure: agreedBy('institution', 'center') }),
      { close: 'done', open: null },
    ],
    [
      'is done when the center closes',
      'close',
      paid({ closure: agreedBy('institution', 'enterprise') }),
      anOrder({ state: 'closed' }),
      { close: 'done', open: null },
    ],
    [
      'is overtaken by a request for redemption',
      'requestRedemption',
      paid({ closure: agreedBy('institution') }),
      anOrder({ state: 'redemptionReview' }),
      { close: 'withdrawn', open: { kind: 'redemptionReview', group: 'center', claimedBy: null } },
    ],
    [
      'ends when a side drops the closing',
      'dropClosure',
      paid({ closure: agreedBy('institution') }),
      paid(),
      { close: 'withdrawn', open: null },
    ],
    [
      'gives way to a contract change',
      'proposeChange',
      paid({ closure: agreedBy('institution') }),
      paid({ closure: agreedBy('institution'), changes: [aChange('proposed')] }),
      { close: 'withdrawn', open: null },
    ],
    [
      'comes back after it',
      'dropChange',
      paid({ closure: agreedBy('institution'), changes: [aChange('proposed')] }),
      paid({ closure: agreedBy('institution'), changes: [aChange('dropped')] }),
      { close: null, open },
    ],
  ])('%s', (_, step, before, after, turn) => {
    expect(taskTurn(ORDER_PROCESS, before, after, step, waitingFor(before)?.task ?? null)).toMatchObject(turn);
  });

  test('opens with a step too where a former release opened none, and counts from then', () => {
    const before = paid({
      closure: agreedBy('institution'),
      clock: aClock(at('2026-08-20 09:00'), { fired: ['redeemBy-30'] }),
    });
    const after = { ...before, closure: agreedBy('institution', 'enterprise') };
    const turn = taskTurn(ORDER_PROCESS, before, after, 'close', null);
    expect(turn).toEqual({ close: null, release: false, open });
    expect(clockOfTurn(before.clock, turn, NOW)).toEqual(aClock(NOW));
    expect(clockOfTurn({ ...before.clock, ended: true }, turn, NOW)).toEqual(aClock(NOW, { ended: true }));
    const kept = taskTurn(ORDER_PROCESS, before, after, 'close', 'closure');
    expect(clockOfTurn(before.clock, kept, NOW)).toBe(before.clock);
  });

  test('is for its holder, of the center alone: a party agrees whoever has claimed it', () => {
    const order = paid({ closure: agreedBy('institution') });
    const task = { id: 'task-1', kind: 'closure' as const, claimedBy: zhao.id };
    const ruling = (actor: typeof chen) => mayBegin({ order, task }, actor, 'close', { today: TODAY });
    expect(ruling(zhao).allowed).toBe(true);
    expect(ruling(zhou)).toMatchObject({ allowed: false, code: 'task.claimed-by-another' });
    expect(ruling(wang).allowed).toBe(true);
  });

  test('of a park is no obstacle to the center that closes after redeemBy', () => {
    const order = paid({ changes: [aChange('accepted')], redeemBy: day('2026-11-01') });
    const task = { id: 'task-1', kind: 'contractChange' as const, claimedBy: 'li' };
    expect(mayBegin({ order, task }, zhao, 'close', { today: TODAY }).allowed).toBe(true);
  });
});

describe('the end of a turn', () => {
  const ends = (order: Order) =>
    deadlinesOf(ORDER_PROCESS, order, CALENDAR).flatMap(({ step, at: when }) => (step === 'endTurn' ? [when] : []));

  test('is the first moment after useBy or redeemBy, in Shanghai; a change that the park reviews is settled first', () => {
    const dates = { useBy: day('2026-12-31'), redeemBy: day('2027-03-31') };
    expect(ends(anOrder(dates))).toEqual(['2026-12-31T16:00:00.000Z']);
    expect(ends(anOrder({ ...dates, priceConfirmed: false }))).toEqual(['2026-12-31T16:00:00.000Z']);
    expect(ends(anOrder({ ...dates, state: 'paid' }))).toEqual(['2027-03-31T16:00:00.000Z']);
    expect(ends(anOrder({ ...dates, state: 'redemptionRejected' }))).toEqual(['2027-03-31T16:00:00.000Z']);
    const proposed = anOrder({ ...dates, state: 'paid', changes: [aChange('proposed')] });
    expect(ends(proposed)).toEqual(['2027-03-31T16:00:00.000Z']);
    expect(ends(anOrder({ ...dates, state: 'paid', changes: [aChange('accepted')] }))).toEqual([]);
    expect(ends(anOrder({ ...dates, state: 'paid', ...ended }))).toEqual([]);
    expect(ends(anOrder({ ...dates, state: 'paymentReview' }))).toEqual([]);
  });

  test('opens a task that counts from then; the clock of an unpaid order goes on', () => {
    const now = at('2027-10-01 00:00');
    const paid = anOrder({ state: 'paid', clock: aClock(at('2026-11-05 09:00'), { fired: ['redeemBy-30'] }) });
    const after = { ...paid, clock: endedClock(ORDER_PROCESS, paid, now) };
    expect(after.clock).toEqual(aClock(now, { ended: true }));
    expect(renewedTurn(waitingFor(after), null)).toMatchObject({ close: null, open: { kind: 'closure' } });
    const unpaid = anOrder({ clock: aClock(at('2026-11-05 09:00'), { fired: ['endTurn'] }) });
    expect(endedClock(ORDER_PROCESS, unpaid, now)).toEqual({ ...unpaid.clock, ended: true });
    expect(renewedTurn(waitingFor({ ...unpaid, clock: { ...unpaid.clock, ended: true } }), null).open).toBeNull();
  });

  test('leaves the closing after so many days as it was, and no reminder to pay', () => {
    const rules = { ...anOrder().rules, unpaidCloseDays: 180 };
    const steps = deadlinesOf(ORDER_PROCESS, anOrder({ rules, ...ended }), CALENDAR).map(({ name }) => name);
    expect(steps).toEqual(['unpaidClose']);
  });

  test('lasts while the order stays in its state, and no longer', () => {
    const before = anOrder({ state: 'paid', ...ended });
    const turn = (step: TakenStep, after: Order) =>
      clockTurn(ORDER_PROCESS, before, after, step, { actor: chen, now: NOW }, CALENDAR).ended;
    expect(turn('proposeChange', { ...before, changes: [aChange('proposed')] })).toBe(true);
    expect(turn('close', anOrder({ state: 'closed' }))).toBeUndefined();
  });
});

test('the notice of a consent says who agreed and who is missing, in the language of its reader', () => {
  const order = anOrder({ state: 'paid' });
  const taking = { commandId: 'c-1', actor: wang, now: NOW, today: TODAY };
  const after = rowAfter(order, effectOf(order, { step: 'close', body: { reason: '协商' } }, taking));
  const facts = orderNoticeFacts(after, '检测', '协商');
  expect(listMissingConsents(after)).toEqual(['institution', 'center']);
  const event = orderNoticeOf('close', after);
  expect(noticeTextOf(event, 'order', facts, 'zh')).toBe(
    '订单 DD20261123-000001：获券企业提出关闭，还须服务机构、创新协同中心同意。理由：协商',
  );
  expect(noticeTextOf(event, 'order', facts, 'en')).toBe(
    'Order DD20261123-000001: the enterprise asked to close it; the service institution and the innovation collaboration center must agree. Reason: 协商',
  );
});
