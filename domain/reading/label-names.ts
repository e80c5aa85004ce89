import type { Texts } from '../language.ts';
import { AMOUNT_NAMES } from '../order/amounts.ts';
import type { Label } from './found.ts';

/** What people call the values that are compared. */
export const LABEL_NAMES = {
  contractNumber: { zh: '合同编号', en: 'Contract number' },
  partyA: { zh: '甲方企业', en: 'Enterprise (party A)' },
  partyB: { zh: '乙方机构', en: 'Institution (party B)' },
  signedOn: { zh: '签订日期', en: 'Signed on' },
  orderAmount: AMOUNT_NAMES.orderAmount,
  voucherAmount: { zh: '用券金额', en: AMOUNT_NAMES.voucherAmount.en },
  selfPaid: { zh: '企业自付', en: 'Self-paid' },
  invoiceNumber: { zh: '发票号码', en: 'Invoice number' },
  invoiceCode: { zh: '发票代码', en: 'Invoice code' },
  issuedOn: { zh: '开票日期', en: 'Issued on' },
  invoiceTotal: { zh: '价税合计', en: 'Total with tax' },
  seller: { zh: '销售方', en: 'Seller' },
  buyer: { zh: '购买方', en: 'Buyer' },
} as const satisfies Readonly<Record<Label, Texts>>;
