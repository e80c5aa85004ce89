import type { Language } from '../../domain/language.ts';
import { reasonIn } from '../../domain/order/ready-reasons.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { wordTable } from '../../domain/words.ts';
import type { Cell, Heading } from './table.ts';

/** An export is for working on, not for copying the scheme; who needs more narrows the filter. */
export const EXPORTED_AT_MOST = 10_000;

/** The words of an export of orders. */
export const EXPORT_WORDS = wordTable(
  {
    name: '订单',
    total: '合计',
    cut: `仅导出前 ${EXPORTED_AT_MOST} 条，请缩小筛选范围后再导出。`,
    number: '订单号',
    category: '服务大类',
    subcategory: '服务小类',
    product: '服务产品',
    institution: '服务机构',
    institutionCode: '服务机构信用代码',
    enterprise: '服务对象',
    enterpriseCode: '服务对象信用代码',
    park: '园区',
    listPrice: '产品价格 P（元）',
    orderAmount: '订单金额 O（元）',
    voucherAmount: '支付创新券金额 V（元）',
    actualAmount: '实际发生金额 A（元）',
    redemptionAmount: '核定兑付金额 R（元）',
    paidOutAmount: '已拨付（元）',
    placedAt: '添加时间',
    state: '状态',
    remark: '备注',
  },
  {
    name: 'Orders',
    total: 'Total',
    cut: `Only the first ${EXPORTED_AT_MOST} are exported; narrow the filter.`,
    number: 'Number',
    category: 'Category',
    subcategory: 'Subcategory',
    product: 'Product',
    institution: 'Institution',
    institutionCode: "Institution's credit code",
    enterprise: 'Enterprise',
    enterpriseCode: "Enterprise's credit code",
    park: 'Park',
    listPrice: 'List price P (CNY)',
    orderAmount: 'Order amount O (CNY)',
    voucherAmount: 'Voucher amount V (CNY)',
    actualAmount: 'Actual amount A (CNY)',
    redemptionAmount: 'Approved redemption R (CNY)',
    paidOutAmount: 'Paid out (CNY)',
    placedAt: 'Placed at',
    state: 'State',
    remark: 'Remark',
  },
);

interface Column extends Omit<Heading, 'label'> {
  readonly word: keyof (typeof EXPORT_WORDS)['zh'];
  readonly cell: (file: OrderRecord, language: Language) => Cell;
}

const text = (word: Column['word'], width: number, cell: Column['cell']): Column => ({
  kind: 'text',
  word,
  width,
  cell,
});
const money = (word: Column['word'], cell: Column['cell']): Column => ({ kind: 'money', word, width: 20, cell });

/** The columns of the list, and what someone who works on with them needs besides. @source L95 */
export const EXPORT_COLUMNS: readonly Column[] = [
  text('number', 22, ({ order }) => order.number),
  text('category', 16, ({ product }) => product.category.name),
  text('subcategory', 24, ({ product }) => product.subcategory.name),
  text('product', 36, ({ product }) => product.name),
  text('institution', 28, ({ names }) => names.institution),
  text('institutionCode', 22, ({ order }) => order.creditCodes[0] ?? null),
  text('enterprise', 28, ({ names }) => names.enterprise),
  text('enterpriseCode', 22, ({ order }) => order.creditCodes[1] ?? null),
  text('park', 16, ({ names }) => names.park),
  money('listPrice', ({ order }) => order.listPriceFen),
  money('orderAmount', ({ order }) => order.orderAmountFen),
  money('voucherAmount', ({ order }) => order.voucherAmountFen),
  money('actualAmount', ({ order }) => order.claim?.actualAmountFen ?? null),
  money('redemptionAmount', ({ order }) => order.redemptionFen),
  money('paidOutAmount', ({ order }) => order.paidOutFen),
  { kind: 'time', word: 'placedAt', width: 20, cell: ({ placedAt }) => placedAt },
  text('state', 14, ({ order }, language) => ORDER_STATES[order.state][language]),
  text('remark', 40, ({ order }, language) => (order.remark === null ? null : reasonIn(order.remark, language))),
];

/** The row of headings. */
export const headingsIn = (language: Language): Heading[] =>
  EXPORT_COLUMNS.map(({ word, kind, width }) => ({ label: EXPORT_WORDS[language][word], kind, width }));
