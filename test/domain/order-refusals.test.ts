/**
 * Why a step is refused, and which reason comes first.
 *
 * @source L12, L92, L113, L117, D3, D5, D6, D13, D20, D25, D26
 */
import { describe, expect, test } from '@jest/globals';
import { maySee } from '../../domain/order/permissions.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { isOpen } from '../../domain/process/permissions.ts';
import { isRefusalCode, REFUSALS } from '../../domain/refusals.ts';
import {
  being,
  chen,
  ENTERPRISE_CODE,
  zheng,
  INSTITUTION_CODE,
  li,
  wu,
  qian,
  han,
  sun,
  wang,
  zhao,
  zhou,
} from '../cast.ts';
import {
  aChange,
  aContract,
  agreedBy,
  anApproval,
  anOrder,
  aTask,
  beginning,
  day,
  RULES,
  taking,
  word,
  yuan,
} from '../makers.ts';

describe('an order of others', () => {
  test.each([
    ['the other institution', han, 'confirmPrice', anOrder({ state: 'unpaid' })],
    ['the other institution', han, 'requestRedemption', anOrder({ state: 'paid' })],
    ['the other enterprise', qian, 'pay', anOrder({ state: 'unpaid' })],
    ['the other enterprise', qian, 'withdraw', anOrder({ state: 'paymentReview' })],
    ['the other enterprise', qian, 'close', anOrder({ state: 'unpaid' })],
    ['the other park', wu, 'approvePayment', anOrder({ state: 'paymentReview' })],
    ['the other park', wu, 'rejectPayment', anOrder({ state: 'paymentReview' })],
    ['the other park', wu, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted')] })],
    ['finance before a decision', sun, 'recordPayout', anOrder({ state: 'redemptionReview' })],
  ] as const)('does not exist for %s (%#)', (_, actor, step, order) => {
    expect(taking(actor, step, order)).toBe('order.not-found');
    expect(beginning(actor, step, order)).toBe('order.not-found');
  });

  test('does not exist for an institution that is no party, even under a stale version', () => {
    expect(taking(han, 'confirmPrice', anOrder(), {}, { version: 1 })).toBe('order.not-found');
  });

  test('is seen by its parties, its park, center and admin; by finance from preRedeemed', () => {
    const seers = [chen, wang, li, zhao, zheng, sun, han, qian, wu];
    const seenBy = (state: 'paid' | 'redemptionReview' | 'preRedeemed' | 'redeemed' | 'closed'): string[] =>
      seers.filter((actor) => maySee(anOrder({ state }), actor)).map(({ id }) => id);
    expect(seenBy('paid')).toEqual(['chen', 'wang', 'li', 'zhao', 'zheng']);
    expect(seenBy('redemptionReview')).toEqual(['chen', 'wang', 'li', 'zhao', 'zheng']);
    expect(seenBy('preRedeemed')).toEqual(['chen', 'wang', 'li', 'zhao', 'zheng', 'sun']);
    expect(seenBy('redeemed')).toEqual(['chen', 'wang', 'li', 'zhao', 'zheng', 'sun']);
    expect(seenBy('closed')).toEqual(['chen', 'wang', 'li', 'zhao', 'zheng']);
  });
});

describe('a person of several roles', () => {
  const parkAndCenter = being(wu, { id: 'feng', roles: ['park', 'center'] });

  test('sees every order as the center, and approves no payment of a park that is not theirs', () => {
    expect(maySee(anOrder({ state: 'paymentReview' }), parkAndCenter)).toBe(true);
    expect(taking(parkAndCenter, 'approvePayment', anOrder({ state: 'paymentReview' }))).toBe('order.not-your-step');
    expect(beginning(parkAndCenter, 'approvePayment', anOrder({ state: 'paymentReview' }))).toBe('order.not-your-step');
  });

  test('approves the payments of their own park and decides redemptions', () => {
    const both = being(li, { id: 'he', roles: ['center', 'park'] });
    expect(taking(both, 'approvePayment', anOrder({ state: 'paymentReview' }))).toBe('allowed');
    expect(taking(both, 'approveRedemption', anOrder({ state: 'redemptionReview' }))).toBe('allowed');
  });
});

describe('the first refusal', () => {
  const stale = { version: 3 };
  const foreign = being(han, { roles: ['institution'] });

  test('is the role, before party, version, state and rule', () => {
    expect(
      taking(
        wang,
        'confirmPrice',
        anOrder({ state: 'redeemed', enterpriseId: 'enterprise-9' }),
        { orderAmountFen: yuan('0') },
        stale,
      ),
    ).toBe('order.not-your-step');
  });

  test('then the party, before version, state and rule', () => {
    expect(taking(foreign, 'confirmPrice', anOrder({ state: 'redeemed' }), { orderAmountFen: yuan('0') }, stale)).toBe(
      'order.not-found',
    );
  });

  test('then changed content, before state and rule', () => {
    expect(taking(chen, 'confirmPrice', anOrder({ state: 'redeemed' }), { orderAmountFen: yuan('0') }, stale)).toBe(
      'order.content-changed',
    );
  });

  test('then the state, before the rule', () => {
    expect(
      taking(chen, 'confirmPrice', anOrder({ state: 'redeemed' }), { orderAmountFen: yuan('0') }, { version: 4 }),
    ).toBe('order.wrong-state');
  });

  test('then the rule over the order, before the rule over the body', () => {
    expect(taking(wang, 'pay', anOrder({ priceConfirmed: false }), { voucherAmountFen: yuan('0') })).toBe(
      'order.price-not-confirmed',
    );
    expect(taking(wang, 'pay', anOrder(), { voucherAmountFen: yuan('0') })).toBe('order.voucher-amount-zero');
  });
});

test('a workflow that knows state and version alone gives the same refusals', () => {
  expect(word(isOpen(ORDER_PROCESS, { state: null, version: 0 }, 'place', null))).toBe('allowed');
  expect(word(isOpen(ORDER_PROCESS, { state: null, version: 0 }, 'pay', null))).toBe('order.not-found');
  expect(word(isOpen(ORDER_PROCESS, { state: 'unpaid', version: 2 }, 'place', null))).toBe('order.wrong-state');
  expect(word(isOpen(ORDER_PROCESS, { state: 'unpaid', version: 2 }, 'pay', 1))).toBe('order.content-changed');
  expect(word(isOpen(ORDER_PROCESS, { state: 'unpaid', version: 2 }, 'pay', 2))).toBe('allowed');
  expect(word(isOpen(ORDER_PROCESS, { state: 'closed', version: 2 }, 'pay', 2))).toBe('order.wrong-state');
});

describe('four eyes (D6)', () => {
  test.each(['approvePayment', 'rejectPayment'] as const)(
    '%s is refused on a company one has declared, either party',
    (step) => {
      for (const code of [INSTITUTION_CODE, ENTERPRISE_CODE]) {
        expect(taking(being(li, { declaredCreditCodes: [code] }), step, anOrder({ state: 'paymentReview' }))).toBe(
          'order.declared-company',
        );
      }
    },
  );

  test.each(['approveRedemption', 'rejectRedemption', 'returnRedemption'] as const)(
    '%s is refused on a company one has declared',
    (step) => {
      expect(
        taking(being(zhao, { declaredCreditCodes: [ENTERPRISE_CODE] }), step, anOrder({ state: 'redemptionReview' })),
      ).toBe('order.declared-company');
    },
  );

  test.each(['approveChange', 'rejectChange'] as const)('%s is refused on a company one has declared', (step) => {
    expect(
      taking(
        being(li, { declaredCreditCodes: [INSTITUTION_CODE] }),
        step,
        anOrder({ state: 'paid', changes: [aChange('accepted')] }),
      ),
    ).toBe('order.declared-company');
  });

  test('a company is declared however its code was written', () => {
    const written = [`\u200B${ENTERPRISE_CODE.toLowerCase()} `, ENTERPRISE_CODE.replace('9', '９')];
    for (const code of written)
      expect(
        taking(being(li, { declaredCreditCodes: [code] }), 'approvePayment', anOrder({ state: 'paymentReview' })),
      ).toBe('order.declared-company');
  });

  test('another declared company does not matter', () => {
    expect(
      taking(
        being(li, { declaredCreditCodes: ['91440300708461136S'] }),
        'approvePayment',
        anOrder({ state: 'paymentReview' }),
      ),
    ).toBe('allowed');
  });

  test.each([
    [li, 'approvePayment', 'paymentReview', 'paymentReview'],
    [li, 'rejectPayment', 'paymentReview', 'paymentReview'],
    [zhao, 'returnRedemption', 'redemptionReview', 'redemptionReview'],
    [zhao, 'approveRedemption', 'redemptionReview', 'redemptionReview'],
    [zhao, 'rejectRedemption', 'redemptionReview', 'redemptionReview'],
    [sun, 'recordPayout', 'preRedeemed', 'payout'],
  ] as const)(
    '%# a decision on a task another has claimed is refused; on one’s own it is not',
    (actor, step, state, kind) => {
      expect(taking(actor, step, anOrder({ state }), {}, { task: aTask(kind, 'somebody') })).toBe(
        'task.claimed-by-another',
      );
      expect(taking(actor, step, anOrder({ state }), {}, { task: aTask(kind, actor.id) })).toBe('allowed');
      expect(taking(actor, step, anOrder({ state }), {}, { task: aTask(kind) })).toBe('allowed');
    },
  );

  test('a claim on the change’s review holds others off', () => {
    const order = anOrder({ state: 'paid', changes: [aChange('accepted')] });
    expect(taking(li, 'approveChange', order, {}, { task: aTask('contractChange', 'somebody') })).toBe(
      'task.claimed-by-another',
    );
  });

  const below = { voucherAmount: '15000.00', orderAmount: '30000.00' } as const; // ⌊60 % × 30 000⌋ = 18 000, R at most 15 000

  test('whoever approved the payment is not the only one to approve the redemption', () => {
    const order = anOrder({ state: 'redemptionReview', ...below, paymentApprovedBy: 'zhao' });
    expect(taking(zhao, 'approveRedemption', order, { amountFen: yuan('15000.00') })).toBe(
      'redemption.payment-approver',
    );
    expect(taking(zhou, 'approveRedemption', order, { amountFen: yuan('15000.00') })).toBe('allowed');
  });

  test('whoever approved the payment may be one of two', () => {
    const order = anOrder({ state: 'redemptionReview', paymentApprovedBy: 'zhao' });
    expect(taking(zhao, 'approveRedemption', order)).toBe('allowed');
    expect(taking(zhao, 'approveRedemption', { ...order, approvals: [anApproval('zhou', '30000.00')] })).toBe(
      'allowed',
    );
  });

  test('the second person is another one, and names the same amount', () => {
    const order = anOrder({ state: 'redemptionReview', approvals: [anApproval('zhao', '25000.00')] });
    expect(taking(zhao, 'approveRedemption', order, { amountFen: yuan('25000.00'), reason: '部分发票不符' })).toBe(
      'redemption.second-person-needed',
    );
    expect(taking(zhou, 'approveRedemption', order, { amountFen: yuan('25000.01'), reason: '部分发票不符' })).toBe(
      'redemption.amount-differs',
    );
    expect(taking(zhou, 'approveRedemption', order, { amountFen: yuan('24999.99'), reason: '部分发票不符' })).toBe(
      'redemption.amount-differs',
    );
    expect(taking(zhou, 'approveRedemption', order, { amountFen: yuan('25000.00'), reason: '部分发票不符' })).toBe(
      'allowed',
    );
  });
});

describe('withdrawing', () => {
  test('is refused once a reviewer has claimed the payment', () => {
    expect(
      taking(wang, 'withdraw', anOrder({ state: 'paymentReview' }), {}, { task: aTask('paymentReview', 'li') }),
    ).toBe('order.review-claimed');
    expect(
      beginning(wang, 'withdraw', anOrder({ state: 'paymentReview' }), { task: aTask('paymentReview', 'li') }),
    ).toBe('order.review-claimed');
    expect(taking(wang, 'withdraw', anOrder({ state: 'paymentReview' }), {}, { task: aTask('paymentReview') })).toBe(
      'allowed',
    );
  });
});

/** Every code the order's own steps can be refused with, and the shortest story that leads to it. */
const STORIES: readonly (readonly [string, () => string])[] = [
  ['order.not-your-step', () => taking(zheng, 'pay', anOrder())],
  ['order.not-your-step', () => taking(zhao, 'close', anOrder({ state: 'unpaid' }))],
  ['order.not-your-step', () => taking(chen, 'close', anOrder({ state: 'redemptionRejected' }))],
  ['order.not-found', () => taking(qian, 'pay', anOrder())],
  [
    'order.content-changed',
    () => taking(li, 'approvePayment', anOrder({ state: 'paymentReview' }), {}, { version: 3 }),
  ],
  [
    'order.content-changed',
    () => taking(li, 'approvePayment', anOrder({ state: 'paymentReview' }), {}, { version: 5 }),
  ],
  ['order.wrong-state', () => taking(wang, 'pay', anOrder({ state: 'paid' }))],
  ['order.price-not-confirmed', () => taking(wang, 'pay', anOrder({ priceConfirmed: false }))],
  ['voucher.past-use-by', () => taking(wang, 'pay', anOrder({ useBy: day('2026-11-23') }))],
  [
    'order.redemption-too-late',
    () => taking(chen, 'requestRedemption', anOrder({ state: 'paid', redeemBy: day('2026-11-23') })),
  ],
  [
    'order.redemption-too-late',
    () => taking(chen, 'requestRedemption', anOrder({ state: 'redemptionRejected', redeemBy: day('2026-11-23') })),
  ],
  [
    'order.change-open',
    () => taking(chen, 'requestRedemption', anOrder({ state: 'paid', changes: [aChange('proposed')] })),
  ],
  [
    'order.change-open',
    () => taking(chen, 'requestRedemption', anOrder({ state: 'paid', changes: [aChange('accepted')] })),
  ],
  ['order.returned', () => taking(zhao, 'approveRedemption', anOrder({ state: 'redemptionReview', returned: true }))],
  ['order.returned', () => taking(zhao, 'rejectRedemption', anOrder({ state: 'redemptionReview', returned: true }))],
  ['order.returned', () => taking(zhao, 'returnRedemption', anOrder({ state: 'redemptionReview', returned: true }))],
  ['order.not-returned', () => taking(chen, 'supplementRedemption', anOrder({ state: 'redemptionReview' }))],
  ['order.already-agreed', () => taking(chen, 'close', anOrder({ state: 'paid', closure: agreedBy('institution') }))],
  ['order.already-agreed', () => taking(zhou, 'close', anOrder({ state: 'paid', closure: agreedBy('center') }))],
  [
    'order.already-agreed',
    () => taking(zhou, 'close', anOrder({ state: 'paid', closure: agreedBy('center'), redeemBy: day('2026-11-24') })),
  ],
  [
    'order.ratio-exceeded',
    () =>
      taking(wang, 'pay', anOrder({ rules: { ...RULES, ratioPolicy: 'BLOCK' } }), {
        voucherAmountFen: yuan('30000.01'),
        contract: aContract(yuan('50000.00'), yuan('30000.01')),
        shortfallAccepted: true,
      }),
  ],
  ['order.no-closing-open', () => taking(wang, 'dropClosure', anOrder({ state: 'paid' }))],
  [
    'order.no-closing-open',
    () =>
      taking(
        zhao,
        'dropClosure',
        anOrder({ state: 'paid', closure: agreedBy('enterprise'), redeemBy: day('2026-11-23') }),
      ),
  ],
  ['change.too-late', () => taking(chen, 'proposeChange', anOrder({ state: 'paid', redeemBy: day('2026-11-23') }))],
  [
    'change.too-late',
    () =>
      taking(
        wang,
        'acceptChange',
        anOrder({ state: 'paid', redeemBy: day('2026-11-23'), changes: [aChange('proposed')] }),
      ),
  ],
  [
    'change.one-at-a-time',
    () => taking(chen, 'proposeChange', anOrder({ state: 'paid', changes: [aChange('proposed')] })),
  ],
  ['change.none-open', () => taking(wang, 'acceptChange', anOrder({ state: 'paid', changes: [aChange('dropped')] }))],
  [
    'change.none-open',
    () =>
      taking(wang, 'acceptChange', anOrder({ state: 'paid', changes: [aChange('proposed')] }), {
        changeId: 'change-9',
      }),
  ],
  [
    'change.none-open',
    () =>
      taking(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted')] }), { changeId: 'change-9' }),
  ],
  [
    'change.already-accepted',
    () => taking(wang, 'acceptChange', anOrder({ state: 'paid', changes: [aChange('accepted')] })),
  ],
  [
    'change.not-accepted',
    () => taking(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('proposed')] })),
  ],
  ['change.not-accepted', () => taking(li, 'rejectChange', anOrder({ state: 'paid', changes: [aChange('proposed')] }))],
];

test.each(STORIES)('%s is reached (%#)', (code, story) => {
  expect(story()).toBe(code);
});

test('every refusal has a status of its kind, a source and both languages', () => {
  for (const [code, row] of Object.entries(REFUSALS)) {
    expect(code).toMatch(/^[a-z]+([A-Z][a-z]+)*\.[a-z]+(-[a-z]+)*$/); // a subject as its type is written, and what is wrong
    expect([403, 404, 409, 422]).toContain(row.status);
    expect(row.source).toMatch(/^[LD]\d+$/);
    expect(row.zh).toMatch(/[\u3002\uff01]$/);
    expect(row.en).toMatch(/\.$/);
  }
  expect(isRefusalCode('order.above-list-price')).toBe(true);
  expect(isRefusalCode('toString')).toBe(false);
});

test('the guide’s own sentences are kept word for word', () => {
  expect(REFUSALS['order.above-list-price'].zh).toBe(
    '核定后的订单金额不能大于已发布的产品金额；若订单价格高于现有产品金额，建议发布新产品。',
  );
  expect(REFUSALS['order.content-changed'].zh).toContain('资料已更新');
});
