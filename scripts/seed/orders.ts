import { dayOf } from '../../domain/day.ts';
import { fen } from '../../domain/fen.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import type { AccountKey, Subcategory } from './scheme.ts';

/** A step of the sample data; `file` stands for an uploaded contract whose id is put in. */
export interface SeedStep {
  readonly by: AccountKey;
  readonly request: (file: string) => OrderRequest;
}

export interface SeedOrder {
  readonly product: string;
  readonly subcategory: Subcategory;
  /** 添加时间 of the guide's row. */
  readonly placedAt: string;
  /** What the enterprise expects to pay, in fen: another price than P, so the institution confirms first. */
  readonly expectedFen: number;
  readonly steps: readonly SeedStep[];
}

const FIVE_YUAN = fen(500);

/** The row of L132, L149 and L161: one order at three moments, seeded as three orders. */
const FIVE_YUAN_ORDER = {
  product: '版权服务',
  subcategory: '知识产权申请服务',
  placedAt: '2021-07-06T01:30:54.000Z',
  expectedFen: 500,
} as const;

const confirmed: SeedStep = {
  by: 'institution',
  request: () => ({ step: 'confirmPrice', body: { orderAmountFen: FIVE_YUAN } }),
};

/** V = O, as the guide's screenshots show it; the parties accept that 60 % is the most that can be redeemed (D1). */
const paid = (today: string): SeedStep => ({
  by: 'enterprise',
  request: (attachmentId) => ({
    step: 'pay',
    body: {
      voucherAmountFen: FIVE_YUAN,
      contract: {
        number: 'HT-2021-0706',
        signedOn: dayOf(today),
        totalFen: FIVE_YUAN,
        selfPaidFen: fen(0),
        clauses: { serviceContent: true, charges: true, shortfall: true },
        signedAndSealed: true,
        attachmentId,
      },
      shortfallAccepted: true,
    },
  }),
});

const rejected: SeedStep = {
  by: 'park',
  request: () => ({ step: 'rejectPayment', body: { reason: '订单金额与合同金额不一致' } }),
};
const approved: SeedStep = { by: 'park', request: () => ({ step: 'approvePayment', body: { comment: null } }) };

/**
 * The guide's own rows, oldest first, with the steps that lead to the state each shows.
 *
 * @source L95, L131, L132, L133, L134, L149, L161
 */
export const seedOrders = (now: string): readonly SeedOrder[] => [
  {
    product: '计量服务',
    subcategory: '计量服务',
    placedAt: '2020-01-07T06:17:02.000Z',
    expectedFen: 120_000,
    steps: [],
  },
  {
    product: '版权服务',
    subcategory: '知识产权申请服务',
    placedAt: '2021-03-23T02:34:06.000Z',
    expectedFen: 50_000,
    steps: [],
  },
  {
    product: '高新技术企业申报',
    subcategory: '高新技术企业申报',
    placedAt: '2021-05-19T02:47:07.000Z',
    expectedFen: 5_000_000,
    steps: [],
  },
  { ...FIVE_YUAN_ORDER, steps: [confirmed, paid(now)] },
  { ...FIVE_YUAN_ORDER, steps: [confirmed, paid(now), rejected] },
  { ...FIVE_YUAN_ORDER, steps: [confirmed, paid(now), approved] },
];
