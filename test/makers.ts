import { randomInt } from 'node:crypto';
import type { Day } from '../domain/day.ts';
import { parseDay } from '../domain/day.ts';
import { parseYuan } from '../domain/fen.ts';
import type { Fen } from '../domain/fen.ts';
import type { Claim, Contract, ContractChange, Order } from '../domain/order/order.ts';
import type { Clock, OpenTask } from '../domain/process/wait.ts';
import type { OrderBodies, OrderRequest } from '../domain/order/commands.ts';
import type { OrderState } from '../domain/order/states.ts';
import type { EnteredContract } from '../domain/reading/entered.ts';
import { mayBegin, mayTake } from '../domain/order/permissions.ts';
import type { OrderStep } from '../domain/order/steps.ts';
import type { Actor } from '../domain/role.ts';
import type { RuleSet } from '../domain/rule-set.ts';
import type { Ruling } from '../domain/ruling.ts';
import { ENTERPRISE_CODE, INSTITUTION_CODE } from './cast.ts';

/** Yuan as the spec writes them, in fen: `yuan('30000.00')`. */
export function yuan(text: string): Fen {
  const amount = parseYuan(text);
  if (amount === undefined) throw new Error(`not an amount: ${text}`);
  return amount;
}

export function day(text: string): Day {
  const found = parseDay(text);
  if (found === undefined) throw new Error(`not a day: ${text}`);
  return found;
}

/** An instant of a Shanghai wall clock: `at('2026-09-18 16:00')`. */
export const at = (text: string): string => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();

/** The Tuesday on which the stories of the tests happen. */
export const TODAY = day('2026-11-24');
export const NOW = at('2026-11-24 10:00');

/** The scheme's numbers as spec sections 6, 7 and 10 give them. */
export const RULES: RuleSet = {
  redeemPercent: 60,
  ratioPolicy: 'WARN',
  secondPersonFromFen: yuan('20000.00'),
  taskWorkingDays: { paymentReview: 3, redemptionReview: 10, supplement: 5, payout: 10, contractChange: 3 },
  unpaidReminderDays: 90,
  unpaidCloseDays: null,
  deadlineReminderDays: [30, 7, 1],
};

interface Sketch extends Partial<Order> {
  /** P, O, V, A, R and what has been paid out, in yuan. */
  readonly listPrice?: string;
  readonly orderAmount?: string;
  readonly voucherAmount?: string;
  readonly actualAmount?: string;
  readonly redemption?: string;
  readonly paidOut?: string;
}

const beforePayment = (state: OrderState): boolean =>
  state === 'unpaid' || state === 'paymentRejected' || state === 'closed';
const approved = (state: OrderState): boolean => !beforePayment(state) && state !== 'paymentReview';
const claimed = (state: OrderState): boolean => approved(state) && state !== 'paid';
const decided = (state: OrderState): boolean => state === 'preRedeemed' || state === 'redeemed';

/** An order as it is in that state; say only what matters. P 60 000, O 50 000, V 30 000 once paid, A 50 000. */
export function anOrder(sketch: Sketch = {}): Order {
  const {
    listPrice = '60000.00',
    orderAmount = '50000.00',
    voucherAmount,
    actualAmount,
    redemption = '30000.00',
    paidOut,
    ...rest
  } = sketch;
  const state = rest.state ?? 'unpaid';
  const O = yuan(orderAmount);
  const V = yuan(voucherAmount ?? (beforePayment(state) ? '0' : '30000.00'));
  return {
    id: 'order-1',
    number: 'DD20261123-000001',
    state,
    version: 4,
    seq: 6,
    institutionId: 'institution-1',
    enterpriseId: 'enterprise-1',
    parkId: 'park-1',
    creditCodes: [INSTITUTION_CODE, ENTERPRISE_CODE],
    voucherLineId: 'line-1',
    grantedOn: day('2026-01-15'),
    useBy: day('2027-06-30'),
    redeemBy: day('2027-09-30'),
    listPriceFen: yuan(listPrice),
    orderAmountFen: O,
    voucherAmountFen: V,
    priceConfirmed: true,
    contract: beforePayment(state) ? null : aContract(O, V),
    paymentApprovedBy: approved(state) ? 'li' : null,
    paymentApprovedAt: approved(state) ? at('2026-11-05 09:00') : null,
    claim: claimed(state) ? aClaim(yuan(actualAmount ?? orderAmount)) : null,
    approvals: decided(state) ? [anApproval('zhao', redemption), anApproval('zhou', redemption)] : [],
    redemptionFen: decided(state) ? yuan(redemption) : null,
    payouts: [],
    paidOutFen: yuan(paidOut ?? (state === 'redeemed' ? redemption : '0')),
    returned: false,
    changes: [],
    closure: null,
    remark: null,
    clock: aClock(NOW),
    rules: RULES,
    ...rest,
  };
}

export const aClock = (since: string, more: Partial<Clock> = {}): Clock => ({
  since,
  usedWorkingDays: 0,
  fired: [],
  paused: null,
  ...more,
});

export const anApproval = (by: string, amount: string): Order['approvals'][number] => ({
  by,
  amountFen: yuan(amount),
  at: at('2026-11-20 11:00'),
});

export const agreedBy = (...roles: readonly Actor['roles'][number][]): Order['closure'] => ({
  agreedBy: roles.map((role) => ({ role, by: role, reason: '双方协商终止', at: NOW })),
  closedAt: null,
});

export const aContract = (totalFen: Fen, voucherAmountFen: Fen, more: Partial<Contract> = {}): Contract => ({
  number: 'HT-2026-001',
  signedOn: day('2026-11-02'),
  totalFen,
  selfPaidFen: Math.max(0, totalFen - voucherAmountFen) as Fen,
  clauses: { serviceContent: true, charges: true, shortfall: true },
  signedAndSealed: true,
  attachmentId: 'file-contract',
  ...more,
});

/** What is entered beside the contract that tests of reading set. */
export const ENTERED_CONTRACT: EnteredContract = {
  contractNumber: 'HT-2026-001',
  partyA: '河南云帆智能装备有限公司',
  partyB: '郑州启元科技咨询有限公司',
  signedOn: day('2026-11-02'),
  orderAmount: yuan('50000.00'),
  voucherAmount: yuan('30000.00'),
  selfPaid: yuan('20000.00'),
};

/** The number of a contract that stands in no other order. */
export const aContractNumber = (): string => `HT-2026-${String(randomInt(1_000_000_000)).padStart(9, '0')}`;

/** The number of an invoice that stands nowhere else: 20 digits. */
export const anInvoiceNumber = (): string => `26410000${String(randomInt(1_000_000_000_000)).padStart(12, '0')}`;

export const aClaim = (actualAmountFen: Fen, more: Partial<Claim> = {}): Claim => ({
  actualAmountFen,
  serviceStartedOn: day('2026-11-06'),
  serviceFinishedOn: day('2026-11-20'),
  effect: '申报材料已提交',
  invoices: [{ attachmentId: 'file-invoice', number: '0001', issuedOn: day('2026-11-21'), amountFen: actualAmountFen }],
  attachments: { selfPaidProof: ['file-proof'], results: ['file-result'], process: ['file-process'] },
  ...more,
});

export const aChange = (
  state: ContractChange['state'],
  orderAmount = '45000.00',
  voucherAmount = '25000.00',
): ContractChange => ({
  id: 'change-1',
  state,
  orderAmountFen: yuan(orderAmount),
  voucherAmountFen: yuan(voucherAmount),
  attachmentId: 'file-agreement',
  proposedAt: at('2026-11-20 09:00'),
});

export const aTask = (kind: OpenTask['kind'], claimedBy: string | null = null): OpenTask => ({
  id: 'task-1',
  kind,
  claimedBy,
});

export type TakenStep = Exclude<OrderStep, 'place'>;

/** The body of each step that fits the makers' order. */
const FITTING: { readonly [S in TakenStep]: (order: Order) => OrderBodies[S] } = {
  confirmPrice: () => ({ orderAmountFen: yuan('50000.00') }),
  pay: ({ orderAmountFen }) => ({
    voucherAmountFen: yuan('30000.00'),
    contract: aContract(orderAmountFen, yuan('30000.00')),
    shortfallAccepted: false,
  }),
  withdraw: () => ({}),
  approvePayment: () => ({ comment: null }),
  rejectPayment: () => ({ reason: '订单金额与合同金额不一致' }),
  requestRedemption: ({ orderAmountFen }) => aClaim(orderAmountFen),
  returnRedemption: () => ({ reason: '请补充发票' }),
  supplementRedemption: ({ orderAmountFen }) => aClaim(orderAmountFen),
  approveRedemption: () => ({ amountFen: yuan('30000.00'), reason: null }),
  rejectRedemption: () => ({ reason: '材料不实', final: false }),
  failPayout: () => ({ batchLineId: 'line-1', reason: '账号与户名不符' }),
  recordPayout: () => ({ amountFen: yuan('10000.00'), paidOn: TODAY, reference: 'BK-1' }),
  proposeChange: () => ({
    orderAmountFen: yuan('45000.00'),
    voucherAmountFen: yuan('25000.00'),
    attachmentId: 'file-agreement',
  }),
  acceptChange: () => ({ changeId: 'change-1' }),
  approveChange: () => ({ changeId: 'change-1' }),
  rejectChange: () => ({ changeId: 'change-1', reason: '补充协议未盖章' }),
  dropChange: () => ({ changeId: 'change-1' }),
  close: () => ({ reason: '双方协商终止' }),
  dropClosure: () => ({ reason: '继续履行合同' }),
};

/** A step with a body that fits the order, but for what is given. */
export const asking = <S extends TakenStep>(
  step: S,
  order: Order,
  body: Partial<OrderBodies[S]> = {},
): OrderRequest<TakenStep> => ({ step, body: { ...FITTING[step](order), ...body } }) as OrderRequest<TakenStep>; // step and body belong to one row

/** A ruling in one word: `allowed` or its code. */
export const word = (ruling: Ruling): string => (ruling.allowed ? 'allowed' : ruling.code);

interface Setting {
  readonly task?: OpenTask | null;
  readonly today?: Day;
  readonly version?: number | null;
}

/** What the whole rule answers to a step with this body, otherwise fitting. */
export const taking = <S extends TakenStep>(
  actor: Actor,
  step: S,
  order: Order,
  body: Partial<OrderBodies[S]> = {},
  { task = null, today = TODAY, version = null }: Setting = {},
): string => word(mayTake({ order, task }, actor, asking(step, order, body), version, { today }));

/** What buttons are drawn from: whether the step could be taken, whatever its body. */
export const beginning = (
  actor: Actor,
  step: OrderStep,
  order: Order,
  { task = null, today = TODAY }: Setting = {},
): string => word(mayBegin({ order, task }, actor, step, { today }));
