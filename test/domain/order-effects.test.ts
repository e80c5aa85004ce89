/**
 * What each step does to its order and its voucher line.
 *
 * @source L132, L138, L140, L149, L152, L161, L165, D2, D3, D4, D5, D6, D13, D20, D25, D22
 */
import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../domain/order/order.ts';
import type { OrderBodies } from '../../domain/order/commands.ts';
import { claimedFiles, effectOf, expired } from '../../domain/order/effects.ts';
import type { Effect } from '../../domain/process/effect.ts';
import type { Actor } from '../../domain/role.ts';
import { formatYuan } from '../../domain/fen.ts';
import { chen, li, sun, wang, zhao, zhou } from '../cast.ts';
import {
  aChange,
  aClaim,
  aContract,
  agreedBy,
  anApproval,
  anOrder,
  asking,
  day,
  NOW,
  RULES,
  TODAY,
  yuan,
} from '../makers.ts';
import type { TakenStep } from '../makers.ts';

const doing = <S extends TakenStep>(
  actor: Actor,
  step: S,
  order: Order,
  body: Partial<OrderBodies[S]> = {},
): Effect<Order> =>
  effectOf(order, asking(step, order, body), { commandId: 'command-1', actor, now: NOW, today: TODAY });

/** Movements as the ledger reads them: `held → committed 30000.00`. */
const moves = ({ movements }: Effect<Order>): string[] =>
  movements.map(({ from, to, amountFen }) => `${from} → ${to} ${formatYuan(amountFen)}`);

const pastUseBy = { useBy: day('2026-11-23') };

describe('before the payment is approved', () => {
  test('confirmPrice sets O, and nothing else that costs', () => {
    const effect = doing(chen, 'confirmPrice', anOrder({ state: 'paymentRejected', remark: '合同未盖章' }));
    expect(effect.facts).toEqual({ state: 'unpaid', orderAmountFen: yuan('50000.00'), priceConfirmed: true });
    expect(moves(effect)).toEqual([]);
  });

  test('pay holds V and attaches the contract', () => {
    const effect = doing(wang, 'pay', anOrder());
    expect(effect.facts).toEqual({
      state: 'paymentReview',
      voucherAmountFen: yuan('30000.00'),
      contract: aContract(yuan('50000.00'), yuan('30000.00')),
    });
    expect(moves(effect)).toEqual(['available → held 30000.00']);
    expect(effect.attachments).toEqual([{ id: 'file-contract', kind: 'contract' }]);
  });

  test('withdraw gives V back, and it is 0', () => {
    const effect = doing(wang, 'withdraw', anOrder({ state: 'paymentReview' }));
    expect(effect.facts).toMatchObject({ state: 'unpaid', voucherAmountFen: 0 });
    expect(moves(effect)).toEqual(['held → available 30000.00']);
    expect(moves(doing(wang, 'withdraw', anOrder({ state: 'paymentReview', ...pastUseBy })))).toEqual([
      'held → lapsed 30000.00',
    ]);
  });

  test('approvePayment commits V, remembers who, and clears the remark (L161)', () => {
    const effect = doing(li, 'approvePayment', anOrder({ state: 'paymentReview', remark: '订单金额与合同金额不一致' }));
    expect(effect.facts).toEqual({ state: 'paid', paymentApprovedBy: 'li', paymentApprovedAt: NOW, remark: null });
    expect(moves(effect)).toEqual(['held → committed 30000.00']);
  });

  test('rejectPayment gives V back; it is 0, and the reason is the remark (L149)', () => {
    const effect = doing(li, 'rejectPayment', anOrder({ state: 'paymentReview' }));
    expect(effect.facts).toEqual({ state: 'paymentRejected', voucherAmountFen: 0, remark: '订单金额与合同金额不一致' });
    expect(moves(effect)).toEqual(['held → available 30000.00']);
    expect(moves(doing(li, 'rejectPayment', anOrder({ state: 'paymentReview', ...pastUseBy })))).toEqual([
      'held → lapsed 30000.00',
    ]);
  });

  test('money still comes back as available on useBy itself', () => {
    expect(moves(doing(wang, 'withdraw', anOrder({ state: 'paymentReview', useBy: TODAY })))).toEqual([
      'held → available 30000.00',
    ]);
  });

  test('after a rejection O and the confirmed price stay', () => {
    const { facts } = doing(li, 'rejectPayment', anOrder({ state: 'paymentReview' }));
    expect(facts).not.toHaveProperty('orderAmountFen');
    expect(facts).not.toHaveProperty('priceConfirmed');
  });
});

describe('the redemption', () => {
  test('requestRedemption keeps the claim and its files, clears the agreement to close, and moves nothing', () => {
    const effect = doing(
      chen,
      'requestRedemption',
      anOrder({ state: 'paid', closure: agreedBy('institution', 'center') }),
    );
    expect(effect.facts).toMatchObject({
      state: 'redemptionReview',
      claim: aClaim(yuan('50000.00')),
      closure: null,
      returned: false,
      approvals: [],
    });
    expect(moves(effect)).toEqual([]);
    expect(effect.attachments).toEqual([
      { id: 'file-invoice', kind: 'invoice' },
      { id: 'file-proof', kind: 'selfPaidProof' },
      { id: 'file-result', kind: 'result' },
      { id: 'file-process', kind: 'process' },
    ]);
  });

  test('every file of a claim is named once, with its kind', () => {
    const invoices = [1, 2].map((n) => ({
      attachmentId: `i${n}`,
      number: String(n),
      issuedOn: TODAY,
      amountFen: yuan('1.00'),
    }));
    const claim = aClaim(yuan('2.00'), {
      invoices,
      attachments: { selfPaidProof: [], results: ['r1', 'r2'], process: ['p1'] },
    });
    expect(claimedFiles(claim).map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'invoice i1',
      'invoice i2',
      'result r1',
      'result r2',
      'process p1',
    ]);
  });

  test('returnRedemption asks for more and clears a first approval', () => {
    const effect = doing(
      zhou,
      'returnRedemption',
      anOrder({ state: 'redemptionReview', approvals: [anApproval('zhao', '30000.00')] }),
    );
    expect(effect.facts).toEqual({ returned: true, approvals: [], remark: '请补充发票' });
    expect(moves(effect)).toEqual([]);
  });

  test('supplementRedemption replaces the claim and ends the return', () => {
    const returned = anOrder({ state: 'redemptionReview', returned: true });
    const effect = doing(chen, 'supplementRedemption', returned, aClaim(yuan('45000.00')));
    expect(effect.facts).toMatchObject({ state: 'redemptionReview', returned: false });
    expect(effect.facts.claim?.actualAmountFen).toBe(yuan('45000.00'));
  });

  test('below the threshold one approval fixes R', () => {
    const order = anOrder({ state: 'redemptionReview', voucherAmount: '19999.99', remark: '请补充发票' });
    const effect = doing(zhao, 'approveRedemption', order, { amountFen: yuan('19999.99') });
    expect(effect.facts).toEqual({
      state: 'preRedeemed',
      redemptionFen: yuan('19999.99'),
      approvals: [{ by: 'zhao', amountFen: yuan('19999.99'), at: NOW }],
      remark: null,
    });
    expect(moves(effect)).toEqual([]);
  });

  test('from the threshold the first approval changes nothing that people see', () => {
    const order = anOrder({ state: 'redemptionReview', voucherAmount: '20000.00' });
    const effect = doing(zhao, 'approveRedemption', order, { amountFen: yuan('20000.00') });
    expect(effect.facts).toEqual({ approvals: [{ by: 'zhao', amountFen: yuan('20000.00'), at: NOW }] });
    expect(effect.content).toBe(false);
  });

  test('the second approval fixes R', () => {
    const order = anOrder({ state: 'redemptionReview', approvals: [anApproval('zhao', '30000.00')] });
    const effect = doing(zhou, 'approveRedemption', order);
    expect(effect.facts).toMatchObject({ state: 'preRedeemed', redemptionFen: yuan('30000.00') });
    expect(effect.facts.approvals?.map(({ by }) => by)).toEqual(['zhao', 'zhou']);
    expect(effect.content).toBe(true);
  });

  test('a lowered R leaves its reason as the remark', () => {
    const order = anOrder({ state: 'redemptionReview' });
    expect(
      doing(zhao, 'approveRedemption', order, { amountFen: yuan('100.00'), reason: '部分发票不符' }).facts.remark,
    ).toBe('部分发票不符');
  });

  test('rejectRedemption leaves V committed and clears a first approval', () => {
    const effect = doing(
      zhao,
      'rejectRedemption',
      anOrder({ state: 'redemptionReview', approvals: [anApproval('zhou', '30000.00')] }),
    );
    expect(effect.facts).toEqual({ state: 'redemptionRejected', approvals: [], remark: '材料不实' });
    expect(moves(effect)).toEqual([]);
  });

  test('a final rejection closes and gives V back', () => {
    const effect = doing(zhao, 'rejectRedemption', anOrder({ state: 'redemptionReview' }), { final: true });
    expect(effect.facts).toMatchObject({
      state: 'closed',
      voucherAmountFen: 0,
      remark: '材料不实',
      closure: { closedAt: NOW },
    });
    expect(moves(effect)).toEqual(['committed → available 30000.00']);
    expect(
      moves(doing(zhao, 'rejectRedemption', anOrder({ state: 'redemptionReview', ...pastUseBy }), { final: true })),
    ).toEqual(['committed → lapsed 30000.00']);
  });

  test('a final rejection clears a first approval', () => {
    const order = anOrder({ state: 'redemptionReview', approvals: [anApproval('zhou', '30000.00')] });
    expect(doing(zhao, 'rejectRedemption', order, { final: true }).facts.approvals).toEqual([]);
  });

  test('a payout below R stays preRedeemed', () => {
    const effect = doing(sun, 'recordPayout', anOrder({ state: 'preRedeemed', paidOut: '10000.00' }), {
      amountFen: yuan('19999.99'),
    });
    expect(effect.facts).toMatchObject({ state: 'preRedeemed', paidOutFen: yuan('29999.99') });
    expect(moves(effect)).toEqual(['committed → redeemed 19999.99']);
  });

  test('the payout that completes R gives V − R back', () => {
    const order = anOrder({ state: 'preRedeemed', redemption: '27000.00', paidOut: '10000.00' });
    const effect = doing(sun, 'recordPayout', order, { amountFen: yuan('17000.00') });
    expect(effect.facts).toMatchObject({
      state: 'redeemed',
      paidOutFen: yuan('27000.00'),
      payouts: [{ amountFen: yuan('17000.00'), by: 'sun', at: NOW, reference: 'BK-1', paidOn: TODAY }],
    });
    expect(moves(effect)).toEqual(['committed → redeemed 17000.00', 'committed → available 3000.00']);
    expect(moves(doing(sun, 'recordPayout', { ...order, ...pastUseBy }, { amountFen: yuan('17000.00') }))).toEqual([
      'committed → redeemed 17000.00',
      'committed → lapsed 3000.00',
    ]);
  });

  test('nothing is given back where R = V', () => {
    expect(
      moves(doing(sun, 'recordPayout', anOrder({ state: 'preRedeemed' }), { amountFen: yuan('30000.00') })),
    ).toEqual(['committed → redeemed 30000.00']);
  });
});

describe('a contract change', () => {
  test('is proposed under the command’s id, with its file', () => {
    const effect = doing(chen, 'proposeChange', anOrder({ state: 'paid', changes: [aChange('dropped')] }));
    expect(effect.facts.changes?.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'change-1 dropped',
      'command-1 proposed',
    ]);
    expect(effect.attachments).toEqual([{ id: 'file-agreement', kind: 'supplementaryAgreement' }]);
    expect(effect.facts).not.toHaveProperty('orderAmountFen');
  });

  test.each([
    ['acceptChange', wang, 'proposed', 'accepted'],
    ['rejectChange', li, 'accepted', 'rejected'],
    ['dropChange', chen, 'proposed', 'dropped'],
    ['dropChange', wang, 'accepted', 'dropped'],
  ] as const)('%s by %p turns %s into %s and moves nothing', (step, actor, before, after) => {
    const effect = doing(
      actor,
      step,
      anOrder({ state: 'paid', changes: [aChange('rejected'), { ...aChange(before), id: 'change-2' }] }),
      { changeId: 'change-2' },
    );
    expect(effect.facts.changes?.map(({ state }) => state)).toEqual(['rejected', after]);
    expect(effect.facts).not.toHaveProperty('voucherAmountFen');
    expect(moves(effect)).toEqual([]);
  });

  test('approveChange sets O and V anew and gives V − V′ back', () => {
    const effect = doing(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted')] }));
    expect(effect.facts).toMatchObject({ orderAmountFen: yuan('45000.00'), voucherAmountFen: yuan('25000.00') });
    expect(effect.facts.changes?.map(({ state }) => state)).toEqual(['approved']);
    expect(moves(effect)).toEqual(['committed → available 5000.00']);
    expect(
      moves(doing(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted')], ...pastUseBy }))),
    ).toEqual(['committed → lapsed 5000.00']);
  });

  test('approveChange ends what had been agreed about closing, under the former terms; nothing else of a change does', () => {
    const order = (state: 'proposed' | 'accepted') =>
      anOrder({ state: 'paid', changes: [aChange(state)], closure: agreedBy('institution', 'center') });
    expect(doing(li, 'approveChange', order('accepted')).facts.closure).toBeNull();
    expect(doing(li, 'rejectChange', order('accepted')).facts).not.toHaveProperty('closure');
    expect(doing(wang, 'acceptChange', order('proposed')).facts).not.toHaveProperty('closure');
    expect(doing(chen, 'dropChange', order('proposed')).facts).not.toHaveProperty('closure');
  });

  test('a rejected change leaves its reason as the remark, an approved one clears it', () => {
    const order = anOrder({ state: 'paid', changes: [aChange('accepted')], remark: '补充协议未盖章' });
    expect(doing(li, 'rejectChange', order, { reason: '金额有误' }).facts.remark).toBe('金额有误');
    expect(doing(li, 'approveChange', order).facts.remark).toBeNull();
  });

  test('approving a change of the content alone moves nothing', () => {
    expect(
      moves(
        doing(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted', '50000.00', '30000.00')] })),
      ),
    ).toEqual([]);
  });

  test('approving what nobody has proposed breaks an assumption', () => {
    expect(() => doing(li, 'approveChange', anOrder({ state: 'paid' }))).toThrow('no open contract change');
  });
});

describe('closing', () => {
  test.each(['unpaid', 'paymentRejected'] as const)(
    'either side closes an order that is %s, and nothing moves',
    (state) => {
      for (const actor of [chen, wang]) {
        const effect = doing(actor, 'close', anOrder({ state }));
        expect(effect.facts).toMatchObject({ state: 'closed', voucherAmountFen: 0, remark: '双方协商终止' });
        expect(effect.facts.closure).toEqual({
          agreedBy: [expect.objectContaining({ by: actor.id, reason: '双方协商终止' })],
          closedAt: NOW,
        });
        expect(moves(effect)).toEqual([]);
      }
    },
  );

  test('the center closes after a refused redemption and V goes back', () => {
    const effect = doing(zhao, 'close', anOrder({ state: 'redemptionRejected' }));
    expect(effect.facts).toMatchObject({ state: 'closed', voucherAmountFen: 0 });
    expect(moves(effect)).toEqual(['committed → available 30000.00']);
  });

  test('the center closes a paid order after redeemBy, alone', () => {
    const late = { state: 'paid', redeemBy: day('2026-11-23'), ...pastUseBy } as const;
    expect(doing(zhao, 'close', anOrder(late)).facts.state).toBe('closed');
    expect(moves(doing(zhao, 'close', anOrder(late)))).toEqual(['committed → lapsed 30000.00']);
    expect(doing(zhao, 'close', anOrder({ ...late, closure: agreedBy('center') })).facts.state).toBe('closed');
  });

  test('until redeemBy a paid order closes with the third agreement, in any order', () => {
    const one = doing(wang, 'close', anOrder({ state: 'paid', redeemBy: TODAY }));
    expect(one.facts.closure?.agreedBy.map(({ role, by }) => `${role} ${by}`)).toEqual(['enterprise wang']);
    expect(one.facts).not.toHaveProperty('state');
    expect(moves(one)).toEqual([]);
    const two = doing(zhao, 'close', anOrder({ state: 'paid', redeemBy: TODAY, closure: agreedBy('enterprise') }));
    expect(two.facts).toEqual({
      closure: { agreedBy: [expect.anything(), expect.objectContaining({ role: 'center' })], closedAt: null },
    });
    const three = doing(chen, 'close', anOrder({ state: 'paid', closure: agreedBy('enterprise', 'center') }));
    expect(three.facts).toMatchObject({ state: 'closed', voucherAmountFen: 0, remark: '双方协商终止' });
    expect(three.facts.closure?.agreedBy.map(({ role }) => role)).toEqual(['enterprise', 'center', 'institution']);
    expect(moves(three)).toEqual(['committed → available 30000.00']);
  });

  test('a closing by agreement has the reason of its proposal, one by the center alone its own', () => {
    const order = anOrder({ state: 'paid', closure: agreedBy('enterprise', 'center') });
    expect(doing(chen, 'close', order, { reason: '同意' }).facts.remark).toBe('双方协商终止');
    const late = anOrder({ state: 'paid', redeemBy: day('2026-11-23'), closure: agreedBy('enterprise') });
    expect(doing(zhao, 'close', late, { reason: '已过兑付截止' }).facts.remark).toBe('已过兑付截止');
  });

  test('an open contract change is dropped with the order', () => {
    const order = anOrder({ state: 'paid', closure: agreedBy('enterprise', 'center'), changes: [aChange('accepted')] });
    expect(doing(chen, 'close', order).facts.changes?.map(({ state }) => state)).toEqual(['dropped']);
  });

  test('the clock closes what nobody paid, and says so', () => {
    const effect = expired(anOrder({ rules: { ...RULES, unpaidCloseDays: 180 } }), { now: NOW, today: TODAY });
    expect(effect.facts).toMatchObject({
      state: 'closed',
      voucherAmountFen: 0,
      closure: { agreedBy: [], closedAt: NOW },
    });
    expect(effect.facts.remark).toMatch(/逾期未支付/);
    expect(moves(effect)).toEqual([]);
  });
});

test('a version rises with all but a first approval and an agreement to close that is not the last', () => {
  const still = [
    doing(zhao, 'approveRedemption', anOrder({ state: 'redemptionReview' })),
    doing(chen, 'close', anOrder({ state: 'paid' })),
    doing(wang, 'close', anOrder({ state: 'paid', closure: agreedBy('institution') })),
  ];
  const rising = [
    doing(chen, 'confirmPrice', anOrder()),
    doing(wang, 'pay', anOrder()),
    doing(wang, 'withdraw', anOrder({ state: 'paymentReview' })),
    doing(li, 'approvePayment', anOrder({ state: 'paymentReview' })),
    doing(li, 'rejectPayment', anOrder({ state: 'paymentReview' })),
    doing(chen, 'requestRedemption', anOrder({ state: 'paid' })),
    doing(zhao, 'returnRedemption', anOrder({ state: 'redemptionReview' })),
    doing(chen, 'supplementRedemption', anOrder({ state: 'redemptionReview', returned: true })),
    doing(zhao, 'rejectRedemption', anOrder({ state: 'redemptionReview' })),
    doing(sun, 'recordPayout', anOrder({ state: 'preRedeemed' })),
    doing(chen, 'proposeChange', anOrder({ state: 'paid' })),
    doing(li, 'approveChange', anOrder({ state: 'paid', changes: [aChange('accepted')] })),
    doing(wang, 'close', anOrder()),
    doing(zhao, 'close', anOrder({ state: 'paid', closure: agreedBy('institution', 'enterprise') })),
    doing(wang, 'dropClosure', anOrder({ state: 'paid', closure: agreedBy('institution') })),
  ];
  expect(still.map(({ content }) => content)).toEqual(still.map(() => false));
  expect(rising.map(({ content }) => content)).toEqual(rising.map(() => true));
});
