import { PDFParse } from 'pdf-parse';
import type { OrderRecord } from '../../db/reads/order.ts';
import type { TimelineEntry } from '../../db/reads/order-list.ts';
import type { OrderState } from '../../domain/order/states.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import type { Role } from '../../domain/role.ts';
import { aChange, anOrder, at, day, yuan } from '../makers.ts';

/** An order that has gone all the way, with every paper there can be. */
export const aWholeFile = (more: Partial<OrderRecord> = {}): OrderRecord => ({
  order: anOrder({
    state: 'redeemed',
    actualAmount: '50000.00',
    changes: [aChange('approved')],
    payouts: [
      {
        amountFen: yuan('10000.00'),
        paidOn: day('2026-11-23'),
        reference: 'BK-20261123-0007',
        by: 'sun',
        at: at('2026-11-23 15:00'),
      },
      {
        amountFen: yuan('20000.00'),
        paidOn: day('2026-11-24'),
        reference: 'BK-20261124-0002',
        by: 'sun',
        at: at('2026-11-24 09:00'),
      },
    ],
  }),
  task: null,
  waitsInBatch: false,
  product: {
    id: 'product-1',
    name: '高新技术企业认定申报与研发费用归集全流程咨询服务',
    category: { id: 'c', name: '科技咨询服务' },
    subcategory: { id: 's', name: '高新技术企业认定咨询' },
  },
  names: { institution: '郑州启元科技咨询有限公司', enterprise: '河南云帆智能装备有限公司', park: '高新区软件园' },
  expectedAmountFen: yuan('50000.00'),
  note: '希望十一月底前完成材料初稿。',
  placedAt: at('2026-11-01 10:12'),
  turn: { role: null, step: null, also: null },
  dueAt: null,
  ...more,
});

type Told = readonly [at: string, step: OrderStep, by: string, role: Role, to: OrderState, reason?: string];

const TOLD: readonly Told[] = [
  ['2026-11-01 10:12', 'place', 'wang', 'enterprise', 'unpaid'],
  ['2026-11-01 14:30', 'confirmPrice', 'chen', 'institution', 'unpaid'],
  ['2026-11-02 09:05', 'pay', 'wang', 'enterprise', 'paymentReview'],
  ['2026-11-03 10:00', 'rejectPayment', 'li', 'park', 'paymentRejected', '订单金额与合同金额不一致'],
  ['2026-11-04 11:20', 'pay', 'wang', 'enterprise', 'paymentReview'],
  ['2026-11-05 09:00', 'approvePayment', 'li', 'park', 'paid'],
  ['2026-11-21 16:45', 'requestRedemption', 'chen', 'institution', 'redemptionReview'],
  [
    '2026-11-21 17:00',
    'returnRedemption',
    'zhao',
    'center',
    'redemptionReview',
    '发票号码与附件不符，请补充清晰的扫描件。',
  ],
  ['2026-11-22 09:30', 'supplementRedemption', 'chen', 'institution', 'redemptionReview'],
  ['2026-11-22 10:00', 'approveRedemption', 'zhao', 'center', 'redemptionReview'],
  ['2026-11-22 15:00', 'approveRedemption', 'zhou', 'center', 'preRedeemed'],
  ['2026-11-23 15:00', 'recordPayout', 'sun', 'finance', 'preRedeemed'],
  ['2026-11-24 09:00', 'recordPayout', 'sun', 'finance', 'redeemed'],
];

const NAMES: Readonly<Record<string, string>> = {
  wang: '王敏',
  chen: '陈志远',
  li: '李园',
  zhao: '赵晴',
  zhou: '周岚',
  sun: '孙立',
};

/** What people did with it. */
export const aTimeline = (): TimelineEntry[] =>
  TOLD.map(([when, step, by, role, to, reason = null], index) => ({
    orderId: 'order-1',
    at: at(when),
    step,
    actorId: by,
    actorName: NAMES[by] ?? by,
    actorRole: role,
    from: TOLD[index - 1]?.[4] ?? null,
    to,
    reason,
  }));

/** The text of a PDF, without spaces and line breaks: setting breaks lines where it likes. */
export async function textOf(pdf: Uint8Array): Promise<{ text: string; pages: number }> {
  const parser = new PDFParse({ data: new Uint8Array(pdf) });
  try {
    const { text, total } = await parser.getText({ pageJoiner: '' });
    return { text: text.replaceAll(/\s/g, ''), pages: total };
  } finally {
    await parser.destroy();
  }
}
