/**
 * What people are told.
 *
 * @source L113, L136, L138, L140, L165, D2, D3, D5, D6, D13, D20
 */
import { describe, expect, test } from '@jest/globals';
import { NOTICES, noticeRow, noticeText, noticeTextOf } from '../../domain/notice.ts';
import { orderNoticeFacts, orderNoticeOf } from '../../domain/order/notice-facts.ts';
import { ORDER_NOTICES } from '../../domain/order/notices.ts';
import { READY_REASONS } from '../../domain/order/ready-reasons.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { PASSWORD_RESET_STEPS } from '../../domain/password-reset/steps.ts';
import { noticeOfDeadline } from '../../domain/process/deadlines.ts';
import { TASK_NOTICES } from '../../domain/process/notices.ts';
import type { Order } from '../../domain/order/order.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { aChange, agreedBy, anApproval, anOrder } from '../makers.ts';

const returned = anOrder({ state: 'redemptionReview', returned: true });
const first = anOrder({ state: 'redemptionReview', approvals: [anApproval('zhao', '30000.00')] });
const change = (state: 'proposed' | 'accepted' | 'approved' | 'rejected' | 'dropped'): Order =>
  anOrder({ state: 'paid', changes: [aChange(state)] });

/** Step, the order after it, its reason, the event, and the Chinese text people read. */
const STEPS: readonly (readonly [OrderStep, Order, string | null, string, string])[] = [
  ['place', anOrder(), null, 'order.placed', '新订单 DD20261123-000001：版权服务。'],
  [
    'confirmPrice',
    anOrder(),
    null,
    'order.priceConfirmed',
    '订单 DD20261123-000001 已核定价格 50,000.00 元，可以支付。',
  ],
  [
    'pay',
    anOrder({ state: 'paymentReview' }),
    null,
    'order.paymentSubmitted',
    '订单 DD20261123-000001 已支付创新券 30,000.00 元，等待园区审核。',
  ],
  ['withdraw', anOrder(), null, 'order.paymentWithdrawn', '订单 DD20261123-000001 的支付已由企业撤回。'],
  [
    'approvePayment',
    anOrder({ state: 'paid' }),
    null,
    'order.paid',
    '订单 DD20261123-000001 支付审核通过，可正式开展服务。',
  ],
  [
    'rejectPayment',
    anOrder({ state: 'paymentRejected' }),
    '订单金额与合同金额不一致',
    'order.paymentRejected',
    '订单 DD20261123-000001 支付审核拒绝：订单金额与合同金额不一致',
  ],
  [
    'requestRedemption',
    anOrder({ state: 'redemptionReview' }),
    null,
    'order.redemptionSubmitted',
    '订单 DD20261123-000001 已申请兑付。',
  ],
  [
    'returnRedemption',
    returned,
    '请补充发票',
    'order.redemptionReturned',
    '订单 DD20261123-000001 退回补正：请补充发票',
  ],
  [
    'supplementRedemption',
    anOrder({ state: 'redemptionReview' }),
    null,
    'order.redemptionSupplemented',
    '订单 DD20261123-000001 已补正，请继续审核。',
  ],
  ['approveRedemption', first, null, 'order.secondApprovalNeeded', '订单 DD20261123-000001 的兑付须由第二人复核。'],
  [
    'approveRedemption',
    anOrder({ state: 'preRedeemed', redemption: '27000.00' }),
    '部分发票不符',
    'order.preRedeemed',
    '订单 DD20261123-000001 兑付审核通过：核定 27,000.00 元，差额 3,000.00 元。',
  ],
  [
    'rejectRedemption',
    anOrder({ state: 'redemptionRejected' }),
    '材料不实',
    'order.redemptionRejected',
    '订单 DD20261123-000001 兑付审核拒绝：材料不实',
  ],
  [
    'rejectRedemption',
    anOrder({ state: 'closed' }),
    '材料不实',
    'order.closed',
    '订单 DD20261123-000001 已关闭：材料不实',
  ],
  [
    'recordPayout',
    anOrder({ state: 'preRedeemed', paidOut: '10000.00' }),
    null,
    'order.payoutRecorded',
    '订单 DD20261123-000001 已拨付 10,000.00 元，应拨付 30,000.00 元。',
  ],
  [
    'failPayout',
    anOrder({ state: 'preRedeemed' }),
    '账号与户名不符',
    'order.payoutFailed',
    '订单 DD20261123-000001 拨付失败，请服务机构核对收款账户信息，更正后重新拨付。原因：账号与户名不符',
  ],
  [
    'recordPayout',
    anOrder({ state: 'redeemed' }),
    null,
    'order.redeemed',
    '订单 DD20261123-000001 已兑付 30,000.00 元。',
  ],
  ['proposeChange', change('proposed'), null, 'order.changeProposed', '订单 DD20261123-000001 有补充协议待您同意。'],
  [
    'acceptChange',
    change('accepted'),
    null,
    'order.changeAccepted',
    '订单 DD20261123-000001 的补充协议已由企业同意，等待园区审核。',
  ],
  ['approveChange', change('approved'), null, 'order.changeApproved', '订单 DD20261123-000001 的补充协议审核通过。'],
  [
    'rejectChange',
    change('rejected'),
    '补充协议未盖章',
    'order.changeRejected',
    '订单 DD20261123-000001 的补充协议审核拒绝：补充协议未盖章',
  ],
  ['dropChange', change('dropped'), null, 'order.changeDropped', '订单 DD20261123-000001 的补充协议已撤销。'],
  [
    'close',
    anOrder({ state: 'paid', closure: agreedBy('center') }),
    '双方协商终止',
    'order.closureProposed',
    '订单 DD20261123-000001：创新协同中心提出关闭，还须服务机构、获券企业同意。理由：双方协商终止',
  ],
  [
    'close',
    anOrder({ state: 'paid', closure: agreedBy('institution', 'center') }),
    '双方协商终止',
    'order.closureAsked',
    '订单 DD20261123-000001：创新协同中心同意关闭，还须获券企业同意。理由：双方协商终止',
  ],
  [
    'dropClosure',
    anOrder({ state: 'paid' }),
    '继续履行合同',
    'order.closureDropped',
    '订单 DD20261123-000001：获券企业撤回关闭，订单继续执行。理由：继续履行合同',
  ],
  [
    'close',
    anOrder({ state: 'closed' }),
    '双方协商终止',
    'order.closed',
    '订单 DD20261123-000001 已关闭：双方协商终止',
  ],
];

describe('people are told', () => {
  test.each(STEPS)('of %s what happened (%#)', (step, after, reason, event, text) => {
    expect(orderNoticeOf(step, after)).toBe(event);
    expect(noticeTextOf(event, 'order', orderNoticeFacts(after, '版权服务', reason, 'enterprise'), 'zh')).toBe(text);
  });

  test.each(STEPS)('of %s with every blank of both languages filled (%#)', (step, after, reason) => {
    const { zh, en } = NOTICES[orderNoticeOf(step, after)];
    const facts = orderNoticeFacts(after, '版权服务', reason, 'enterprise');
    const blanks = [...`${zh} ${en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect(blanks.filter((name) => !facts[name])).toEqual([]);
    expect(noticeText(en, facts)).not.toMatch(/[{}]|undefined|null/);
  });

  test('of every event by some step or by the clock', () => {
    const told = new Set<string>([
      ...STEPS.map(([step, after]) => orderNoticeOf(step, after)),
      'order.closureRefused',
      'order.deadlineNear',
      'order.useByPassed',
      'order.redeemByPassed',
      'task.reminder',
      'task.overdue',
      'task.escalated',
    ]);
    expect(Object.keys({ ...ORDER_NOTICES, ...TASK_NOTICES }).filter((event) => !told.has(event))).toEqual([]);
  });
});

describe('a ready reason is said in the language of the notice (L149)', () => {
  const orderReasons = Object.values(READY_REASONS).flatMap((rows) => Object.values(rows));
  const { reasons: resetReasons } = PASSWORD_RESET_STEPS.refuse;
  test.each([
    ...orderReasons.map((reason) => ['order.paymentRejected', 'order', reason] as const),
    ...Object.values(resetReasons).map((reason) => ['passwordReset.refused', 'passwordReset', reason] as const),
  ])('%s of %s: %o', (event, type, { zh, en }) => {
    const text = (language: 'zh' | 'en', reason: string) =>
      noticeTextOf(event, type, { number: 'N1', reason }, language);
    expect(text('zh', zh)).toMatch(new RegExp(`：${zh}$`));
    expect(text('en', zh)).toMatch(new RegExp(`: ${en}$`));
    expect(text('en', `${zh}：见第四条`)).toMatch(new RegExp(`: ${en}: 见第四条$`));
  });
});

describe('when a deadline fires', () => {
  const review = anOrder({ state: 'paymentReview' });
  test('the group is reminded, its supervisors told when due, admin when long overdue', () => {
    expect([
      noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'task' }, review),
      noticeOfDeadline(ORDER_PROCESS, { step: 'overdue', of: 'task' }, review),
      noticeOfDeadline(ORDER_PROCESS, { step: 'escalate', of: 'task' }, review),
    ]).toEqual(['task.reminder', 'task.overdue', 'task.escalated']);
    expect([NOTICES['task.reminder'].to, NOTICES['task.overdue'].to, NOTICES['task.escalated'].to]).toEqual([
      ['group'],
      ['supervisors'],
      ['admin'],
    ]);
  });

  test('a task says what it is about, in either language', () => {
    const facts = { number: 'DD20261123-000001' };
    expect(noticeTextOf('task.reminder', 'order', facts, 'zh')).toBe('订单 DD20261123-000001 的任务等待办理。');
    expect(noticeTextOf('task.overdue', 'order', facts, 'en')).toBe(
      'Order DD20261123-000001: a task is due and not decided.',
    );
  });

  test('the parties are told of a day that is near', () => {
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'parties' }, anOrder())).toBe('order.deadlineNear');
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'parties' }, anOrder({ state: 'paid' }))).toBe(
      'order.deadlineNear',
    );
    expect(NOTICES['order.deadlineNear'].to).toEqual(['institution', 'enterprise']);
  });

  test('a day that is near is the parties’, also while the park reviews a change', () => {
    const review = change('accepted');
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'parties' }, review)).toBe('order.deadlineNear');
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'task' }, review)).toBe('task.reminder');
  });

  test('an institution is reminded of its supplement', () => {
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'remind', of: 'task' }, returned)).toBe('task.reminder');
  });

  test('the parties are told that their time is over, and the center that it has to close a paid order', () => {
    const told = (after: Order) => noticeOfDeadline(ORDER_PROCESS, { step: 'endTurn', of: 'parties' }, after);
    expect([told(anOrder()), told(anOrder({ state: 'paymentRejected' }))]).toEqual([
      'order.useByPassed',
      'order.useByPassed',
    ]);
    expect([told(anOrder({ state: 'paid' })), told(anOrder({ state: 'redemptionRejected' }))]).toEqual([
      'order.redeemByPassed',
      'order.redeemByPassed',
    ]);
    expect(NOTICES['order.redeemByPassed'].to).toEqual(['institution', 'enterprise', 'group']);
  });

  test('a consent of a former release, which does not say whose it was, reads as before', () => {
    const facts = { number: 'DD20261123-000001', reason: '协商' };
    expect(noticeTextOf('order.closureAsked', 'order', facts, 'zh')).toBe(
      '订单 DD20261123-000001：有一方同意关闭，还须其他方同意。理由：协商',
    );
  });

  test('both parties are told of an order that closed by itself', () => {
    expect(noticeOfDeadline(ORDER_PROCESS, { step: 'expire', of: 'parties' }, anOrder())).toBe('order.closed');
  });
});

test('who refuses a closing is told apart from who takes their own back, and both are named (D3)', () => {
  const before = anOrder({ state: 'paid', closure: agreedBy('enterprise') });
  const after = anOrder({ state: 'paid' });
  const told = (role: 'enterprise' | 'center', language: 'zh' | 'en') => {
    const event = orderNoticeOf('dropClosure', after, { before, role });
    return noticeTextOf(event, 'order', orderNoticeFacts(after, '版权服务', '继续履行', role), language);
  };
  expect(told('center', 'zh')).toBe('订单 DD20261123-000001：创新协同中心不同意关闭，订单继续执行。理由：继续履行');
  expect(told('enterprise', 'zh')).toBe('订单 DD20261123-000001：获券企业撤回关闭，订单继续执行。理由：继续履行');
  expect(told('center', 'en')).toMatch(/the innovation collaboration center refused to close it/);
});

test('a closed order says why it was closed, not what was said last (D3)', () => {
  const closed = anOrder({ state: 'closed', remark: '双方协商终止' });
  expect(orderNoticeFacts(closed, '版权服务', '同意')).toMatchObject({ reason: '双方协商终止' });
});

test('the park that waited for a review hears that it has nothing to review any more (D13, D25)', () => {
  for (const event of ['order.paymentWithdrawn', 'order.changeDropped'] as const)
    expect([event, NOTICES[event].to]).toEqual([event, expect.arrayContaining(['formerGroup'])]);
});

test('all three who must agree to close hear that one has (D3)', () => {
  expect(NOTICES['order.closureAsked'].to).toEqual(['institution', 'enterprise', 'center']);
});

test('both sides hear of a payment’s approval and rejection (L138, L140)', () => {
  expect(NOTICES['order.paid'].to).toEqual(['institution', 'enterprise']);
  expect(NOTICES['order.paymentRejected'].to).toEqual(['institution', 'enterprise']);
});

test('an event of another release has no row', () => {
  expect(noticeRow('order.of-tomorrow')).toBeUndefined();
  expect(noticeRow('toString')).toBeUndefined();
  expect(noticeRow('order.paid')).toBe(NOTICES['order.paid']);
});

test('a fact is written as it is, whatever it holds', () => {
  expect(noticeText('{number}: {reason}', { number: '1', reason: '$& {number}' })).toBe('1: $& {number}');
});
