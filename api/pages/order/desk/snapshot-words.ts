import { AMOUNT_NAMES } from '../../../../domain/order/amounts.ts';

/** Names of what may change while a reviewer looks. */
export const SEEN_WORDS = {
  zh: {
    state: '状态',
    orderAmount: AMOUNT_NAMES.orderAmount.zh,
    voucherAmount: AMOUNT_NAMES.voucherAmount.zh,
    contractNumber: '合同编号',
    signedOn: '签订日期',
    contractFile: '合同文件',
    actualAmount: AMOUNT_NAMES.actualAmount.zh,
    serviceDates: '服务日期',
    invoices: '发票',
    materials: '材料份数',
    firstApproval: '已有审核意见',
    paidOut: '已拨付',
  },
  en: {
    state: 'State',
    orderAmount: AMOUNT_NAMES.orderAmount.en,
    voucherAmount: AMOUNT_NAMES.voucherAmount.en,
    contractNumber: 'Contract number',
    signedOn: 'Signed on',
    contractFile: 'Contract file',
    actualAmount: AMOUNT_NAMES.actualAmount.en,
    serviceDates: 'Service dates',
    invoices: 'Invoices',
    materials: 'Files',
    firstApproval: 'Approvals so far',
    paidOut: 'Paid out',
  },
} as const;
